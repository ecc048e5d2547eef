import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './virtual-list.module.css';

export interface VirtualListProps {
  label: string;
  count: number;
  rowHeight: number;
  /** Index of the chosen row, or -1. */
  selected: number;
  onSelect: (index: number) => void;
  onOpen?: ((index: number) => void) | undefined;
  keyAt: (index: number) => string | number;
  renderRow: (index: number, selected: boolean) => ReactNode;
  /** Near the end: more may be fetched. */
  onEnd?: (() => void) | undefined;
  className?: string | undefined;
}

/** A long list of which only the visible rows exist. Arrow keys, Page, Home and End move the choice; Enter opens it. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, selected, onSelect, onOpen, keyAt, renderRow, onEnd, className } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyAt,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;

  useEffect(() => {
    if (last >= 0 && last >= count - 20) onEnd?.();
  }, [last, count, onEnd]);

  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected, { align: 'auto' });
  }, [selected, virtual]);

  function move(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: selected + 1,
      ArrowUp: selected - 1,
      PageDown: selected + page,
      PageUp: selected - page,
      Home: 0,
      End: count - 1,
    };
    if (event.key === 'Enter' && selected >= 0) onOpen?.(selected);
    const to = steps[event.key];
    if (to === undefined || count === 0) return;
    event.preventDefault();
    onSelect(Math.min(count - 1, Math.max(0, to)));
  }

  return (
    <div
      ref={scroller}
      className={cx(styles.scroller, className)}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={selected >= 0 ? `${label}-${keyAt(selected)}` : undefined}
      onKeyDown={move}
    >
      <div className={styles.space} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <div
            key={item.key}
            id={`${label}-${item.key}`}
            className={styles.row}
            role="option"
            tabIndex={-1}
            aria-selected={item.index === selected}
            aria-posinset={item.index + 1}
            aria-setsize={count}
            style={{ height: rowHeight, transform: `translateY(${item.start}px)` }}
            onClick={() => onSelect(item.index)}
            onKeyDown={undefined}
            onDoubleClick={() => onOpen?.(item.index)}
          >
            {renderRow(item.index, item.index === selected)}
          </div>
        ))}
      </div>
    </div>
  );
}
