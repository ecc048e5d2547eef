import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { findLoneSurrogates } from './code-points.ts';
import { diagnoseRawValues } from './diagnose-raw-values.ts';
import { Diagnostics, fix, quoteForMessage } from './diagnostics.ts';
import { checkJson } from './json-check.ts';
import { escapeJsonText } from './json-escape.ts';
import type { JsonExpectation } from './json-explain.ts';
import { fixJson } from './json-fixes.ts';
import { encodesFor, insertsJson, maximumOutput, type RenderedTemplate, type TraceEntry } from './render.ts';
import type { PlaceholderNode } from './syntax.ts';
import { readXml } from './xml-read.ts';

/**
 * What is wrong with the result for one event: values that are missing or cannot be encoded, a result that is cut, too large or not JSON,
 * each at the place of the template it comes from. `json`: the body claims to be JSON. Add these to the template's own diagnostics.
 */
export function diagnoseRendering(rendered: RenderedTemplate, json: boolean): Diagnostic[] {
  const diagnostics = new Diagnostics();
  const trace = rendered.trace();
  diagnoseValues(diagnostics, rendered, trace);
  diagnoseSwallowed(diagnostics, rendered);
  diagnoseRawValues(diagnostics, rendered, trace);
  if (rendered.tooLarge) diagnoseTooLarge(diagnostics, rendered);
  else diagnoseWhole(diagnostics, rendered, trace, json && rendered.options.kind === 'body');
  return diagnostics.sorted();
}

function diagnoseValues(diagnostics: Diagnostics, rendered: RenderedTemplate, trace: TraceEntry[]): void {
  const missing = new Set(rendered.missing);
  const replaced = new Set(rendered.replaced);
  const safe = insertsJson(rendered.template, rendered.options);
  const xml = encodesFor(rendered.options) === 'xml';
  for (const { step, start, end } of trace) {
    if (step.kind !== 'placeholder' || step.name.spec === null) continue;
    const { path } = step.name;
    if (missing.has(path)) {
      const becomes = start === end ? 'nothing' : quoteForMessage(rendered.whole.slice(start, end));
      diagnostics.report('missing-value', step.start, step.end, () => ({
        message: `This event has no value for ${quoteForMessage(path)}, so ${becomes} is sent in its place.`,
        severity: 'warning',
        blocksSend: 'no',
      }));
      continue;
    }
    if (xml && replaced.has(path)) {
      diagnostics.report('value-not-encoded', step.start, step.end, () => ({
        message: `The value of ${quoteForMessage(path)} holds a character that XML has no way to write. It is sent as U+FFFD (�).`,
        severity: 'warning',
        blocksSend: 'no',
      }));
      continue;
    }
    const value = rendered.scope.get(step.name);
    if (typeof value !== 'string' || findLoneSurrogates(value, 1).length === 0) continue;
    diagnostics.report('lone-surrogate', step.start, step.end, () => ({
      message: replaced.has(path)
        ? `The value of ${quoteForMessage(path)} holds half of a character, which cannot be encoded. It is sent as U+FFFD (�).`
        : `The value of ${quoteForMessage(path)} holds half of a character. It is sent as a JSON escape, which some receivers refuse.`,
      severity: safe ? 'warning' : 'error',
      blocksSend: safe ? 'no' : 'until-confirmed',
    }));
  }
}

/** Placeholders after a backslash matter where values are made safe, because there the reader would get another value. */
function swallowedIn({ template, options }: RenderedTemplate): readonly PlaceholderNode[] {
  return insertsJson(template, options) ? template.positions.swallowed : [];
}

function diagnoseSwallowed(diagnostics: Diagnostics, rendered: RenderedTemplate): void {
  for (const node of swallowedIn(rendered)) {
    diagnostics.report('invalid-json', node.start - 1, node.end, () => ({
      message:
        'The backslash before the placeholder takes the first character of its value. Write the backslash twice.',
      blocksSend: 'until-confirmed',
      fixes: [fix('Write the backslash twice', node.start - 1, node.start, '\\\\')],
    }));
  }
}

function reportNoJson(diagnostics: Diagnostics, text: string): void {
  const start = text.length - text.trimStart().length;
  diagnostics.report('invalid-json', start, text.trimEnd().length, () => ({
    message:
      'The body claims to be JSON, but this is plain text. Begin with `{`, `[` or a double quote, or set a Content-Type header.',
    blocksSend: 'until-confirmed',
  }));
}

function diagnoseTooLarge(diagnostics: Diagnostics, rendered: RenderedTemplate): void {
  diagnostics.report('output-too-large', 0, rendered.template.text.length, () => ({
    message: `The result is larger than ${maximumOutput.toLocaleString('en')} characters and was not finished. Use fewer or shorter values.`,
  }));
}

function diagnoseWhole(diagnostics: Diagnostics, rendered: RenderedTemplate, trace: TraceEntry[], json: boolean): void {
  // What the parser had to guess at is not worth judging: the mistake itself is already told.
  const claimed = json && !rendered.template.blocked && swallowedIn(rendered).length === 0;
  const judged = claimed && rendered.template.positions.json;
  if (claimed && !judged) reportNoJson(diagnostics, rendered.template.text);
  const whole = judged ? checkJson(rendered.whole) : ({ ok: true } as const);
  if (!whole.ok) reportInvalid(diagnostics, rendered, trace, whole);
  const isXml = rendered.options.kind === 'body' && rendered.options.type === 'xml' && !rendered.template.blocked;
  const xml = isXml ? readXml(rendered.whole) : ({ ok: true } as const);
  if (!xml.ok) reportInvalid(diagnostics, rendered, trace, { ...xml, expected: null });
  if (!rendered.cut) return;
  const breaks = judged && whole.ok && !checkJson(rendered.text).ok;
  const at = templateOffset(rendered, trace, rendered.text.length);
  const { used, options } = rendered;
  diagnostics.report('cut', at, rendered.template.text.length, () => ({
    message: `The result has ${count(used)} characters and the limit is ${count(options.maximumCodePoints ?? 0)}. From here on it is cut off${breaks ? ', and what is left is not JSON' : ''}.`,
    severity: breaks ? 'error' : 'warning',
    blocksSend: breaks ? 'until-confirmed' : 'no',
  }));
}

function count(value: number): string {
  return value.toLocaleString('en');
}

interface Trouble {
  message: string;
  offset: number;
  length: number;
  /** What JSON expected; null: it is XML. */
  expected: JsonExpectation | null;
}

function reportInvalid(
  diagnostics: Diagnostics,
  rendered: RenderedTemplate,
  trace: TraceEntry[],
  trouble: Trouble,
): void {
  const { expected } = trouble;
  const [code, noun] = expected === null ? (['invalid-xml', 'XML'] as const) : (['invalid-json', 'JSON'] as const);
  const culprit = expected === null ? null : findRawCulprit(rendered, trace, trouble.offset);
  const entry = culprit ?? findEntry(trace, trouble.offset);
  if (entry?.step.kind === 'placeholder') {
    const { step } = entry;
    if (step.name.spec === null) return;
    const raw = rendered.options.insertion === 'raw' ? ' goes in as it is and' : '';
    diagnostics.report(code, step.start, step.end, () => ({
      message: `The result is not ${noun}: the value of ${quoteForMessage(step.name.path)}${raw} breaks it. ${trouble.message}`,
      blocksSend: 'until-confirmed',
    }));
    return;
  }
  const start = templateOffset(rendered, trace, trouble.offset);
  const end = Math.min(start + trouble.length, Math.max(start, entry?.step.end ?? start));
  // Where something is missing at the end, the last character is what can be underlined.
  const shown = start === end && start > 0 ? start - 1 : start;
  diagnostics.report(code, shown, end, () => ({
    message: `The result is not ${noun}. ${trouble.message}`,
    blocksSend: 'until-confirmed',
    fixes: expected === null ? [] : fixJson(rendered.template.text, start, end, expected),
  }));
}

/** The value that was inserted raw and needed escaping, last before the trouble: the trouble shows only where the string goes wrong. */
function findRawCulprit(rendered: RenderedTemplate, trace: TraceEntry[], offset: number): TraceEntry | null {
  if (rendered.options.insertion !== 'raw') return null;
  const upTo = findIndex(trace, offset);
  for (let at = Math.min(upTo, trace.length - 1); at >= 0 && at > upTo - 8; at -= 1) {
    const entry = trace[at];
    if (entry?.step.kind !== 'placeholder' || entry.step.name.spec === null) continue;
    const piece = rendered.whole.slice(entry.start, entry.end);
    if (escapeJsonText(piece) !== piece) return entry;
  }
  return null;
}

/** Where in the template a place of the output comes from; the end of the output is the end of what wrote it. */
function templateOffset(rendered: RenderedTemplate, trace: TraceEntry[], offset: number): number {
  const entry = findEntry(trace, offset);
  if (entry === null) return rendered.template.text.trimEnd().length;
  if (entry.step.kind === 'placeholder') return entry.step.start;
  return Math.min(entry.step.end, entry.step.start + offset - entry.start);
}

function findEntry(trace: TraceEntry[], offset: number): TraceEntry | null {
  return trace[findIndex(trace, offset)] ?? null;
}

/** The entry that wrote the character at `offset`, by halving; the length where none did. */
function findIndex(trace: TraceEntry[], offset: number): number {
  let low = 0;
  let high = trace.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((trace[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
