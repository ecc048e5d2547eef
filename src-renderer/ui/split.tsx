import { Fragment, type ReactNode, useEffect } from 'react';
import { Group, type Layout, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import styles from './split.module.css';

export interface SplitPane {
  id: string;
  /** Share of the whole in percent at first. */
  size: number;
  /** In pixels. */
  minimum: number;
  content: ReactNode;
  /** A pane that can be folded to a bar of so many pixels. */
  fold?: { folded: boolean; size: number; onChange: (folded: boolean) => void } | undefined;
}

export interface SplitProps {
  /** Names the separator: "Resize the log". */
  label: string;
  direction: 'row' | 'column';
  panes: readonly SplitPane[];
  /** As `onLayout` gave it; null at first. */
  layout: string | null;
  /** After the user moved a separator: a short text to be remembered. */
  onLayout: (layout: string) => void;
}

function readLayout(text: string | null, panes: readonly SplitPane[]): Layout | undefined {
  const sizes = text?.split(' ').map(Number) ?? [];
  if (sizes.length !== panes.length || !sizes.every((size) => size >= 0 && size <= 100)) return undefined;
  return Object.fromEntries(panes.map((pane, index) => [pane.id, sizes[index] ?? 0]));
}

function SplitPanel({ pane }: { pane: SplitPane }) {
  const panel = usePanelRef();
  const { fold } = pane;
  const folded = fold?.folded;

  useEffect(() => {
    if (folded === true) panel.current?.collapse();
    if (folded !== false || panel.current?.isCollapsed() !== true) return;
    panel.current.expand();
    // A pane that was folded from the start has no size to come back to and opens at its smallest.
    if (panel.current.getSize().inPixels <= pane.minimum) panel.current.resize(`${pane.size}%`);
  }, [folded, panel, pane.minimum, pane.size]);

  return (
    <Panel
      id={pane.id}
      panelRef={panel}
      className={styles.pane}
      defaultSize={folded === true ? fold?.size : `${pane.size}%`}
      minSize={pane.minimum}
      collapsible={fold !== undefined}
      collapsedSize={fold?.size}
      onResize={(_size, _id, before) => {
        const now = panel.current?.isCollapsed();
        // The first size comes before the pane was folded or opened: it says nothing of what the user wants.
        if (fold !== undefined && before !== undefined && now !== undefined && now !== folded) fold.onChange(now);
      }}
    >
      {pane.content}
    </Panel>
  );
}

/**
 * Panes with a line between them that is moved with the pointer or, focused, with the arrow keys.
 * Sizes are kept by the caller.
 */
export function Split({ label, direction, panes, layout, onLayout }: SplitProps) {
  const known = readLayout(layout, panes);
  return (
    <Group
      className={styles.group}
      orientation={direction === 'row' ? 'horizontal' : 'vertical'}
      {...(known === undefined ? {} : { defaultLayout: known })}
      onLayoutChanged={(next, { isUserInteraction }) => {
        if (isUserInteraction) onLayout(panes.map((pane) => (next[pane.id] ?? 0).toFixed(2)).join(' '));
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && <Separator className={styles.separator} aria-label={label} />}
          <SplitPanel pane={pane} />
        </Fragment>
      ))}
    </Group>
  );
}
