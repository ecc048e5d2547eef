import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { isMac, type KeyChord, toAriaShortcut } from './keys.ts';
import styles from './tabs.module.css';

export interface TabItem {
  id: string;
  label: string;
  keys?: KeyChord | undefined;
  /** A small remark behind the word: a count, a mark for something wrong. It needs words for screen readers. */
  badge?: ReactNode;
}

export interface TabsProps {
  /** What the tabs divide, for screen readers. */
  label: string;
  value: string;
  items: readonly TabItem[];
  onChange: (id: string) => void;
  /** At the end of the line of tabs. */
  trailing?: ReactNode;
  className?: string | undefined;
  size?: 'small' | 'normal' | undefined;
  /** One `TabPanel` for each item that is shown. */
  children: ReactNode;
}

/** Tabs over panels. */
export function Tabs(props: TabsProps) {
  const { label, value, items, onChange, trailing, className, size = 'normal', children } = props;
  return (
    <Radix.Root className={cx(styles.tabs, className)} value={value} onValueChange={onChange}>
      <div className={styles.bar} data-size={size}>
        <Radix.List className={styles.list} aria-label={label}>
          {items.map((item) => (
            <Radix.Trigger
              key={item.id}
              className={styles.tab}
              value={item.id}
              aria-keyshortcuts={item.keys === undefined ? undefined : toAriaShortcut(item.keys, isMac())}
            >
              {item.label}
              {item.badge}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {trailing !== undefined && <div className={styles.trailing}>{trailing}</div>}
      </div>
      {children}
    </Radix.Root>
  );
}

export interface TabPanelProps {
  id: string;
  className?: string | undefined;
  /** Stays in the page while another tab is shown, so that an editor keeps its place. */
  keep?: boolean | undefined;
  children: ReactNode;
}

/** What one tab shows. */
export function TabPanel({ id, className, keep, children }: TabPanelProps) {
  return (
    <Radix.Content
      className={cx(styles.panel, className)}
      value={id}
      tabIndex={-1}
      {...(keep === true ? { forceMount: true } : {})}
    >
      {children}
    </Radix.Content>
  );
}
