import { type JSX, type RefObject, useEffect, useRef, useState } from 'react';
import { toLookOptions } from './create-editor.ts';
import { EditorFrame } from './editor-frame.tsx';
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

  return (
    <EditorFrame
      {...{ shape, label, state, frame, host, mounted }}
      isTemplate={language === TEMPLATE_LANGUAGE}
      readOnly={props.readOnly ?? false}
      invalid={props.invalid ?? false}
      waitingText={state === 'loading' ? text : null}
    />
  );
}
