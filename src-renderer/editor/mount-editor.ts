import type { editor } from 'monaco-editor/editor';
import type { RefObject } from 'react';
import { createEditor, type EditorLook, type EditorShape } from './create-editor.ts';
import { createDocuments, type Documents } from './documents.ts';
import { createHandle, type EditorHandle } from './editor-handle.ts';
import { addLeaveAction, keepOneLine } from './keys.ts';
import type { TemplateSurroundings } from './language/model-contexts.ts';
import { loadMonaco } from './load-monaco.ts';
import { type Pointed, watchPointing } from './pointing.ts';
import { addProblemActions } from './problem-actions.ts';
import { addPlaceActions } from './snippet-places.ts';

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

export interface Mounted {
  instance: editor.IStandaloneCodeEditor;
  documents: Documents;
  handle: EditorHandle;
}

/** Mounts the editor as soon as Monaco is here; gives the function that takes everything down again. */
export function mountEditor(
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
      const handle = createHandle(monaco, instance);
      mounted.current = { instance, documents, handle };
      const parts = [
        instance.onDidChangeModelContent(() => {
          const value = instance.getModel()?.getValue();
          if (value !== undefined && value !== latest.current.text) latest.current.onChange(value);
        }),
        watchPointing(instance, (pointed) => latest.current.onPoint?.(pointed)),
        addPlaceActions(monaco, instance),
        addProblemActions(monaco, instance),
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
      latest.current.onReady?.(handle);
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
