import type { JSX } from 'react';
import { CodeEditor } from './code-editor.tsx';
import { TEMPLATE_LANGUAGE } from './language/names.ts';
import type { CodeEditorProps } from './mount-editor.ts';

type TemplateEditorProps = Omit<CodeEditorProps, 'language' | 'shape'> &
  Required<Pick<CodeEditorProps, 'getSurroundings'>>;

/** The editor of a payload template. */
export function TemplateEditor(props: TemplateEditorProps): JSX.Element {
  return <CodeEditor {...props} language={TEMPLATE_LANGUAGE} shape="page" />;
}

/** The editor of one query value: the same language on one line. */
export function TemplateField(props: TemplateEditorProps): JSX.Element {
  return <CodeEditor {...props} language={TEMPLATE_LANGUAGE} shape="line" />;
}

/** An editor of plain JSON, for the data of a sample event. */
export function JsonEditor(props: Omit<CodeEditorProps, 'language' | 'shape' | 'getSurroundings'>): JSX.Element {
  return <CodeEditor {...props} language="json" shape="page" />;
}
