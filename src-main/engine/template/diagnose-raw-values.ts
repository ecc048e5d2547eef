import { type Diagnostics, quoteForMessage } from './diagnostics.ts';
import { bodyTypeNames } from './encode-value.ts';
import { findFormPositions } from './form-json.ts';
import { checkJson } from './json-check.ts';
import { escapeJsonText } from './json-escape.ts';
import { type JsonPosition, position } from './json-tracker.ts';
import type { RenderedTemplate, TraceEntry } from './render.ts';
import { readXml } from './xml-read.ts';

/** Warns of values that go as they are into a body of form data or XML, where the receiver reads something else. */
export function diagnoseRawValues(
  diagnostics: Diagnostics,
  { options, whole, missing }: RenderedTemplate,
  trace: readonly TraceEntry[],
): void {
  const { kind, insertion, type } = options;
  if (kind !== 'body' || insertion !== 'raw' || (type !== 'form' && type !== 'xml')) return;
  const inForm = type === 'form' ? findFormPositions(listPieces(whole, trace)) : [];
  let values = 0;
  for (const { step, start, end } of trace) {
    if (step.kind !== 'placeholder' || step.name.spec === null) continue;
    const at = inForm[values] ?? null;
    values += 1;
    if (missing.includes(step.name.path)) continue;
    const value = whole.slice(start, end);
    if (type === 'form' ? isFormValue(value) && (at === null || isJsonAt(value, at)) : isXmlText(value)) continue;
    diagnostics.report('value-not-encoded', step.start, step.end, () => ({
      message:
        `The value of ${quoteForMessage(step.name.path)} goes in as it is and holds characters that mean something in ` +
        `${at === null ? bodyTypeNames[type] : 'JSON or form data'}, so the receiver reads something else. Encode values for the type of the body.`,
      severity: 'warning',
      blocksSend: 'no',
    }));
  }
}

function listPieces(whole: string, trace: readonly TraceEntry[]): (string | null)[] {
  return trace.map(({ step, start, end }) =>
    step.kind === 'placeholder' && step.name.spec !== null ? null : whole.slice(start, end),
  );
}

function isJsonAt(value: string, at: JsonPosition): boolean {
  if (at === position.string) return escapeJsonText(value) === value;
  return at === position.value && checkJson(value).ok;
}

function isFormValue(value: string): boolean {
  const pairs = [...new URLSearchParams(`a=${value}`)];
  return pairs.length === 1 && pairs[0]?.[0] === 'a' && pairs[0][1] === value;
}

function isXmlText(value: string): boolean {
  const reading = readXml(`<a>${value}</a>`);
  return reading.ok && reading.events.join('') === `<a${value === '' ? '' : `#${value}`}/a`;
}
