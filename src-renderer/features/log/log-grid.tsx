import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { registerFocus } from '../../commands/focus.ts';
import { selectLogRow, useLogSelection } from '../../stores/log-selection.ts';
import styles from './log-grid.module.css';
import { isStacked, type LineLayout, LogColumns, LogLine } from './log-line.tsx';
import { logFeed, setRowHeight, useLog } from './log-store.ts';
import { PAGE, positionOf, rowAt } from './log-window.ts';
import { describeRow } from './log-words.ts';

/** Where the keyboard is: a position, and the line that stood there, which it stays with when lines come in above. */
interface Active {
  position: number;
  seq: number | null;
}

const HEAD_HEIGHT = 24;

export interface LogGridProps {
  layout: LineLayout;
  rowHeight: number;
}

/** The lines, sent beside captured. Only the visible ones exist, and only they and their neighbours are loaded. */
export function LogGrid({ layout, rowHeight }: LogGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const window = useLog((state) => state.window);
  const waiting = useLog((state) => state.waiting);
  const shifted = useLog((state) => state.shifted);
  const opened = useLogSelection((state) => state.seq);
  const [active, setActive] = useState<Active>({ position: 0, seq: null });
  const total = window?.total ?? 0;
  const headHeight = isStacked(layout) ? 0 : HEAD_HEIGHT;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? -1) + 1;

  const height = useRef(rowHeight);
  useLayoutEffect(() => {
    setRowHeight(rowHeight);
    virtual.measure();
    const element = scroller.current;
    // Lines of another height: the one at the top stays there.
    if (element !== null) element.scrollTop = (element.scrollTop / height.current) * rowHeight;
    height.current = rowHeight;
  }, [rowHeight, virtual]);

  // Lines that came in above push the others down: the view goes with them, except at the very top, where it follows.
  const seen = useRef(shifted);
  useLayoutEffect(() => {
    const moved = shifted - seen.current;
    seen.current = shifted;
    const element = scroller.current;
    if (moved === 0 || element === null || (element.scrollTop < rowHeight / 2 && moved > 0)) return;
    element.scrollTop += moved * rowHeight;
  }, [shifted, rowHeight]);

  useEffect(() => {
    logFeed.look(first, end);
  }, [first, end]);

  useReveal(rowHeight, scroller, (position, seq) => setActive({ position, seq }));
  useEffect(() => registerFocus('log-rows', () => scroller.current?.focus()), []);

  const here = window === null || active.seq === null ? -1 : positionOf(window, active.seq);
  const position = here >= 0 ? here : Math.min(active.position, Math.max(0, total - 1));

  function moveTo(next: number): void {
    const to = Math.min(total - 1, Math.max(0, next));
    if (to < 0) return;
    setActive({ position: to, seq: window === null ? null : (rowAt(window, to)?.seq ?? null) });
    virtual.scrollToIndex(to, { align: 'auto' });
    const row = window === null ? null : rowAt(window, to);
    // With a pair open, going on to the next line opens that one.
    if (opened !== null && row !== null) selectLogRow(row.seq);
  }

  function press(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: position + 1,
      ArrowUp: position - 1,
      PageDown: position + page,
      PageUp: position - page,
      Home: 0,
      End: total - 1,
    };
    const row = window === null ? null : rowAt(window, position);
    if (event.key === 'Enter' && row !== null) selectLogRow(row.seq);
    if (event.key === 'Escape' && opened !== null) selectLogRow(null);
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    moveTo(to);
  }

  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table's cannot be */}
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label="Sent and captured requests"
        aria-rowcount={total + 1}
        aria-activedescendant={total > 0 ? `log-row-${position}` : undefined}
        tabIndex={0}
        onKeyDown={press}
        onScroll={(event) => logFeed.follow(event.currentTarget.scrollTop < rowHeight / 2)}
      >
        {!isStacked(layout) && <Columns layout={layout} />}
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table's cannot be */}
        <div role="rowgroup" className={styles.space} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = window === null ? null : rowAt(window, item.index);
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the grid, which names the active row
              // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table's cannot be
              // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
              <div
                key={item.key}
                id={`log-row-${item.index}`}
                className={`${styles.line} ${styles.row}`}
                role="row"
                data-layout={layout}
                data-active={item.index === position ? '' : undefined}
                aria-label={row === null ? undefined : describeRow(row)}
                aria-rowindex={item.index + 2}
                aria-selected={row !== null && row.seq === opened}
                style={{ height: rowHeight, transform: `translateY(${item.start - headHeight}px)` }}
                onClick={() => {
                  if (row === null) return;
                  setActive({ position: item.index, seq: row.seq });
                  selectLogRow(row.seq);
                }}
              >
                {row === null ? <Ghost /> : <LogLine row={row} layout={layout} />}
              </div>
            );
          })}
        </div>
      </div>
      {waiting > 0 && (
        <button
          type="button"
          className={styles.pill}
          onClick={() => {
            scroller.current?.scrollTo({ top: 0 });
            scroller.current?.focus();
          }}
        >
          <ArrowUp aria-hidden="true" />
          {waiting >= PAGE ? `${PAGE}+ new` : `${waiting} new`}
        </button>
      )}
    </div>
  );
}

function Columns({ layout }: { layout: LineLayout }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table's cannot be
    // biome-ignore lint/a11y/useFocusableInteractive: the columns cannot be sorted or moved
    <div role="row" className={`${styles.line} ${styles.head}`} data-layout={layout} aria-rowindex={1}>
      <LogColumns layout={layout} />
    </div>
  );
}

/** Stands for a line that is on its way. */
function Ghost() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Columns
    // biome-ignore lint/a11y/useFocusableInteractive: see Columns
    <div role="gridcell" className={styles.ghost}>
      <span className="visually-hidden">Loading</span>
    </div>
  );
}

/** Scrolls to a line that was opened from elsewhere, and gives the grid the focus. */
function useReveal(
  rowHeight: number,
  scroller: React.RefObject<HTMLDivElement | null>,
  tell: (position: number, seq: number) => void,
): void {
  const revealed = useLogSelection((state) => state.revealed);
  const latest = useRef(tell);
  latest.current = tell;
  const height = useRef(rowHeight);
  height.current = rowHeight;
  useEffect(() => {
    const { seq } = useLogSelection.getState();
    if (revealed === 0 || seq === null) return;
    void logFeed.reveal(seq).then((position) => {
      const element = scroller.current;
      if (position === null || element === null) return;
      latest.current(position, seq);
      const top = position * height.current;
      if (top < element.scrollTop || top > element.scrollTop + element.clientHeight - height.current * 2) {
        element.scrollTop = Math.max(0, top - element.clientHeight / 3);
      }
      element.focus();
    });
  }, [revealed, scroller]);
}
