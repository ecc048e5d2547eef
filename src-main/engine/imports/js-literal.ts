export type JsValue = string | number | boolean | null | JsValue[] | Map<string, JsValue>;

/** What is no literal, at a UTF-16 offset of the text. */
export class LiteralProblem extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.name = 'LiteralProblem';
    this.at = at;
  }
}

/** How deep literals may stand in one another. */
const DEEPEST = 50;

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0' };

/**
 * Reads one literal of JavaScript (ECMA-262, 12.9 and 13.2): strings, numbers, `true`, `false`, `null`, `undefined`, arrays and objects.
 * Nothing is evaluated: a name, a call or `${…}` is refused. Time grows with the length of the literal.
 * @returns `end` behind it
 * @throws LiteralProblem
 */
export function readLiteral(text: string, start: number, depth = 0): { value: JsValue; end: number } {
  const at = skipBlank(text, start);
  const character = text.charAt(at);
  if (depth > DEEPEST) throw new LiteralProblem(at, `It is nested more than ${DEEPEST} levels deep.`);
  if (character === '"' || character === "'" || character === '`') return readString(text, at);
  if (character === '{') return readObject(text, at, depth);
  if (character === '[') return readArray(text, at, depth);
  const [word = ''] = /^[\w$.+-]{1,60}/.exec(text.slice(at, at + 60)) ?? [];
  const end = at + word.length;
  if (word === 'true' || word === 'false') return { value: word === 'true', end };
  if (word === 'null' || word === 'undefined') return { value: null, end };
  if (/^[+-]?\d/.test(word) && Number.isFinite(Number(word))) return { value: Number(word), end };
  throw new LiteralProblem(at, 'Here stands something that would have to be run. Write its value in its place.');
}

/** Behind blanks and comments. */
export function skipBlank(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) at += 1;
    else if (text.startsWith('//', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2);
    else break;
  }
  return at;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

function readString(text: string, start: number): { value: string; end: number } {
  const quote = text.charAt(start);
  const parts: string[] = [];
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    const from = at;
    while (at < text.length && !`\\\n$${quote}`.includes(text.charAt(at))) at += 1;
    parts.push(text.slice(from, at));
    const character = text.charAt(at);
    if (character === '\\') {
      const { value, length } = readEscape(text, at);
      parts.push(value);
      at += length;
    } else if (character === '\n' && quote !== '`') break;
    else if (character === '$' && quote === '`' && text.charAt(at + 1) === '{') {
      throw new LiteralProblem(at, 'Here stands something that would have to be run. Write its value in its place.');
    } else if (character !== quote) {
      parts.push(character);
      at += 1;
    }
  }
  if (text.charAt(at) !== quote) throw new LiteralProblem(start, 'This text is not closed.');
  return { value: parts.join(''), end: at + 1 };
}

function readEscape(text: string, at: number): { value: string; length: number } {
  const rest = text.slice(at + 1, at + 12);
  const [whole, braced, four, two] =
    /^(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/.exec(rest) ?? [];
  if (whole !== undefined) {
    const code = Number.parseInt(braced ?? four ?? two ?? '', 16);
    if (code > 0x10ffff) throw new LiteralProblem(at, 'There is no such character.');
    return { value: String.fromCodePoint(code), length: 1 + whole.length };
  }
  if (rest.startsWith('\r\n')) return { value: '', length: 3 };
  const letter = rest.charAt(0);
  if (/^[ux1-9]/.test(rest)) throw new LiteralProblem(at, 'This escape is not one of JavaScript.');
  return { value: letter === '\n' ? '' : (escapes[letter] ?? letter), length: 2 };
}

function readArray(text: string, start: number, depth: number): { value: JsValue[]; end: number } {
  const value: JsValue[] = [];
  let at = skipBlank(text, start + 1);
  while (text.charAt(at) !== ']') {
    const item = readLiteral(text, at, depth + 1);
    value.push(item.value);
    at = readComma(text, item.end, ']');
  }
  return { value, end: at + 1 };
}

function readObject(text: string, start: number, depth: number): { value: Map<string, JsValue>; end: number } {
  const value = new Map<string, JsValue>();
  let at = skipBlank(text, start + 1);
  while (text.charAt(at) !== '}') {
    const [name] = /^[A-Za-z_$][\w$]{0,99}/.exec(text.slice(at, at + 100)) ?? [];
    const isText = '"\''.includes(text.charAt(at) || ' ');
    if (name === undefined && !isText) throw new LiteralProblem(at, 'A name and a colon are expected here.');
    const key = name === undefined ? readString(text, at) : { value: name, end: at + name.length };
    const colon = skipBlank(text, key.end);
    if (text.charAt(colon) !== ':') throw new LiteralProblem(colon, 'A colon and a value are expected here.');
    const item = readLiteral(text, colon + 1, depth + 1);
    value.set(key.value, item.value);
    at = readComma(text, item.end, '}');
  }
  return { value, end: at + 1 };
}

/** Behind the comma, or at the end of the list. */
function readComma(text: string, from: number, close: string): number {
  const at = skipBlank(text, from);
  if (text.charAt(at) === close) return at;
  if (text.charAt(at) === ',') return skipBlank(text, at + 1);
  throw new LiteralProblem(at, `A comma or ${close} is expected here.`);
}
