import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { diagnoseNames } from './diagnose-names.ts';
import { findPositions, type Positions } from './json-positions.ts';
import type { TemplateLanguage } from './language.ts';
import { type ParsedTemplate, parseTemplate } from './parser.ts';
import { flatten, type Step } from './steps.ts';

/**
 * A template read once, to be rendered often: a flat list of steps and what can be said of it without any event. Keep it as long as
 * its text and language stay the same. Everything beyond the tree is made when first asked for.
 */
export class CompiledTemplate {
  readonly text: string;
  readonly language: TemplateLanguage;
  readonly parsed: ParsedTemplate;
  #steps: readonly Step[] | null = null;
  #positions: Positions | null = null;
  #diagnostics: readonly Diagnostic[] | null = null;

  constructor(text: string, language: TemplateLanguage) {
    this.text = text;
    this.language = language;
    this.parsed = parseTemplate(text, language);
  }

  get steps(): readonly Step[] {
    this.#steps ??= flatten(this.parsed);
    return this.#steps;
  }

  /** Where each step stands in the JSON that the template makes. */
  get positions(): Positions {
    this.#positions ??= findPositions(this.steps);
    return this.#positions;
  }

  /** Mistakes that do not depend on any event: grammar, names, conditions. In the order of the text. */
  get diagnostics(): readonly Diagnostic[] {
    this.#diagnostics ??= diagnoseNames(this.parsed);
    return this.#diagnostics;
  }

  /** Whether the grammar itself is broken, so that nothing may be sent. */
  get blocked(): boolean {
    return this.diagnostics.some((diagnostic) => diagnostic.blocksSend === 'always');
  }
}

/** Parses a template once. Any text is accepted; what is wrong with it is in `diagnostics`. Linear, never throws. */
export function compileTemplate(text: string, language: TemplateLanguage): CompiledTemplate {
  return new CompiledTemplate(text, language);
}
