import type { Diagnostic, TemplateAnalysis, TemplateContext } from '../../../src-preload/contract/template.ts';

/** Everything the engine must know of a template beside its text. */
export type TemplateSurroundings = Omit<TemplateContext, 'text'>;

/** What belongs to one text model: where the engine is asked about it, and what it said last. */
export interface ModelContext {
  getSurroundings(): TemplateSurroundings;
  diagnostics: readonly Diagnostic[];
  /** The analysis of one version of the text; folding and outline ask for it one after the other. */
  analysis: { version: number; result: Promise<TemplateAnalysis> } | null;
}

const contexts = new Map<string, ModelContext>();

/** Ties a model, by its URI, to its surroundings; gives the function that unties it. */
export function registerModelContext(uri: string, getSurroundings: () => TemplateSurroundings): () => void {
  contexts.set(uri, { getSurroundings, diagnostics: [], analysis: null });
  return () => contexts.delete(uri);
}

/** The context of a model, or null for one that is not a template of ours. */
export function findModelContext(uri: string): ModelContext | null {
  return contexts.get(uri) ?? null;
}
