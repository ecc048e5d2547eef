import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/languages/features/json/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker?worker';

self.MonacoEnvironment = { getWorker: (_, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()) };
const element = document.getElementById('editor');
if (element) monaco.editor.create(element, { value: '{\n  "hello": "world"\n}\n', language: 'json' });
