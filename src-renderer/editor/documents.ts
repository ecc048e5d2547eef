import type { editor } from 'monaco-editor/editor';
import { registerModelContext, type TemplateSurroundings } from './language/model-contexts.ts';
import type { Monaco } from './monaco.ts';

interface OpenDocument {
  model: editor.ITextModel;
  view: editor.ICodeEditorViewState | null;
  dispose(): void;
}

/** How many texts keep their undo history and scroll position while others are shown. */
const KEPT = 8;

let lastNumber = 0;

/** The texts that one editor shows in turn, each with its own undo history. */
export interface Documents {
  /** Shows the document in the editor; a text that differs from what is open replaces it, undoably. */
  show(id: string, text: string): void;
  dispose(): void;
}

/** Keeps the models of one editor; they go with it. */
export function createDocuments(
  monaco: Monaco,
  instance: editor.IStandaloneCodeEditor,
  language: string,
  getSurroundings: (() => TemplateSurroundings) | null,
): Documents {
  const open = new Map<string, OpenDocument>();
  let shown: string | null = null;

  function openDocument(text: string): OpenDocument {
    lastNumber += 1;
    const uri = monaco.Uri.parse(`hookwright://editor/${lastNumber}`);
    const model = monaco.editor.createModel(text, language, uri);
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    const untie = getSurroundings === null ? null : registerModelContext(uri.toString(), getSurroundings);
    return {
      model,
      view: null,
      dispose() {
        untie?.();
        model.dispose();
      },
    };
  }

  function closeOldest(): void {
    for (const [id, document] of open) {
      if (open.size <= KEPT) return;
      if (id === shown) continue;
      open.delete(id);
      document.dispose();
    }
  }

  return {
    show(id, text) {
      const before = shown === null ? undefined : open.get(shown);
      const document = open.get(id) ?? openDocument(text);
      if (document !== before) {
        if (before !== undefined) before.view = instance.saveViewState();
        open.delete(id);
        open.set(id, document);
        shown = id;
        instance.setModel(document.model);
        if (document.view !== null) instance.restoreViewState(document.view);
        closeOldest();
      }
      if (document.model.getValue() !== text) {
        document.model.pushStackElement();
        const range = document.model.getFullModelRange();
        document.model.pushEditOperations(null, [{ range, text }], () => null);
        document.model.pushStackElement();
      }
    },
    dispose() {
      instance.setModel(null);
      for (const document of open.values()) document.dispose();
      open.clear();
    },
  };
}
