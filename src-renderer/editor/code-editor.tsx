import type { editor } from 'monaco-editor/editor';
import { type JSX, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { createEditor, type EditorLook, type EditorShape, toLookOptions } from './create-editor.ts';
import { createDocuments, type Documents } from './documents.ts';
import './editor.css';
import { createHandle, type EditorHandle } from './editor-handle.ts';
import { addLeaveAction, addNextPlaceAction, keepOneLine } from './keys.ts';
import type { TemplateSurroundings } from './language/model-contexts.ts';
import { loadMonaco } from './load-monaco.ts';
import { type Pointed, watchPointing } from './pointing.ts';
import { useEditorLook } from './use-editor-look.ts';

export interface CodeEditorProps {
  language: string;
  shape: EditorShape;
  /** Accessible name of the text. */
  label: string;
  /** Which text this is: each keeps its own undo history and scroll position. */
  documentId: string;
  text: string;
  /** Called at once for each change that the user makes, before anything is drawn. */
  onChange: (text: string) => void;
  getSurroundings?: () => TemplateSurroundings;
  onPoint?: (pointed: Pointed | null) => void;
  /** Gets the handle when the editor is there, and null before it goes. */
  onReady?: (handle: EditorHandle | null) => void;
  placeholder?: string;
  readOnly?: boolean;
  invalid?: boolean;
}

interface Mounted {
  instance: editor.IStandaloneCodeEditor;
  documents: Documents;
}

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
  const { shape, label, documentId, text } = props;
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
    // biome-ignore lint/a11y/noStaticElementInteractions: with a role of its own (a page) the keys are described; a line has none.
    <div
      ref={frame}
      className={`editor-frame editor-${shape}`}
      data-invalid={props.invalid === true ? '' : undefined}
      {...(isPage ? { role: 'group', tabIndex: 0, 'aria-label': `${label}, editor`, 'aria-describedby': hint } : {})}
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
  );
}

/** Mounts the editor as soon as Monaco is here; gives the function that takes everything down again. */
function mountEditor(
  host: RefObject<HTMLDivElement | null>,
  frame: RefObject<HTMLDivElement | null>,
  latest: RefObject<CodeEditorProps>,
  look: RefObject<EditorLook>,
  mounted: RefObject<Mounted | null>,
  setState: (state: 'ready' | 'failed') => void,
): () => void {
  let gone = false;
  const cleanups: (() => void)[] = [];
  loadMonaco().then(
    (monaco) => {
      if (gone || host.current === null) return;
      const { shape, label, language, readOnly, placeholder } = latest.current;
      const instance = createEditor(monaco, host.current, shape, look.current, {
        ariaLabel: label,
        readOnly: readOnly ?? false,
        ...(placeholder === undefined ? {} : { placeholder }),
      });
      const getSurroundings = latest.current.getSurroundings === undefined ? null : askSurroundings(latest);
      const documents = createDocuments(monaco, instance, language, getSurroundings);
      const { documentId, text } = latest.current;
      documents.show(documentId, text);
      mounted.current = { instance, documents };
      const parts = [
        instance.onDidChangeModelContent(() => {
          const value = instance.getModel()?.getValue();
          if (value !== undefined && value !== latest.current.text) latest.current.onChange(value);
        }),
        watchPointing(instance, (pointed) => latest.current.onPoint?.(pointed)),
        addNextPlaceAction(monaco, instance),
        shape === 'page'
          ? addLeaveAction(monaco, instance, () => frame.current?.focus())
          : keepOneLine(monaco, instance),
      ];
      cleanups.push(() => {
        latest.current.onReady?.(null);
        for (const part of parts) part.dispose();
        documents.dispose();
        instance.dispose();
        mounted.current = null;
      });
      setState('ready');
      latest.current.onReady?.(createHandle(monaco, instance));
    },
    () => setState('failed'),
  );
  return () => {
    gone = true;
    for (const clean of cleanups) clean();
  };
}

function askSurroundings(latest: RefObject<CodeEditorProps>): () => TemplateSurroundings {
  return () => {
    const surroundings = latest.current.getSurroundings?.();
    if (surroundings === undefined)
      throw new Error('A template editor keeps its surroundings for as long as it lives.');
    return surroundings;
  };
}
