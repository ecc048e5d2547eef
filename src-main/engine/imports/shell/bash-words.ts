import { readAnsiQuote } from './ansi-quote.ts';
import { readHereLines } from './here-lines.ts';
import {
  notClosed,
  type Pipeline,
  runsCommand,
  type ShellOperator,
  type ShellToken,
  type ShellWord,
  startWord,
} from './shell-token.ts';

const operators = [
  ...['<<<', '<<-', '&>>', '<<', '>>', '&&', '||', ';;', '>&', '<&', '>|', '&>', '|&', '<(', '>('],
  ...[';', '&', '|', '<', '>', '(', ')'],
];
const marks = new Set([...operators].map((text) => text.charAt(0)));
/** They end a pipeline. */
const ends = new Set([';', ';;', '&', '&&', '||']);
/** Plain characters are taken in runs. */
const special = new Set([...' \t\r\n\\\'"$`#^{},.', ...marks]);

const variable = 'The shell would put a variable here. Write its value in its place, or put the text in single quotes.';
const braces = 'The shell makes several words of these braces. Put the text in single quotes, or write each word.';
const home = 'The shell would put a folder of this machine here. Put the text in single quotes.';

export interface BashReading extends Pipeline {
  /** Where text showed that it was copied for the Windows command line; null where nothing did. */
  windowsAt: number | null;
}

/**
 * Reads one pipeline the way bash does (GNU Bash manual, 3.1.2 Quoting, 3.5 Shell Expansions), and does nothing else of what bash does:
 * nothing is run, looked up or opened. `source` is bytes as Latin-1. Time grows with the length of the pipeline.
 * @param mayBeWindows stop at what only the Windows command line writes: `^"`, or a `^` at the end of a line outside of quotes
 */
export function readBash(source: string, start: number, mayBeWindows: boolean): BashReading {
  const tokens: ShellToken[] = [];
  /** Operators `<<` of this line, and their places among the tokens. */
  const waiting: { operator: ShellOperator; index: number }[] = [];
  const notes = new Set<string>();
  let at = start;
  let word: ShellWord | null = null;
  let parts: string[] = [];
  /** For each open unquoted brace of the word, whether a comma or two dots follow it. */
  let open: boolean[] = [];
  /** Carets at the ends of lines, where the first stood. */
  let caretAt: number | null = null;

  const grow = (bytes: string): ShellWord => {
    word ??= startWord(at);
    parts.push(bytes);
    return word;
  };
  const complain = (message: string, where = at): void => {
    grow('').problem ??= { at: where, message };
  };
  const endWord = (): void => {
    if (word !== null) tokens.push(Object.assign(word, { bytes: parts.join(''), end: at }));
    word = null;
    parts = [];
    open = [];
  };
  const windows = (where: number): BashReading => ({ tokens, end: at, notes: [...notes], windowsAt: where });

  /** At a `$`: what bash would expand is refused; any other `$` is itself. */
  function readDollar(): void {
    const next = source[at + 1] ?? '';
    if (next === '(') complain(runsCommand);
    else if (/[A-Za-z_{0-9@*#?!$-]/.test(next)) complain(variable);
    else grow('$');
    at += 1;
  }

  function readSingle(): void {
    const close = source.indexOf("'", at + 1);
    if (close < 0) complain(notClosed);
    const stop = close < 0 ? source.length : close;
    grow(source.slice(at + 1, stop)).quote ??= "'";
    at = stop + 1;
  }

  /** Answers where it shows that it is of Windows. */
  function readDouble(): number | null {
    const from = at;
    grow('').quote ??= '"';
    at += 1;
    while (at < source.length && source[at] !== '"') {
      const character = source[at] ?? '';
      const next = source[at + 1] ?? '';
      if (character === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
        grow(next === '\n' ? '' : next);
        at += 2;
      } else if (character === '$') readDollar();
      else {
        if (character === '`') complain(runsCommand);
        const run = at;
        at += 1;
        while (at < source.length && !'"\\$`'.includes(source.charAt(at))) at += 1;
        grow(source.slice(run, at));
        if (mayBeWindows && source.startsWith('^\\^"', at - 1)) return at - 1;
      }
    }
    if (at >= source.length) complain(notClosed, from);
    at += 1;
    if (source[at] === '"' && at > from + 2) {
      if (mayBeWindows && /^"(?:[[{]|%")/.test(source.slice(from, from + 3))) return from;
      notes.add('Two double quotes in a row are nothing in bash. On Windows they are one quote: check the body.');
    }
    return mayBeWindows && isWindowsAddress(source, from, at) ? from : null;
  }

  function readBrace(character: string): void {
    if (character === '{') open.push(false);
    else if (character === '}') {
      if (open.pop() === true) complain(braces);
    } else if (open.length > 0 && (character === ',' || source[at + 1] === '.')) open[open.length - 1] = true;
    grow(character);
    at += 1;
  }

  /** At a line break: the lines of here-documents follow. */
  function readWaiting(): void {
    for (const { operator, index } of waiting.splice(0)) {
      const named = tokens[index + 1];
      const mark = named?.kind === 'word' ? named : null;
      const { lines, end } = readHereLines(source, at + 1, mark, operator.text === '<<-');
      operator.lines = lines;
      at = end - 1;
    }
  }

  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '\n') {
      endWord();
      readWaiting();
      at += 1;
      if (tokens.at(-1)?.kind === 'operator' && isPipe(tokens.at(-1))) continue;
      break;
    }
    const operator = marks.has(character) ? operators.find((text) => source.startsWith(text, at)) : undefined;
    if (character === '\\') {
      const length = source.startsWith('\r\n', at + 1) ? 3 : 2;
      const next = source[at + 1] ?? '';
      if (length === 2 && next !== '\n') grow(next);
      at += length;
      if (length === 3 || next === '\n') at += countPrompt(source, start, at);
    } else if (character === "'") readSingle();
    else if (character === '"') {
      const found = readDouble();
      if (found !== null) return windows(found);
    } else if (source.startsWith('$"', at)) at += 1;
    else if (source.startsWith("$'", at)) {
      const { bytes, end, closed, half } = readAnsiQuote(source, at);
      if (!closed) complain(notClosed);
      if (half) notes.add('Bash writes half of a character, such as \\ud83d, as bytes that are not UTF-8.');
      grow(bytes).quote ??= "'";
      at = end;
    } else if (character === '$') readDollar();
    else if (character === '`') {
      complain(runsCommand);
      const close = source.indexOf('`', at + 1);
      at = close < 0 ? source.length : close + 1;
    } else if (character === '#' && word === null) {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (character === '^' && word === null && at > start && mayBeWindows) {
      if (source[at + 1] === '"') return windows(at);
      const length = countCaretBreak(source, at);
      if (length === 0) grow('^');
      else caretAt ??= at;
      at += Math.max(1, length);
    } else if (character === ' ' || character === '\t' || character === '\r') {
      endWord();
      at += 1;
    } else if (operator !== undefined) {
      endWord();
      const token: ShellOperator = { kind: 'operator', text: operator, at, end: at + operator.length, lines: null };
      tokens.push(token);
      if (operator === '<<' || operator === '<<-') waiting.push({ operator: token, index: tokens.length - 1 });
      at = token.end;
      if (ends.has(operator) && waiting.length === 0) break;
    } else if (character === '~' && word === null) {
      complain(home);
      at += 1;
    } else if ('{},.'.includes(character)) readBrace(character);
    else {
      const run = at;
      at += 1;
      while (at < source.length && !special.has(source.charAt(at))) at += 1;
      word ??= startWord(run);
      parts.push(source.slice(run, at));
    }
  }
  endWord();
  const isMixed = tokens.some((token) => token.kind === 'word' && token.quote === "'");
  if (caretAt !== null && !isMixed) return windows(caretAt);
  if (caretAt !== null) {
    notes.add('Its lines end in ^, as on Windows, and its quotes are single ones, as in bash. They are read so.');
  }
  return { tokens, end: at, notes: [...notes], windowsAt: null };
}

const isPipe = (token: ShellToken | undefined): boolean => token?.kind === 'operator' && /^\|&?$/.test(token.text);

/** A line that a terminal went on with shows `> `, where the command before it has a prompt. */
function countPrompt(source: string, start: number, at: number): number {
  return source.startsWith('> ', at) && /[$%#>❯] ?$/.test(source.slice(Math.max(0, start - 2), start)) ? 2 : 0;
}

/** The length of `^` with its line break, where the command goes on in the next line; else 0. */
function countCaretBreak(source: string, at: number): number {
  const length = source[at + 1] === '\n' ? 2 : source.startsWith('\r\n', at + 1) ? 3 : 0;
  if (length === 0) return 0;
  const next = source.slice(at + length, at + length + 200).trimStart();
  return next === '' || /^curl(?:\.exe)?\s/i.test(next) ? 0 : length;
}

/** An address in double quotes with carets before what only cmd.exe gives a meaning: older browsers write it. */
function isWindowsAddress(source: string, from: number, end: number): boolean {
  return /^"https?:/i.test(source.slice(from, from + 7)) && /\^[&%^=|<>!@#${}[\]\\]/.test(source.slice(from, end));
}
