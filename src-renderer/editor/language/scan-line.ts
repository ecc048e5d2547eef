/** What a piece of a line is coloured as. The names are the theme's scopes. */
export type CodeToken =
  | ''
  | 'key'
  | 'string'
  | 'escape'
  | 'number'
  | 'literal'
  | 'delimiter'
  | 'template.brace'
  | 'template.placeholder'
  | 'template.keyword'
  | 'template.operator'
  | 'template.value'
  | 'template.text';

export interface ScannedToken {
  start: number;
  type: CodeToken;
}

/** Where in JSON and where in a template a line ends. */
export interface ScanState {
  readonly string: 'none' | 'key' | 'value';
  readonly mode:
    | 'json'
    | 'placeholder'
    | 'conditional'
    | 'condition'
    | 'condition-value'
    | 'return'
    | 'return-placeholder';
  /** Open parentheses inside `return(…)`. */
  readonly depth: number;
}

export const initialScanState: ScanState = { string: 'none', mode: 'json', depth: 0 };

/** True when a line scanned from either state comes out alike. */
export function sameScanState(left: ScanState, right: ScanState): boolean {
  return left.string === right.string && left.mode === right.mode && left.depth === right.depth;
}

const NUMBER = /-?\d+(?:\.\d*)?(?:[eE][+-]?\d*)?/y;
const WORD = /[A-Za-z_][\w.-]*/y;
const SPACE = /\s+/y;

function matchAt(pattern: RegExp, line: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? null;
}

/** Offset of the next character that means something, from a set of one-character strings; the line's end if there is none. */
function findNext(line: string, from: number, stops: string): number {
  for (let at = from; at < line.length; at += 1) {
    if (stops.includes(line.charAt(at))) return at;
  }
  return line.length;
}

/** True when the string that opens at `quote` is followed by a colon, so that it is a key. Templates in it are passed over. */
function opensKey(line: string, quote: number): boolean {
  let at = quote + 1;
  while (at < line.length) {
    const char = line.charAt(at);
    if (char === '\\') at += 2;
    else if (char === '"') {
      const after = matchAt(SPACE, line, at + 1)?.length ?? 0;
      return line.charAt(at + 1 + after) === ':';
    } else if (line.startsWith('{{{', at)) at = endAfter(line, '}}}', at + 3);
    else if (line.startsWith('{{', at)) at = endAfter(line, '}}', at + 2);
    else at += 1;
  }
  return false;
}

function endAfter(line: string, close: string, from: number): number {
  const found = line.indexOf(close, from);
  return found < 0 ? line.length : found + close.length;
}

/**
 * Colours one line of JSON with templates in it: one pass from the left, never fails. What is wrong is the engine's to
 * say; this only has to look right while a word is half typed.
 */
export function scanLine(line: string, from: ScanState): { tokens: ScannedToken[]; state: ScanState } {
  const tokens: ScannedToken[] = [];
  let { string, mode, depth } = from;
  let at = 0;

  function take(type: CodeToken, length: number): void {
    if (tokens.at(-1)?.type !== type) tokens.push({ start: at, type });
    at += length;
  }

  /** Text outside of every template: JSON, or anything that is not JSON yet. */
  function takeJson(): void {
    if (line.startsWith('{{', at)) {
      const conditional = line.startsWith('{{{', at);
      take('template.brace', conditional ? 3 : 2);
      mode = conditional ? 'conditional' : 'placeholder';
      return;
    }
    const char = line.charAt(at);
    if (string !== 'none') takeInString(char);
    else if (char === '"') {
      string = opensKey(line, at) ? 'key' : 'value';
      take(string === 'key' ? 'key' : 'string', 1);
    } else if ('{}[],:'.includes(char)) take('delimiter', 1);
    else takeBareWord();
  }

  function takeInString(char: string): void {
    const type = string === 'key' ? 'key' : 'string';
    if (char === '\\') take('escape', Math.min(line.charAt(at + 1) === 'u' ? 6 : 2, line.length - at));
    else if (char === '"') {
      take(type, 1);
      string = 'none';
    } else take(type, Math.max(1, findNext(line, at, '"\\{') - at));
  }

  function takeBareWord(): void {
    const space = matchAt(SPACE, line, at);
    const number = space === null ? matchAt(NUMBER, line, at) : null;
    const word = space === null && number === null ? matchAt(WORD, line, at) : null;
    if (space !== null) take('', space.length);
    else if (number !== null) take('number', number.length);
    else if (word !== null) take(/^(?:true|false|null)$/.test(word) ? 'literal' : '', word.length);
    else take('', 1);
  }

  function takePlaceholder(back: ScanState['mode']): void {
    if (line.startsWith('}}', at)) {
      take('template.brace', 2);
      mode = back;
    } else if (at < line.length && '"{'.includes(line.charAt(at))) {
      // Not closed: what follows is JSON again, so that half a word does not recolour the whole text.
      mode = back;
    } else take('template.placeholder', Math.max(1, findNext(line, at, '}"{') - at));
  }

  function takeConditional(): void {
    if (line.startsWith('}}}', at)) {
      take('template.brace', 3);
      mode = 'json';
      return;
    }
    const word = matchAt(WORD, line, at);
    if (word !== null) {
      take(word === 'if' || word === 'return' ? 'template.keyword' : '', word.length);
      const open = (matchAt(SPACE, line, at)?.length ?? 0) + at;
      if (line.charAt(open) === '(' && (word === 'if' || word === 'return')) {
        if (open > at) take('', open - at);
        take('template.operator', 1);
        mode = word === 'if' ? 'condition' : 'return';
        depth = 0;
      }
    } else take(';()'.includes(line.charAt(at)) ? 'template.operator' : '', 1);
  }

  function takeCondition(): void {
    if (line.charAt(at) === ')') {
      take('template.operator', 1);
      mode = 'conditional';
    } else if (line.startsWith('==', at)) {
      take('template.operator', 2);
      mode = 'condition-value';
    } else {
      const type = mode === 'condition' ? 'template.placeholder' : 'template.value';
      take(type, Math.max(1, findNext(line, at, mode === 'condition' ? '=)' : ')') - at));
    }
  }

  function takeReturn(): void {
    const char = line.charAt(at);
    if (line.startsWith('{{', at)) {
      take('template.brace', 2);
      mode = 'return-placeholder';
    } else if (char === ')' && depth === 0) {
      take('template.operator', 1);
      mode = 'conditional';
    } else if (char === '(' || char === ')') {
      depth += char === '(' ? 1 : -1;
      take('template.text', 1);
    } else take('template.text', Math.max(1, findNext(line, at, '(){') - at));
  }

  while (at < line.length) {
    if (mode === 'json') takeJson();
    else if (mode === 'placeholder') takePlaceholder('json');
    else if (mode === 'return-placeholder') takePlaceholder('return');
    else if (mode === 'conditional') takeConditional();
    else if (mode === 'return') takeReturn();
    else takeCondition();
  }
  if (mode === 'placeholder') mode = 'json';
  if (mode === 'return-placeholder') mode = 'return';
  // JSON strings do not span lines; a quote that was left open colours the rest of its own line only.
  return { tokens, state: { string: mode === 'json' ? 'none' : string, mode, depth } };
}
