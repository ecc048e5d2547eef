import { notClosed, type Pipeline, type ShellToken, type ShellWord, startWord } from './shell-token.ts';

/** What older Chrome leaves without a caret inside of double quotes. */
const unescaped = /[a-zA-Z0-9\s_\-:=+~'/.',?;()*`&]/;

/**
 * Reads one pipeline the way cmd.exe and then a C program do ("Parsing C command-line arguments" of Microsoft's C runtime): outside of
 * quotes `^` takes the meaning of the next character, quotes group, `\"` and `""` are quotes. Older Chrome writes carets inside of double
 * quotes too, before every character that could mean anything; where a quoted text has them all, they count. `source` is bytes as Latin-1.
 */
export function readCmd(source: string, start: number): Pipeline {
  const tokens: ShellToken[] = [];
  let at = start;
  let word: ShellWord | null = null;
  let parts: string[] = [];
  /** Whether cmd.exe is inside of quotes, and whether the program is: `^"` is a quote for the program alone. */
  let quotedForCmd = false;
  let quotedForProgram = false;
  /** Carets count although cmd.exe is inside of quotes. */
  let isChrome = false;
  let openedAt = start;
  /** Backslashes whose meaning hangs on whether a quote follows. */
  let slashes = 0;

  const grow = (bytes: string): ShellWord => {
    word ??= startWord(at);
    parts.push(bytes);
    return word;
  };
  const flushSlashes = (): void => {
    if (slashes > 0) grow('\\'.repeat(slashes));
    slashes = 0;
  };
  const endWord = (): void => {
    flushSlashes();
    if (word !== null) tokens.push(Object.assign(word, { bytes: parts.join(''), end: at }));
    word = null;
    parts = [];
  };

  /** A quote that reaches the program. Answers whether it is one of a pair that stands for a quote. */
  function readQuote(length: number): boolean {
    const isEscaped = slashes % 2 === 1;
    const kept = Math.floor(slashes / 2);
    slashes = 0;
    grow('\\'.repeat(kept)).quote ??= '"';
    if (isEscaped) grow('"');
    else if (quotedForProgram && source.startsWith(source.slice(at, at + length), at + length)) {
      grow('"');
      return true;
    } else {
      quotedForProgram = !quotedForProgram;
      openedAt = at;
    }
    return false;
  }

  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '^' && (!quotedForCmd || isChrome)) {
      const [breaks] = /^\r?\n(\r?\n)?/.exec(source.slice(at + 1, at + 5)) ?? [];
      const next = source.charAt(at + 1);
      if (breaks !== undefined) {
        // The line goes on; a second line break is the character that the caret escapes.
        if (breaks.lastIndexOf('\n') > breaks.indexOf('\n')) {
          flushSlashes();
          grow('\n');
        }
        at += 1 + breaks.length;
      } else if (next === '"') at += readQuote(2) ? 4 : 2;
      else if (next === '\\') {
        slashes += 1;
        word ??= startWord(at);
        at += 2;
      } else {
        flushSlashes();
        grow(next);
        at += 2;
      }
    } else if (character === '"') {
      const isEscaped = slashes % 2 === 1;
      if (readQuote(1)) {
        at += 2;
        continue;
      }
      if (!isEscaped || !quotedForCmd) quotedForCmd = !quotedForCmd;
      isChrome = quotedForCmd && isChromeText(source, at + 1);
      at += 1;
    } else if (character === '\\') {
      slashes += 1;
      word ??= startWord(at);
      at += 1;
    } else if (quotedForProgram) {
      flushSlashes();
      const run = at;
      at += 1;
      while (at < source.length && !'^"\\'.includes(source.charAt(at))) at += 1;
      grow(source.slice(run, at));
    } else if (character === ' ' || character === '\t' || character === '\r') {
      endWord();
      at += 1;
    } else if ('\n&|<>'.includes(character)) {
      endWord();
      const text = source.startsWith('&&', at) || source.startsWith('||', at) ? character.repeat(2) : character;
      if (text !== '\n') tokens.push({ kind: 'operator', text, at, end: at + text.length, lines: null });
      at += text.length;
      if (text !== '|' && text !== '<' && text !== '>') break;
    } else {
      flushSlashes();
      grow(character);
      at += 1;
    }
  }
  if (quotedForProgram) grow('').problem = { at: openedAt, message: notClosed };
  endWord();
  return { tokens, end: at, notes: ['It is read as copied for the Windows command line, cmd.exe.'] };
}

/** Whether the quoted text from here is older Chrome's: everything that could mean something has a caret. It ends before a blank. */
function isChromeText(source: string, from: number): boolean {
  let hasCaret = false;
  for (let at = from; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '"') return hasCaret && /^(?:[ \t\r\n]|$)/.test(source.slice(at + 1, at + 2));
    if (character === '^') {
      hasCaret = true;
      // Chrome writes a backslash before what cURL would take for a pattern, after it escaped the rest.
      at += source.startsWith('\\', at + 1) && '[]{}'.includes(source.charAt(at + 2)) ? 2 : 1;
    } else if (!unescaped.test(character)) return false;
  }
  return false;
}
