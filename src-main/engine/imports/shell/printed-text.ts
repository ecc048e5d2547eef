import { encodePoint } from './ansi-quote.ts';
import type { ShellWord } from './shell-token.ts';

/**
 * What `printf` or `echo` writes, which needs nothing run to be known (GNU Bash manual, 4.2 Bash Builtin Commands); null for every other
 * command. Of printf's formats, those with `%s`, `%b` and `%%`.
 */
export function readPrinted(words: readonly ShellWord[]): string | null {
  const [name, ...rest] = words.map(({ bytes }) => bytes);
  if (name === 'echo') return readEcho(rest);
  const [format, ...values] = rest;
  return name === 'printf' && format !== undefined ? readPrintf(format, values) : null;
}

function readEcho(words: readonly string[]): string {
  let isLine = true;
  let hasEscapes = false;
  let from = 0;
  for (; /^-[neE]+$/.test(words[from] ?? ''); from += 1) {
    for (const letter of words[from] ?? '') {
      if (letter === 'n') isLine = false;
      if (letter === 'e') hasEscapes = true;
      if (letter === 'E') hasEscapes = false;
    }
  }
  const text = words.slice(from).join(' ');
  const { bytes, stopped } = hasEscapes ? readEscapes(text, 'echo') : { bytes: text, stopped: false };
  return isLine && !stopped ? `${bytes}\n` : bytes;
}

function readPrintf(format: string, values: readonly string[]): string | null {
  if (format.startsWith('-')) return null;
  const pieces = format.split(/(%[^%]|%%|%$)/s);
  const parts: string[] = [];
  let next = 0;
  do {
    const before = next;
    for (const piece of pieces) {
      if (piece === '%%') parts.push('%');
      else if (piece === '%s') parts.push(values[next++] ?? '');
      else if (piece === '%b') {
        const { bytes, stopped } = readEscapes(values[next++] ?? '', '%b');
        parts.push(bytes);
        if (stopped) return parts.join('');
      } else if (piece.startsWith('%')) return null;
      else {
        const { bytes, stopped } = readEscapes(piece, 'format');
        parts.push(bytes);
        if (stopped) return parts.join('');
      }
    }
    // The format is used again for the values that are left, where it takes any.
    if (next === before) break;
  } while (next < values.length);
  return parts.join('');
}

const letters: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const octals = { format: /^[0-7]{1,3}/, echo: /^0[0-7]{0,3}/, '%b': /^(?:0[0-7]{0,3}|[1-7][0-7]{0,2})/ };

/** The three differ in how octal numbers are written, and in whether `\c` ends all output. */
function readEscapes(text: string, of: keyof typeof octals): { bytes: string; stopped: boolean } {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
    parts.push(text.slice(from, at));
    const rest = text.slice(at + 1, at + 10);
    const octal = octals[of].exec(rest)?.[0];
    const hex = /^x([0-9A-Fa-f]{1,2})/.exec(rest)?.[1];
    const point = /^(?:u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8}))/.exec(rest);
    const letter = rest.charAt(0);
    if (letter === 'c' && of !== 'format') return { bytes: parts.join(''), stopped: true };
    if (octal !== undefined) parts.push(String.fromCharCode(Number.parseInt(octal, 8) & 255));
    else if (hex !== undefined) parts.push(String.fromCharCode(Number.parseInt(hex, 16)));
    else if (point !== null) parts.push(encodePoint(Number.parseInt(point[1] ?? point[2] ?? '', 16)));
    else if (of === 'format' && /^["'?]/.test(rest)) parts.push(letter);
    else parts.push(letters[letter] ?? `\\${letter}`);
    const length = octal?.length ?? (hex === undefined ? null : hex.length + 1) ?? point?.[0].length ?? 1;
    from = at + 1 + length;
  }
  parts.push(text.slice(from));
  return { bytes: parts.join(''), stopped: false };
}
