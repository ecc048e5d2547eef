import { type JSX, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import '../../styles/code.css';
import './code-view.css';
import type { CodeDocument } from './code-line.ts';
import { layoutJson } from './layout-json.ts';
import { layoutText } from './layout-text.ts';
import { LineView, type PointedSource, type SourceRange } from './line-view.ts';
import { useColumns } from './use-columns.ts';
import { watchViewPointing } from './view-pointing.ts';

export const ROW_HEIGHT = 18;

/** What can be done with a view without rendering it again. */
export interface CodeViewHandle {
  /** Shows another text and its marks at once. */
  show(text: string, marks: readonly SourceRange[]): void;
  setMarks(marks: readonly SourceRange[]): void;
  reveal(offset: number): void;
}

export interface CodeViewProps {
  /** Accessible name: "Body as it is sent". */
  label: string;
  text: string;
  /** `json` indents for reading, `exact` shows every character that is there, `text` leaves line feeds out. */
  layout: 'json' | 'exact' | 'text';
  onPoint?: ((pointed: PointedSource | null) => void) | undefined;
  /** Given instead of what is selected when the whole view is copied with the keyboard. */
  onCopyAll?: (() => void) | undefined;
  ref?: React.Ref<CodeViewHandle> | undefined;
}

function lay(text: string, layout: CodeViewProps['layout'], columns: number): CodeDocument {
  return layout === 'json' ? layoutJson(text, columns) : layoutText(text, columns, layout === 'exact');
}

/** A text in the fixed-width face, in lines that are drawn only where they can be seen. */
export function CodeView({ label, text, layout, onPoint, onCopyAll, ref }: CodeViewProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<LineView | null>(null);
  const columns = useColumns(host);
  const latest = useRef({ text, layout, columns, onPoint });
  latest.current = { ...latest.current, layout, columns, onPoint };

  useLayoutEffect(() => {
    if (host.current === null) return;
    const mine = new LineView(host.current, ROW_HEIGHT);
    view.current = mine;
    const stop = watchViewPointing(host.current, mine, (pointed) => latest.current.onPoint?.(pointed));
    return () => {
      stop();
      mine.dispose();
      view.current = null;
    };
  }, []);

  useLayoutEffect(() => {
    if (latest.current.text === text) return;
    latest.current.text = text;
    view.current?.setContent(lay(text, latest.current.layout, latest.current.columns));
  }, [text]);

  // The text may have been changed through the handle since, so a new width lays out what is shown and not the property.
  useLayoutEffect(() => {
    view.current?.setContent(lay(latest.current.text, layout, columns));
  }, [layout, columns]);

  useImperativeHandle(
    ref,
    () => ({
      show(next, marks) {
        const { layout: asked, columns: width } = latest.current;
        latest.current.text = next;
        view.current?.setContent(lay(next, asked, width), marks);
      },
      setMarks: (marks) => view.current?.setMarks(marks),
      reveal: (offset) => view.current?.reveal(offset),
    }),
    [],
  );

  useEffect(() => {
    const element = host.current;
    if (element === null || onCopyAll === undefined) return;
    const selectAll = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'a') return;
      event.preventDefault();
      onCopyAll();
    };
    element.addEventListener('keydown', selectAll);
    return () => element.removeEventListener('keydown', selectAll);
  }, [onCopyAll]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section ref={host} className="code-view" aria-label={label} tabIndex={0} />
  );
}
