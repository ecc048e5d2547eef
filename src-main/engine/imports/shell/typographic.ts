import { codePointLabel, nameCharacter } from '../../name-character.ts';
import { findLongOption } from './curl-options.ts';
import { listPipelines } from './list-pipelines.ts';
import type { Pipeline, ShellProblem, ShellWord } from './shell-token.ts';

/** A character that a word processor puts in place of a plain one. `start` and `end` are offsets into the source. */
interface Typographic {
  start: number;
  end: number;
  /** `“ (U+201C)`, or its name where nothing is seen of it. */
  label: string;
  /** In its place. */
  meant: string;
}

/**
 * The first typographic quote, dash or space of a command, where it stands outside of the shell's quotes and so means nothing to the
 * shell; null without one. `source` is bytes as Latin-1.
 */
export function findTypographic(source: string, { tokens }: Pipeline): ShellProblem | null {
  for (const token of tokens) {
    if (token.kind !== 'word') continue;
    for (const { start, label, meant } of listTypographic(source, token)) {
      const plain = meant === '' ? 'nothing' : meant === ' ' ? 'a space' : meant;
      return { at: start, message: `${label} means nothing to a shell. Straighten the text: ${plain} in its place.` };
    }
  }
  return null;
}

/** The text with plain characters in place of typographic ones outside of the shell's quotes, and what was replaced. */
export function straightenCommands(bytes: Buffer): { bytes: Buffer; replaced: string[] } {
  const source = bytes.toString('latin1');
  const parts: string[] = [];
  const counts = new Map<string, number>();
  let copied = 0;
  for (const command of listPipelines(source, 'bash')) {
    if (command.kind === 'foreign') continue;
    for (const token of command.tokens) {
      if (token.kind !== 'word') continue;
      for (const { start, end, label, meant } of listTypographic(source, token)) {
        parts.push(source.slice(copied, start), meant);
        copied = end;
        counts.set(label, (counts.get(label) ?? 0) + 1);
      }
    }
  }
  parts.push(source.slice(copied));
  const replaced = [...counts].map(([label, count]) => (count === 1 ? label : `${count} × ${label}`));
  return { bytes: Buffer.from(parts.join(''), 'latin1'), replaced };
}

const beyondAscii = /[\x80-\xff]/;

function* listTypographic(source: string, word: ShellWord): Generator<Typographic> {
  if (!beyondAscii.test(source.slice(word.at, word.end))) return;
  for (let at = word.at; at < word.end; ) {
    const character = source.charAt(at);
    if (character === '\\') at += 2;
    else if (character === "'") at = endOf(source, at, word.end, source.startsWith('$', at - 1));
    else if (character === '"') at = endOf(source, at, word.end, true);
    else if (character < '\x80') at += 1;
    else {
      const found = readCharacter(source, at, word);
      if (found === null) at += 1;
      else {
        yield found;
        at = found.end;
      }
    }
  }
}

/** Behind the quote that closes the one at `at`. */
function endOf(source: string, at: number, limit: number, hasEscapes: boolean): number {
  const quote = source.charAt(at);
  let next = at + 1;
  while (next < limit && source.charAt(next) !== quote) next += hasEscapes && source.charAt(next) === '\\' ? 2 : 1;
  return next + 1;
}

function readCharacter(source: string, at: number, word: ShellWord): Typographic | null {
  const lead = source.charCodeAt(at);
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  const end = at + length;
  const text = Buffer.from(source.slice(at, end), 'latin1').toString('utf8');
  const code = text.codePointAt(0) ?? 0;
  const known = nameCharacter(code);
  if (known === null) return null;
  const isSeen = known.kind === 'quote' || known.kind === 'dash';
  const label = `${isSeen ? text : `A ${known.name}`} (${codePointLabel(code)})`;
  if (known.kind === 'quote' || known.kind === 'invisible') return { start: at, end, label, meant: known.meant };
  if (known.kind === 'space') return { start: at, end, label, meant: ' ' };
  // Inside of a word, such as an address, a dash can be meant.
  if (known.kind !== 'dash' || at !== word.at) return null;
  return { start: at, end: endOfDashes(source, end), label, meant: chooseDashes(source, at, end) };
}

const dash = /^(?:\xe2\x80[\x90-\x95]|\xe2\x88\x92|\xef\xb9[\x98\xa3]|-)/;

const endOfDashes = (source: string, end: number): number =>
  end + (dash.exec(source.slice(end, end + 3))?.[0].length ?? 0);

/** A dash that became one of two: `–data` was `--data`, and `–d` was `-d`. */
function chooseDashes(source: string, at: number, end: number): string {
  const behind = endOfDashes(source, end);
  if (behind > end) return '--';
  const [name = ''] = /^[a-z][a-z0-9.-]{1,40}/.exec(source.slice(behind, behind + 42)) ?? [];
  const isLong = name !== '' && (source.charCodeAt(at + 2) === 0x94 || findLongOption(name) !== null);
  return isLong ? '--' : '-';
}
