import type { BodyLayout } from '../../../src-preload/contract/provider.ts';
import type { HostileCase } from '../../../src-preload/contract/template.ts';
import { countCodePoints, cutToCodePoints, isPairAt } from './code-points.ts';
import type { CompiledTemplate } from './compile.ts';
import { bodyTypeNames } from './encode-value.ts';
import { type HostileValue, hostileValues } from './hostile-values.ts';
import { checkJson, readsTheSame } from './json-check.ts';
import { layoutJson } from './json-layout.ts';
import { markerOfValue, readsBack } from './read-back.ts';
import { insertsJson, type RenderedTemplate, type RenderOptions, renderTemplate } from './render.ts';
import type { RenderScope } from './scope.ts';
import { readXml } from './xml-read.ts';

export interface HostileInput {
  options: RenderOptions;
  /** How the body is laid out before it is cut. */
  layout: BodyLayout;
  /** The text is the body of a request that claims to be JSON. */
  json: boolean;
  /** One event of each type to try the values in. */
  samples: readonly { eventType: string; scope: RenderScope }[];
}

type Verdict = Pick<HostileCase, 'result' | 'explanation' | 'excerpt'>;

const longestExcerpt = 160;

/**
 * Renders the template with each hostile value in each placeholder it uses, for each event, and says which results are broken, cut or say
 * something else than the value. Damage first. Never throws.
 */
export function runHostileValues(template: CompiledTemplate, input: HostileInput): HostileCase[] {
  const damaged: HostileCase[] = [];
  const sound: HostileCase[] = [];
  for (const placeholder of usedPlaceholders(template)) {
    for (const hostile of hostileValues) {
      for (const { eventType, scope } of input.samples) {
        const verdict = judge(template, placeholder, hostile, scope, input);
        const { id, title } = hostile;
        const found: HostileCase = {
          id: `${id}/${placeholder}/${eventType}`,
          title,
          placeholder,
          eventType,
          ...verdict,
        };
        (verdict.result === 'ok' ? sound : damaged).push(found);
      }
    }
  }
  return [...damaged, ...sound];
}

/** Known placeholders that are inserted or tested somewhere. */
function usedPlaceholders(template: CompiledTemplate): Set<string> {
  const used = new Set<string>();
  for (const step of template.steps) {
    if ((step.kind === 'placeholder' || step.kind === 'test') && step.name.spec !== null) used.add(step.name.path);
  }
  return used;
}

function judge(
  template: CompiledTemplate,
  placeholder: string,
  { value, remark }: HostileValue,
  scope: RenderScope,
  { options, layout, json }: HostileInput,
): Verdict {
  const hostile = scope.with(placeholder, value);
  const rendered = renderTemplate(template, hostile, { ...options, maximumCodePoints: null });
  if (rendered.tooLarge) return { result: 'broken', explanation: 'The result is too large.', excerpt: '' };
  const judged = json && options.kind === 'body' && template.positions.json;
  const text = judged ? layoutJson(rendered.whole, layout).text : rendered.whole;
  if (judged) {
    const check = checkJson(text);
    if (!check.ok) return explainBroken(template, scope, options, text, check);
  }
  const type = options.kind === 'body' ? options.type : 'text';
  if (type === 'xml') {
    const reading = readXml(text);
    if (!reading.ok) return explainBroken(template, scope, options, text, reading);
  }
  const { maximumCodePoints } = options;
  if (maximumCodePoints !== null && text.length > maximumCodePoints && countCodePoints(text) > maximumCodePoints) {
    return explainCut(text, maximumCodePoints, judged);
  }
  const changed =
    findChange(rendered, hostile, placeholder, judged) ?? findMisread(rendered, hostile, placeholder, value);
  if (changed !== null)
    return {
      result: 'changed',
      explanation: changed,
      excerpt: excerptAt(rendered.whole, firstValueAt(rendered, placeholder)),
    };
  return { result: 'ok', explanation: remark, excerpt: '' };
}

/** What is broken with the event's own value as well is not the hostile value's fault. */
function explainBroken(
  template: CompiledTemplate,
  scope: RenderScope,
  options: RenderOptions,
  text: string,
  { message, offset }: { message: string; offset: number },
): Verdict {
  const own = renderTemplate(template, scope, { ...options, maximumCodePoints: null });
  const check = options.type === 'xml' ? readXml(own.whole) : checkJson(own.whole);
  const noun = bodyTypeNames[options.type ?? 'json'];
  const anyway = check.ok ? '' : ` It is not ${noun} with the event's own value either.`;
  return { result: 'broken', explanation: message + anyway, excerpt: excerptAt(text, offset) };
}

function explainCut(text: string, maximum: number, json: boolean): Verdict {
  const kept = cutToCodePoints(text, maximum);
  const left = json ? ' What is left is not JSON.' : '';
  const explanation = `${countCodePoints(text).toLocaleString('en')} characters, and the limit is ${maximum.toLocaleString('en')}.${left}`;
  return { result: 'cut', explanation, excerpt: excerptAt(text, kept.length) };
}

/** What the receiver reads instead of the value, in a sentence; null where it reads the value. */
function findChange(rendered: RenderedTemplate, scope: RenderScope, placeholder: string, json: boolean): string | null {
  const { template, options } = rendered;
  const lost = rendered.replaced.includes(placeholder);
  if (lost && options.type === 'xml') return 'XML has no way to write a character of it, which is sent as U+FFFD (�).';
  if (lost) return 'Half of a character cannot be encoded and is sent as U+FFFD (�).';
  if (!json) return null;
  if (insertsJson(template, options)) {
    const swallowed = template.positions.swallowed.some(({ name }) => name.path === placeholder);
    return swallowed ? 'A backslash before the placeholder takes the first character of the value.' : null;
  }
  const safe = renderTemplate(template, scope, { ...options, insertion: 'json-safe', maximumCodePoints: null });
  return readsTheSame(rendered.whole, safe.whole)
    ? null
    : 'The result is JSON, but the receiver reads something else than the value.';
}

/** The same of form data and XML: the body has to read as it does with a harmless value, that one put in its place. */
function findMisread(
  { template, options, whole }: RenderedTemplate,
  scope: RenderScope,
  placeholder: string,
  value: HostileValue['value'],
): string | null {
  const { kind, type, valueStyle } = options;
  if (kind !== 'body' || (type !== 'form' && type !== 'xml')) return null;
  const harmless = scope.with(placeholder, markerOfValue);
  const marked = renderTemplate(template, harmless, { ...options, maximumCodePoints: null });
  if (readsBack(whole, marked.whole, value, valueStyle, type)) return null;
  return `The receiver of ${bodyTypeNames[type]} reads something else than the value.`;
}

function firstValueAt(rendered: RenderedTemplate, placeholder: string): number {
  const entry = rendered.trace().find(({ step }) => step.kind === 'placeholder' && step.name.path === placeholder);
  return entry?.start ?? 0;
}

/** The text around a place, on whole characters. */
function excerptAt(text: string, offset: number): string {
  const from = Math.max(0, offset - longestExcerpt / 2);
  const start = from > 0 && isPairAt(text, from - 1) ? from + 1 : from;
  const to = Math.min(text.length, start + longestExcerpt);
  return text.slice(start, isPairAt(text, to - 1) ? to - 1 : to);
}
