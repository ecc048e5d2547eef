import { Fragment, type ReactNode } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import styles from './split.module.css';

export interface SplitPane {
  id: string;
  /** Share of the whole in percent at first. */
  size: number;
  /** In pixels. */
  minimum: number;
  maximum?: number | undefined;
  /** Keeps its pixels when the window changes its size: for side panes. */
  fixed?: boolean | undefined;
  content: ReactNode;
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
          <Panel
            id={pane.id}
            className={styles.pane}
            defaultSize={`${pane.size}%`}
            minSize={pane.minimum}
            maxSize={pane.maximum}
            groupResizeBehavior={pane.fixed === true ? 'preserve-pixel-size' : 'preserve-relative-size'}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
