import type { ShellToken, ShellWord } from './shell-words.ts';

/** Whether text was copied for the Windows command line: it continues lines with `^`, or quotes with `^"`. */
export function looksLikeWindows(source: string): boolean {
  if (/\^\r?\n/.test(source)) return true;
  const quoted = source.search(/\s\^"/);
  return quoted >= 0 && !source.slice(0, quoted).includes("'");
}

/**
 * Splits text the way cmd.exe and then a C program do: `^` takes the meaning of the next character, quotes group, `\"` and `""` are
 * quotes. Carets count inside of quotes too, because browsers write them there. `source` is bytes as Latin-1.
 */
export function* splitWindowsWords(source: string): Generator<ShellToken> {
  let word: ShellWord | null = null;
  let quoted = false;
  let openedAt = 0;
  const grow = (bytes: string, at: number): void => {
    word ??= { kind: 'word', bytes: '', at, problem: null };
    word.bytes += bytes;
  };

  const { plain, places } = takeCaretsOut(source);
  for (let index = 0; index < plain.length; index += 1) {
    const at = places[index] ?? source.length;
    const character = plain[index] ?? '';
    if (character === '\\' && /^\\+"/.test(plain.slice(index))) {
      const [slashes = ''] = /^\\+/.exec(plain.slice(index)) ?? [];
      grow('\\'.repeat(Math.floor(slashes.length / 2)), at);
      index += slashes.length - 1;
      if (slashes.length % 2 === 1) {
        grow('"', at);
        index += 1;
      }
    } else if (character === '"' && quoted && plain[index + 1] === '"') {
      grow('"', at);
      index += 1;
    } else if (character === '"') {
      grow('', at);
      quoted = !quoted;
      openedAt = at;
    } else if (!quoted && /[ \t\r]/.test(character)) {
      if (word !== null) yield word;
      word = null;
    } else if (!quoted && (character === '\n' || character === '&' || character === '|')) {
      if (word !== null) yield word;
      word = null;
      yield { kind: 'operator', text: character, at };
    } else if (!quoted && (character === '>' || character === '<')) {
      if (word !== null) yield word;
      word = null;
      yield { kind: 'operator', text: character, at };
    } else grow(character, at);
  }
  const last: ShellWord | null = word;
  if (last === null) return;
  yield quoted ? Object.assign(last, { problem: { at: openedAt, message: 'This quote is not closed.' } }) : last;
}

/** The text without carets, and where each of its characters stood. An escaped line break is one where a second one follows. */
function takeCaretsOut(source: string): { plain: string; places: number[] } {
  const places: number[] = [];
  let plain = '';
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] !== '^') {
      plain += source[at];
      places.push(at);
      continue;
    }
    const [breaks] = /^\r?\n(\r?\n)?/.exec(source.slice(at + 1, at + 5)) ?? [];
    if (breaks === undefined) {
      at += 1;
      plain += source[at] ?? '';
      places.push(at);
    } else {
      if (/\n.*\n/s.test(breaks)) {
        plain += '\n';
        places.push(at);
      }
      at += breaks.length;
    }
  }
  return { plain, places };
}
