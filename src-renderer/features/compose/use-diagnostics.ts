import { useEffect } from 'react';
import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import { useCompose } from '../../stores/compose.ts';
import { useKept } from '../../stores/use-kept.ts';
import { usePointed } from './pointed.ts';
import { readRenderedTexts } from './preview-texts.ts';
import { carryOver } from './segments.ts';
import { summarizeDiagnostics } from './summaries.ts';

const NONE: readonly Diagnostic[] = [];

/** What the engine found in the template of the webhook, with the newest preview. */
export function useDiagnostics(webhookId: string): readonly Diagnostic[] {
  return useCompose(({ preview, previewOf }) => (previewOf === webhookId ? (preview?.diagnostics ?? NONE) : NONE));
}

interface ProblemSummary {
  words: string;
  tone: 'failure' | 'warning' | 'success';
}

const sameSummary = (left: ProblemSummary, right: ProblemSummary): boolean => left.words === right.words;

/** How many problems there are, in words; renders only when the words change. */
export function useProblemSummary(webhookId: string): ProblemSummary {
  const select = ({ preview, previewOf }: ReturnType<typeof useCompose.getState>): ProblemSummary =>
    summarizeDiagnostics(previewOf === webhookId ? (preview?.diagnostics ?? NONE) : NONE);
  return useCompose(useKept(select, sameSummary));
}

/** Marks in the template where what is pointed at in the preview comes from. */
function showMarks(handle: EditorHandle): void {
  const texts = readRenderedTexts();
  const { output } = usePointed.getState();
  handle.setMarks(texts === null || output === null ? [] : carryOver(texts, output, 'output', 'template'));
}

function showDiagnostics(handle: EditorHandle): void {
  const { preview } = useCompose.getState();
  const texts = readRenderedTexts();
  if (preview !== null && texts !== null) handle.setDiagnostics(texts.template, preview.diagnostics);
}

/** Keeps the editor's squiggles and marks in step with the preview, outside of React: it happens with each key. */
export function useEditorFeedback(handle: EditorHandle | null): void {
  useEffect(() => {
    if (handle === null) return;
    showDiagnostics(handle);
    const stops = [
      useCompose.subscribe((now, before) => {
        if (now.preview !== before.preview) showDiagnostics(handle);
      }),
      usePointed.subscribe((now, before) => {
        if (now.output !== before.output) showMarks(handle);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [handle]);
}
