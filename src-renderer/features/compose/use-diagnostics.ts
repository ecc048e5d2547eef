import { useEffect } from 'react';
import type { Preview } from '../../../src-preload/contract/compose.ts';
import type { BodyType, Diagnostic } from '../../../src-preload/contract/template.ts';
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

/** What the body is, by its Content-Type; JSON until the first preview is here. */
export function useBodyType(webhookId: string): BodyType {
  return useCompose(({ preview, previewOf }) => (previewOf === webhookId ? (preview?.bodyType ?? 'json') : 'json'));
}

type Queries = Preview['query'];
const NO_QUERIES: Queries = [];

/** What the engine made of each query value, with the newest preview. */
export function useQueries(webhookId: string): Queries {
  return useCompose(({ preview, previewOf }) =>
    previewOf === webhookId ? (preview?.query ?? NO_QUERIES) : NO_QUERIES,
  );
}

/** Everything that was found: in the body, or in the query values. */
function listAll(preview: Preview | null): readonly Diagnostic[] {
  if (preview === null || preview.query.length === 0) return preview?.diagnostics ?? NONE;
  return [...preview.diagnostics, ...preview.query.flatMap(({ diagnostics }) => diagnostics)];
}

interface ProblemSummary {
  words: string;
  tone: 'failure' | 'warning' | 'info' | 'success';
}

const sameSummary = (left: ProblemSummary, right: ProblemSummary): boolean => left.words === right.words;

/** How many problems there are, in words; renders only when the words change. */
export function useProblemSummary(webhookId: string): ProblemSummary {
  const select = ({ preview, previewOf }: ReturnType<typeof useCompose.getState>): ProblemSummary =>
    summarizeDiagnostics(listAll(previewOf === webhookId ? preview : null));
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
