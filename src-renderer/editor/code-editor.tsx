import { type JSX, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { ContextMenu, type MenuItem } from '../ui/menu.tsx';
import { listContextItems } from './context-items.tsx';
import { toLookOptions } from './create-editor.ts';
import './editor.css';
import { TEMPLATE_LANGUAGE } from './language/names.ts';
import { type CodeEditorProps, type Mounted, mountEditor } from './mount-editor.ts';
import { useEditorLook } from './use-editor-look.ts';

/** The latest value of something, for listeners that are registered once. */
function useLatest<Value>(value: Value): RefObject<Value> {
  const ref = useRef(value);
  ref.current = value;
  return ref;
}

/**
 * A text in Monaco. For the keyboard it is a frame that Tab passes over: Enter goes in, Escape comes out, and inside
 * Tab indents. A `line` is an ordinary stop of Tab.
 */
export function CodeEditor(props: CodeEditorProps): JSX.Element {
  const { shape, label, language, documentId, text } = props;
  const [items, setItems] = useState<readonly MenuItem[]>([]);
  const hint = useId();
  const frame = useRef<HTMLDivElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const mounted = useRef<Mounted | null>(null);
  const latest = useLatest(props);
  const look = useEditorLook();
  const latestLook = useLatest(look);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');

  useEffect(() => mountEditor(host, frame, latest, latestLook, mounted, setState), [latest, latestLook]);
  useEffect(() => {
    if (state === 'ready') mounted.current?.documents.show(documentId, text);
  }, [state, documentId, text]);
  useEffect(() => {
    mounted.current?.instance.updateOptions({ ...toLookOptions(shape, look), readOnly: props.readOnly ?? false });
  }, [shape, look, props.readOnly]);

  const isPage = shape === 'page';
  return (
    <ContextMenu items={items}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: with a role of its own (a page) the keys are described; a line has none. */}
      <div
        ref={frame}
        className={`editor-frame editor-${shape}`}
        data-invalid={props.invalid === true ? '' : undefined}
        {...(isPage ? { role: 'group', tabIndex: 0, 'aria-label': `${label}, editor`, 'aria-describedby': hint } : {})}
        onContextMenu={() => {
          setItems(
            listContextItems(mounted.current?.handle ?? null, language === TEMPLATE_LANGUAGE, props.readOnly ?? false),
          );
        }}
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
        <div ref={host} className="editor-host" />
        {state === 'loading' && <pre className="editor-waiting">{text}</pre>}
        {state === 'failed' && (
          <p className="editor-failed" role="alert">
            The editor could not be loaded. Restart Hookwright; the text itself is safe.
          </p>
        )}
      </div>
    </ContextMenu>
  );
}
