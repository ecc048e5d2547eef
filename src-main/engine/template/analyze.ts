import type { TemplateAnalysis } from '../../../src-preload/contract/template.ts';
import type { CompiledTemplate } from './compile.ts';
import { diagnoseTemplate } from './diagnose-template.ts';
import { findFolds } from './folds.ts';
import { buildOutline } from './outline.ts';
import type { RenderedTemplate } from './render.ts';
import { readStructure } from './structure.ts';
import { findTokens } from './tokens.ts';

export interface AnalysisOptions {
  /** The text is the body of a request that claims to be JSON. */
  json: boolean;
}

/**
 * Everything an editor shows of a template: diagnostics, colours, outline and folds. `rendered` is the template for the chosen event, or
 * null where there is none (its data is not JSON): then only what holds for every event is said. Never throws; linear.
 */
export function analyzeTemplate(
  template: CompiledTemplate,
  rendered: RenderedTemplate | null,
  { json }: AnalysisOptions,
): TemplateAnalysis {
  const { parsed } = template;
  const structure = readStructure(parsed);
  const shaped = json && template.positions.json;
  return {
    diagnostics: diagnoseTemplate(template, rendered, json),
    tokens: findTokens(parsed),
    outline: buildOutline(parsed, structure, shaped),
    folds: findFolds(parsed, structure, shaped),
  };
}
