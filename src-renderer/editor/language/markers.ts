import type { editor, languages } from 'monaco-editor/editor';
import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import type { Monaco } from '../monaco.ts';
import { toEdit } from './convert.ts';
import { findModelContext } from './model-contexts.ts';
import { type PositionRange, toMarkerRange } from './offsets.ts';

const OWNER = 'hookwright';

function sameDiagnostics(left: readonly Diagnostic[], right: readonly Diagnostic[]): boolean {
  if (left.length !== right.length) return false;
  return left.every((diagnostic, index) => {
    const other = right[index];
    return (
      other !== undefined &&
      diagnostic.range.start === other.range.start &&
      diagnostic.range.end === other.range.end &&
      diagnostic.severity === other.severity &&
      diagnostic.message === other.message
    );
  });
}

/** Shows what the engine found as squiggles. Called for each answer, so an unchanged list costs nothing. */
export function showDiagnostics(monaco: Monaco, model: editor.ITextModel, diagnostics: readonly Diagnostic[]): void {
  const context = findModelContext(model.uri.toString());
  if (context === null) return;
  const unchanged = sameDiagnostics(context.diagnostics, diagnostics);
  // The fixes may differ where the message does not, so the new list is kept either way.
  context.diagnostics = diagnostics;
  if (unchanged) return;
  const { Error: error, Warning: warning, Info: info } = monaco.MarkerSeverity;
  const severities = { error, warning, info };
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    diagnostics.map((diagnostic) => ({
      ...toMarkerRange(model, diagnostic.range),
      severity: severities[diagnostic.severity],
      // Monaco shows it as plain text.
      message: diagnostic.message.replaceAll('`', ''),
    })),
  );
}

function touches(left: PositionRange, right: PositionRange): boolean {
  const startsAfter = (a: PositionRange, b: PositionRange): boolean =>
    a.startLineNumber > b.endLineNumber || (a.startLineNumber === b.endLineNumber && a.startColumn > b.endColumn);
  return !startsAfter(left, right) && !startsAfter(right, left);
}

/** Quick fixes: what the engine offered with the diagnostics at the place. */
export function createCodeActionProvider(): languages.CodeActionProvider {
  return {
    provideCodeActions(model, range) {
      const context = findModelContext(model.uri.toString());
      const near = (context?.diagnostics ?? []).filter((each) => touches(toMarkerRange(model, each.range), range));
      const versionId = model.getVersionId();
      const actions = near.flatMap((diagnostic) =>
        diagnostic.fixes.map((fix) => ({
          title: fix.title,
          kind: 'quickfix',
          isPreferred: fix.preferred,
          edit: {
            edits: fix.edits.map((edit) => ({ resource: model.uri, textEdit: toEdit(model, edit), versionId })),
          },
        })),
      );
      return { actions, dispose: () => undefined };
    },
  };
}
