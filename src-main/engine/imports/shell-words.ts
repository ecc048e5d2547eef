/** One word of a command line. Its text is bytes, each a character of Latin-1, because `$'\xff'` need not be UTF-8. */
export interface ShellWord {
  kind: 'word';
  bytes: string;
  at: number;
  /** Something in it that a shell would put there by doing something. */
  problem: ShellProblem | null;
}

export interface ShellOperator {
  kind: 'operator';
  text: string;
  at: number;
}

export interface ShellProblem {
  at: number;
  message: string;
}

export type ShellToken = ShellWord | ShellOperator;

const operators = ['<<<', '<<', '>>', '&&', '||', ';;', '>&', '<(', '>(', ';', '&', '|', '<', '>', '(', ')', '\n'];
const mark = /[;&|<>()\n]/;
const blank = /[ \t\r]/;

const plainEscapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const refusals = {
  command: 'The shell would run a command here. Nothing is run: write its result in its place.',
  variable: 'The shell would put a variable here. Write its value in its place, or put the text in single quotes.',
  open: 'This quote is not closed.',
};

/**
 * Splits text the way bash does (GNU Bash manual, 3.1.2 Quoting), and does nothing else of what bash does: nothing is run, looked up
 * or opened. `source` is bytes as Latin-1.
 */
export function* splitShellWords(source: string): Generator<ShellToken> {
  let at = 0;
  let word: ShellWord | null = null;

  const grow = (bytes: string): void => {
    word ??= { kind: 'word', bytes: '', at, problem: null };
    word.bytes += bytes;
  };
  const complain = (message: string, where = at): void => {
    grow('');
    if (word !== null) word.problem ??= { at: where, message };
  };

  /** At a `$`: what bash would expand is refused; any other `$` is itself. Answers the characters read. */
  function readDollar(): number {
    const next = source[at + 1] ?? '';
    if (next === '(') complain(refusals.command);
    else if (/[A-Za-z_{0-9@*#?!$-]/.test(next)) complain(refusals.variable);
    else grow('$');
    return 1;
  }

  function readSingle(): number {
    const end = source.indexOf("'", at + 1);
    if (end < 0) complain(refusals.open);
    const stop = end < 0 ? source.length : end;
    grow(source.slice(at + 1, stop));
    return stop - at + 1;
  }

  function readDouble(): number {
    const start = at;
    at += 1;
    while (at < source.length && source[at] !== '"') {
      const character = source[at] ?? '';
      const next = source[at + 1] ?? '';
      if (character === '\\' && /[$`"\\\n]/.test(next)) {
        grow(next === '\n' ? '' : next);
        at += 2;
      } else if (character === '$') at += readDollar();
      else {
        if (character === '`') complain(refusals.command);
        // Whole runs at once: a body can be long.
        const [run = character] = /^[^"\\$`]+/.exec(source.slice(at, at + 4096)) ?? [];
        grow(run);
        at += run.length;
      }
    }
    if (at >= source.length) complain(refusals.open, start);
    const length = at - start + 1;
    at = start;
    grow('');
    return length;
  }

  while (at < source.length) {
    const character = source[at] ?? '';
    const operator = mark.test(character) ? operators.find((text) => source.startsWith(text, at)) : undefined;
    if (character === '\\') {
      const length = source.startsWith('\r\n', at + 1) ? 3 : 2;
      const next = source[at + 1] ?? '';
      if (length === 2 && next !== '\n') grow(next);
      at += length;
    } else if (character === "'") at += readSingle();
    else if (character === '"') at += readDouble();
    else if (source.startsWith('$"', at)) at += 1;
    else if (source.startsWith("$'", at)) {
      const { bytes, length, closed } = readAnsi(source, at);
      if (!closed) complain(refusals.open);
      grow(bytes);
      at += length;
    } else if (character === '$') at += readDollar();
    else if (character === '`') {
      complain(refusals.command);
      const end = source.indexOf('`', at + 1);
      at = end < 0 ? source.length : end + 1;
    } else if (character === '#' && word === null) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (blank.test(character) || operator !== undefined) {
      if (word !== null) yield word;
      word = null;
      if (operator !== undefined) yield { kind: 'operator', text: operator, at };
      at += operator?.length ?? 1;
    } else {
      grow(character);
      at += 1;
    }
  }
  if (word !== null) yield word;
}

/** `$'…'` from its `$` (GNU Bash manual, 3.1.2.4 ANSI-C Quoting). */
function readAnsi(source: string, start: number): { bytes: string; length: number; closed: boolean } {
  let bytes = '';
  let at = start + 2;
  while (at < source.length && source[at] !== "'") {
    if (source[at] !== '\\') {
      const [run = ''] = /^[^'\\]+/.exec(source.slice(at, at + 4096)) ?? [];
      bytes += run;
      at += run.length;
      continue;
    }
    const rest = source.slice(at + 1, at + 10);
    const [, octal] = /^([0-7]{1,3})/.exec(rest) ?? [];
    const [, hex] = /^x([0-9a-f]{1,2})/i.exec(rest) ?? [];
    const [point, short, long] = /^(?:u([0-9a-f]{1,4})|U([0-9a-f]{1,8}))/i.exec(rest) ?? [];
    const [control] = /^c[^']/.exec(rest) ?? [];
    if (octal !== undefined) {
      bytes += String.fromCharCode(Number.parseInt(octal, 8) & 255);
      at += 1 + octal.length;
    } else if (hex !== undefined) {
      bytes += String.fromCharCode(Number.parseInt(hex, 16));
      at += 2 + hex.length;
    } else if (point !== undefined) {
      bytes += encodePoint(Number.parseInt(short ?? long ?? '', 16));
      at += 1 + point.length;
    } else if (control !== undefined) {
      bytes += String.fromCharCode((control.charCodeAt(1) & 31) % 256);
      at += 3;
    } else {
      const next = rest[0] ?? '';
      bytes += plainEscapes[next] ?? (/['"\\?]/.test(next) ? next : `\\${next}`);
      at += 2;
    }
  }
  // Bash ends such a text at a NUL.
  const end = bytes.indexOf('\0');
  return { bytes: end < 0 ? bytes : bytes.slice(0, end), length: at - start + 1, closed: at < source.length };
}

function encodePoint(point: number): string {
  const text = point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  return Buffer.from(text, 'utf8').toString('latin1');
}
