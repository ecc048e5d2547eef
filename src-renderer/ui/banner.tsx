import { CircleX, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';

export interface BannerProps {
  tone: 'info' | 'warning' | 'failure';
  title?: string | undefined;
  children: ReactNode;
  actions?: ReactNode;
}

const icons = { info: <Info />, warning: <TriangleAlert />, failure: <CircleX /> };

/** Something to know about what is below it, for as long as it is so. */
export function Banner({ tone, title, children, actions }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'info' ? 'note' : 'alert'}>
      <span className={styles.icon} aria-hidden="true">
        {icons[tone]}
      </span>
      <div className={styles.text}>
        {title !== undefined && <strong>{title} </strong>}
        {children}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
