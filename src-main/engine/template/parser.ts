import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { ConditionalParser } from './conditional-parser.ts';
import { indexLanguage, type LanguageIndex, type TemplateLanguage } from './language.ts';
import { PlaceholderParser } from './placeholder-parser.ts';
import { countRun, unit } from './scan.ts';
import type { TemplateNode } from './syntax.ts';

export interface ParsedTemplate {
  text: string;
  index: LanguageIndex;
  nodes: TemplateNode[];
  /** Mistakes of the grammar, in the order of the text. */
  problems: Diagnostic[];
  /** Characters looked at, some of them more than once. At most a small multiple of the text's length, whatever the text. */
  work: number;
}

/**
 * Reads a template of any text in one pass, recovering after each mistake so that the rest is still understood.
 *
 * In a run of opening braces the last three open a conditional, or the last two a placeholder; those before are text, so that a JSON
 * object may begin right before either. The first closing braces close; those after are text.
 */
export function parseTemplate(text: string, language: TemplateLanguage): ParsedTemplate {
  const index = indexLanguage(language);
  const placeholders = new PlaceholderParser(text, index);
  const conditionals = new ConditionalParser(placeholders);
  const nodes: TemplateNode[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf('{{', at);
    placeholders.work += (open === -1 ? text.length : open) - at;
    if (open === -1) break;
    const run = countRun(text, open, unit.openBrace, text.length);
    placeholders.work += run;
    const inside = open + run;
    const triple = run >= 3 && (language.conditionals || conditionals.isConditional(inside));
    const node = triple ? conditionals.parse(inside - 3) : placeholders.parsePlaceholder(inside - 2, text.length);
    nodes.push(node);
    at = node.end;
  }
  return { text, index, nodes, problems: placeholders.problems.sorted(), work: placeholders.work };
}
