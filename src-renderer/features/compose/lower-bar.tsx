import type { ReactNode } from 'react';
import styles from './compose-pane.module.css';

export const drawers = ['data', 'problems', 'branches', 'hostile'] as const;
export type Drawer = (typeof drawers)[number];

export interface LowerBarItem {
  id: Drawer;
  content: ReactNode;
  /** Says what the button shows, where the content is only a state: "Problems: 2 errors". */
  label?: string | undefined;
}

export interface LowerBarProps {
  items: readonly LowerBarItem[];
  open: Drawer | null;
  onOpen: (drawer: Drawer | null) => void;
  trailing: ReactNode;
}

/** The state of the template in one line. Each part opens what is behind it under the editor, and closes it again. */
export function LowerBar({ items, open, onOpen, trailing }: LowerBarProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label="About the template">
      {items.map(({ id, content, label }, index) => (
        <button
          key={id}
          type="button"
          className={styles.toggle}
          data-last={index === items.length - 1}
          aria-label={label}
          aria-expanded={open === id}
          onClick={() => onOpen(open === id ? null : id)}
        >
          {content}
        </button>
      ))}
      <span className={styles.spring} />
      {trailing}
    </div>
  );
}
