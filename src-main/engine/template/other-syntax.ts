import type { CompiledTemplate } from './compile.ts';
import { type Diagnostics, fix, quoteForMessage } from './diagnostics.ts';
import { skipName } from './scan.ts';

const openBrace = '{';
const percent = '%';

/**
 * Notes names of placeholders in the syntax of other template languages: `${x}`, `#{x}`, `{x}` and `%X%`. Only names that the
 * service knows are noted, since single braces and percent signs are ordinary text everywhere.
 */
export function diagnoseOtherSyntax(diagnostics: Diagnostics, { text, steps, parsed }: CompiledTemplate): void {
  let known: ReadonlyMap<string, string> | null = null;
  for (const step of steps) {
    if (step.kind !== 'text') continue;
    for (let at = step.start; at < step.end; at += 1) {
      const character = text.charAt(at);
      if (character !== openBrace && character !== percent) continue;
      const found = character === openBrace ? readBraces(text, at, step) : readPercent(text, at, step.end);
      if (found === null) continue;
      known ??= new Map([...parsed.index.byPath.keys()].map((path) => [normalize(path), path]));
      const path = known.get(normalize(found.name));
      if (path === undefined) continue;
      diagnostics.report('other-syntax', found.start, found.end, () => ({
        message: `${quoteForMessage(text.slice(found.start, found.end))} is sent as written. A placeholder is written ${quoteForMessage(`{{${path}}}`)}.`,
        severity: 'info',
        blocksSend: 'no',
        fixes: [fix(`Replace by {{${path}}}`, found.start, found.end, `{{${path}}}`)],
      }));
      at = found.end - 1;
    }
  }
}

interface Found {
  start: number;
  end: number;
  name: string;
}

interface Span {
  start: number;
  end: number;
}

/** `{x}` with what marks it before: `$` or `#`. Several braces in a row are ours, and told elsewhere where they are wrong. */
function readBraces(text: string, at: number, { start, end }: Span): Found | null {
  if (text.charAt(at - 1) === openBrace) return null;
  const close = readName(text, at + 1, end);
  if (close === null || text.charAt(close.end) !== '}') return null;
  const marked = at > start && '$#'.includes(text.charAt(at - 1));
  return { start: marked ? at - 1 : at, end: close.end + 1, name: close.name };
}

function readPercent(text: string, at: number, end: number): Found | null {
  const close = readName(text, at + 1, end);
  return close === null || text.charAt(close.end) !== percent
    ? null
    : { start: at, end: close.end + 1, name: close.name };
}

function readName(text: string, from: number, limit: number): { end: number; name: string } | null {
  const start = skipBlanks(text, from, limit);
  const end = skipName(text, start, limit);
  return end === start ? null : { end: skipBlanks(text, end, limit), name: text.slice(start, end) };
}

function skipBlanks(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && text.charAt(at) === ' ') at += 1;
  return at;
}

/** Other languages write dots as underscores, and some of them all in capitals. */
function normalize(name: string): string {
  return name.toLowerCase().replaceAll('_', '.').replaceAll('-', '.');
}
