import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { checkJson, findPythonDifferences, type PythonDifference, renderTemplate } from '../template/index.ts';
import type { ComposedBody } from './compose-body.ts';

const most = 50;
const shownDifferences = 3;

/**
 * What the service sends otherwise, where its document says that values go in as they are and they are made safe for JSON here:
 * a warning at each value of the chosen event that comes out differently.
 */
export function diagnoseSafety({ rendered, type, documentedRaw }: ComposedBody): Diagnostic[] {
  const { template, scope, options, whole } = rendered;
  if (!documentedRaw || type !== 'json' || options.insertion === 'raw' || template.blocked) return [];
  const raw = renderTemplate(template, scope, { ...options, insertion: 'raw' });
  if (raw.whole === whole) return [];
  const breaks = checkJson(whole).ok && !checkJson(raw.whole).ok;
  const pieces = raw.trace();
  const found = rendered.trace().flatMap(({ step, start, end }, index): Diagnostic[] => {
    const piece = pieces[index];
    if (step.kind !== 'placeholder' || piece?.step !== step) return [];
    const there = raw.whole.slice(piece.start, piece.end);
    const here = whole.slice(start, end);
    if (there === here) return [];
    const consequence = breaks ? 'The result is not JSON then.' : 'A receiver reads another value then.';
    return [
      {
        range: { start: step.start, end: step.end },
        severity: 'warning',
        code: 'raw-differs',
        message: `The service inserts \`${step.name.path}\` as it is: ${quote(there)}, where this sends ${quote(here)}. ${consequence}`,
        fixes: [],
        blocksSend: 'no',
      },
    ];
  });
  return found.slice(0, most);
}

/** What Python would write otherwise, where the body is laid out as Python does it: the spelling of the user's data is kept. */
export function diagnosePythonSpelling({ rendered, laidOut, type }: ComposedBody, layout: string): Diagnostic[] {
  if (type !== 'json' || layout !== 'python') return [];
  const differences = findPythonDifferences(laidOut.text, most);
  if (differences.length === 0) return [];
  const byStart = new Map<number, { end: number; differences: PythonDifference[] }>();
  const segments = rendered.segments();
  for (const difference of differences) {
    const made = segments.find(({ output }) => laidOut.mapOffset(output.end) > difference.offset);
    if (made === undefined) continue;
    const { start, end } = made.template;
    const known = byStart.get(start) ?? { end, differences: [] };
    known.differences.push(difference);
    byStart.set(start, known);
  }
  return [...byStart].map(([start, { end, differences: here }]) => ({
    range: { start, end },
    severity: 'info',
    code: 'python-spelling',
    message: `Python would write this otherwise: ${describe(here)}. The spelling of your data is kept.`,
    fixes: [],
    blocksSend: 'no',
  }));
}

function describe(differences: readonly PythonDifference[]): string {
  const shown = differences
    .slice(0, shownDifferences)
    .map(({ written, python }) =>
      python === null ? `${quote(written)} once, with its last value` : `${quote(written)} as ${quote(python)}`,
    );
  const more = differences.length - shown.length;
  return shown.join(', ') + (more > 0 ? `, and ${more} more` : '');
}

function quote(text: string): string {
  if (text === '') return 'nothing';
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``;
}
