import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleX, Clock, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './status.module.css';

export type Tone = 'success' | 'warning' | 'failure' | 'unknown' | 'waiting' | 'idle' | 'info';

const icons: Readonly<Record<Tone, ReactNode>> = {
  success: <CircleCheck />,
  warning: <CircleAlert />,
  failure: <CircleX />,
  unknown: <CircleHelp />,
  waiting: <Clock />,
  idle: <CircleDashed />,
  info: <Info />,
};

export interface StatusProps {
  tone: Tone;
  /** The word. A state is never told by colour alone. */
  children: ReactNode;
  icon?: ReactNode;
  /** `chip` stands on its own tinted ground, `plain` in a row. */
  look?: 'plain' | 'chip' | undefined;
  className?: string | undefined;
}

/** A state: icon, word and colour, always together. */
export function Status({ tone, children, icon, look = 'plain', className }: StatusProps) {
  return (
    <span className={cx(styles.status, className)} data-tone={tone} data-look={look}>
      <span className={styles.icon} aria-hidden="true">
        {icon ?? icons[tone]}
      </span>
      <span className={styles.word}>{children}</span>
    </span>
  );
}

export interface ChipProps {
  children: ReactNode;
  /** `sent` and `captured` have one hue each, everywhere. */
  hue?: 'neutral' | 'accent' | 'sent' | 'captured' | undefined;
  className?: string | undefined;
}

/** A short remark on a thing: a method, a channel, a count. */
export function Chip({ children, hue = 'neutral', className }: ChipProps) {
  return (
    <span className={cx(styles.chip, className)} data-hue={hue}>
      {children}
    </span>
  );
}
