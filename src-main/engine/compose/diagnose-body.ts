import type { Meter } from '../../../src-preload/contract/compose.ts';
import type { BodyType, Diagnostic, Segment } from '../../../src-preload/contract/template.ts';
import { bodyTypeNames, checkJson, diagnoseTemplate, type RenderedTemplate, readXml } from '../template/index.ts';
import type { ComposedBody, ComposedQueryValue } from './compose-body.ts';
import { diagnosePythonSpelling, diagnoseSafety } from './diagnose-insertion.ts';

/** What there is to say of the body as it is sent, in its layout and cut to its limit, at the places of its template. */
export function diagnoseBody(body: ComposedBody): Diagnostic[] {
  const { rendered, laidOut, text, meter, type } = body;
  const diagnostics = [
    ...diagnoseTemplate(rendered.template, rendered, type === 'json'),
    ...diagnoseSafety(body),
    ...diagnosePythonSpelling(body, rendered.options.valueStyle),
  ];
  if (meter.cut) {
    const check = type === 'json' ? checkJson : type === 'xml' ? readXml : null;
    const broken = check?.(laidOut.text).ok === true && !check(text).ok;
    diagnostics.push(diagnoseCut(rendered, mapSegments(body), text.length, meter, broken ? type : null));
  }
  return sort(diagnostics);
}

/** Which piece of the template made which piece of what is sent. */
export function mapSegments({ rendered, laidOut, text }: ComposedBody): Segment[] {
  return cutSegments(rendered.segments(), text.length, laidOut.mapOffset);
}

export function diagnoseQueryValue(value: ComposedQueryValue): Diagnostic[] {
  const { rendered, text, meter } = value;
  const diagnostics = diagnoseTemplate(rendered.template, rendered, false);
  if (meter.cut) diagnostics.push(diagnoseCut(rendered, mapQuerySegments(value), text.length, meter, null));
  return sort(diagnostics);
}

export function mapQuerySegments({ rendered, text }: ComposedQueryValue): Segment[] {
  return cutSegments(rendered.segments(), text.length, (offset) => offset);
}

function cutSegments(segments: readonly Segment[], length: number, map: (offset: number) => number): Segment[] {
  const kept: Segment[] = [];
  for (const { template, output, kind } of segments) {
    const start = map(output.start);
    if (start >= length && start > 0) break;
    kept.push({ template, output: { start, end: Math.min(map(output.end), length) }, kind });
  }
  return kept;
}

/** From the place of the template whose output is cut to the template's end. */
function diagnoseCut(
  rendered: RenderedTemplate,
  segments: readonly Segment[],
  at: number,
  { used, limit }: Meter,
  broken: BodyType | null,
): Diagnostic {
  const last = segments.at(-1);
  const inside = last?.kind === 'value' ? 0 : at - (last?.output.start ?? 0);
  const start = Math.min((last?.template.start ?? 0) + inside, last?.template.end ?? 0);
  const consequence = broken === null ? '' : `, and what is left is not ${bodyTypeNames[broken]}`;
  return {
    range: { start, end: rendered.template.text.length },
    severity: broken === null ? 'warning' : 'error',
    code: 'cut',
    message: `The result has ${format(used)} characters and the limit is ${format(limit ?? 0)}. From here on it is cut off${consequence}.`,
    fixes: [],
    blocksSend: broken === null ? 'no' : 'until-confirmed',
  };
}

function format(count: number): string {
  return count.toLocaleString('en');
}

function sort(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.sort((one, other) => one.range.start - other.range.start || one.range.end - other.range.end);
}
