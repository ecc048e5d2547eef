import { type JSX, memo, type RefObject, useId, useState } from 'react';
import { ContextMenu, type MenuItem } from '../ui/menu.tsx';
import { listContextItems } from './context-items.tsx';
import type { EditorShape } from './create-editor.ts';
import './editor.css';
import type { Mounted } from './mount-editor.ts';

export interface EditorFrameProps {
  shape: EditorShape;
  label: string;
  isTemplate: boolean;
  readOnly: boolean;
  invalid: boolean;
  state: 'loading' | 'ready' | 'failed';
  /** What stands there until the editor does; null once it is there. */
  waitingText: string | null;
  frame: RefObject<HTMLDivElement | null>;
  host: RefObject<HTMLDivElement | null>;
  mounted: RefObject<Mounted | null>;
}

/** What is around an editor. It is not rendered again while the text is typed. */
export const EditorFrame = memo(function EditorFrame(props: EditorFrameProps): JSX.Element {
  const { shape, label, isTemplate, readOnly, invalid, state, waitingText, frame, host, mounted } = props;
  const [items, setItems] = useState<readonly MenuItem[]>([]);
  const hint = useId();
  const isPage = shape === 'page';
  return (
    <ContextMenu items={items}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: with a role of its own (a page) the keys are described; a line has none. */}
      <div
        ref={frame}
        className={`editor-frame editor-${shape}`}
        data-invalid={invalid ? '' : undefined}
        {...(isPage ? { role: 'group', tabIndex: 0, 'aria-label': `${label}, editor`, 'aria-describedby': hint } : {})}
        onContextMenu={() => setItems(listContextItems(mounted.current?.handle ?? null, isTemplate, readOnly))}
        onKeyDown={(event) => {
          if (!isPage || event.key !== 'Enter' || event.target !== frame.current) return;
          event.preventDefault();
          mounted.current?.instance.focus();
        }}
      >
        {isPage && (
          <span id={hint} hidden>
            Press Enter to edit. Inside, Tab indents and Escape comes back here; Ctrl+M lets Tab move on.
          </span>
        )}
        <div ref={host} className="editor-host" data-keeps-escape={isPage ? '' : undefined} />
        {waitingText !== null && <pre className="editor-waiting">{waitingText}</pre>}
        {state === 'failed' && (
          <p className="editor-failed" role="alert">
            The editor could not be loaded. Restart Hookwright; the text itself is safe.
          </p>
        )}
      </div>
    </ContextMenu>
  );
});
