import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { checkRequest } from './check-request.ts';
import { decodeText } from './decode-text.ts';
import { type RawRequest, type ReadItem, type SourceFile, unknownOutcome } from './imported-request.ts';
import { type JsValue, LiteralProblem, readLiteral, skipBlank } from './js-literal.ts';

/** Options of fetch() that say how an answer is treated, or what a page may do; none goes on the wire by itself. */
const quiet = new Set([
  'mode',
  'redirect',
  'integrity',
  'keepalive',
  'priority',
  'signal',
  'cache',
  'referrerPolicy',
  'window',
  'duplex',
]);
/** Methods that fetch() writes in capitals, however they are given. */
const normalized = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT']);

/**
 * Calls of `fetch(…)` as browsers write them ("Copy as fetch", "Copy as fetch (Node.js)"). Nothing is run: address and options are
 * literals, or the call is refused.
 */
export function* readFetch({ bytes }: SourceFile): Generator<ReadItem> {
  const text = decodeText(bytes);
  let line = 1;
  let counted = 0;
  const placeOf = (at: number): string => {
    for (let next = text.indexOf('\n', counted); next >= 0 && next < at; next = text.indexOf('\n', counted)) {
      line += 1;
      counted = next + 1;
    }
    return `line ${line}`;
  };
  for (let at = skipBetween(text, 0); at < text.length; at = skipBetween(text, at)) {
    const place = placeOf(at);
    try {
      const call = readCall(text, at);
      at = call.end;
      yield checkRequest(place, call.request);
    } catch (error) {
      if (!(error instanceof LiteralProblem)) throw error;
      yield { ok: false, place: placeOf(error.at), message: error.message, method: '', url: '' };
      at = findNextCall(text, Math.max(error.at, at + 1));
    }
  }
}

function skipBetween(text: string, from: number): number {
  let at = skipBlank(text, from);
  while (text.charAt(at) === ';') at = skipBlank(text, at + 1);
  return at;
}

function findNextCall(text: string, from: number): number {
  for (let line = text.indexOf('\n', from); line >= 0; line = text.indexOf('\n', line + 1)) {
    if (/^\s{0,20}(?:await\s{1,20})?fetch\(/.test(text.slice(line + 1, line + 60))) return line + 1;
  }
  return text.length;
}

function readCall(text: string, start: number): { request: RawRequest; end: number } {
  const [opening] = /^(?:await\s{1,20})?fetch\s{0,20}\(/.exec(text.slice(start, start + 60)) ?? [];
  if (opening === undefined)
    throw new LiteralProblem(start, 'This is no call of fetch(). Only such calls are read here.');
  const address = readLiteral(text, start + opening.length);
  if (typeof address.value !== 'string') throw new LiteralProblem(start, 'The address of fetch() is not a text.');
  let at = skipBlank(text, address.end);
  let options: JsValue = new Map();
  if (text.charAt(at) === ',') {
    at = skipBlank(text, at + 1);
    if (text.charAt(at) !== ')') {
      const found = readLiteral(text, at);
      options = found.value;
      at = skipBlank(text, found.end);
      if (text.charAt(at) === ',') at = skipBlank(text, at + 1);
    }
  }
  if (text.charAt(at) !== ')')
    throw new LiteralProblem(at, 'The call of fetch() does not end here as browsers write it.');
  if (!(options instanceof Map)) throw new LiteralProblem(start, 'The options of fetch() are not an object.');
  const end = skipBlank(text, at + 1);
  const behind = text.charAt(end);
  if (behind !== '' && behind !== ';' && !/^(?:await\s|fetch)/.test(text.slice(end, end + 10))) {
    throw new LiteralProblem(end, 'What follows the call would have to be run. Paste the calls of fetch() alone.');
  }
  return { request: toRequest(address.value, options, start), end };
}

function toRequest(url: string, options: ReadonlyMap<string, JsValue>, at: number): RawRequest {
  const notes: string[] = [];
  const given = options.get('method') ?? 'GET';
  if (typeof given !== 'string') throw new LiteralProblem(at, 'The method of fetch() is not a text.');
  const method = normalized.has(given.toUpperCase()) ? given.toUpperCase() : given;
  const headers = listHeaders(options.get('headers') ?? null, at);
  const body = options.get('body') ?? null;
  if (body !== null && typeof body !== 'string') throw new LiteralProblem(at, 'The body of fetch() is not a text.');
  if (body !== null && (method === 'GET' || method === 'HEAD')) {
    throw new LiteralProblem(at, `fetch() sends no body with ${method}, and refuses the call.`);
  }
  if (body !== null && /\p{Surrogate}/u.test(body))
    notes.push('The body holds half of a character, which fetch() sends as U+FFFD.');
  if (body !== null && !headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    headers.push(['Content-Type', 'text/plain;charset=UTF-8']);
    notes.push('Content-Type is the one that fetch() adds to a text.');
  }
  const referrer = options.get('referrer');
  if (typeof referrer === 'string' && referrer !== '') {
    notes.push('The referrer is not sent: what a browser tells of it hangs on the page and on referrerPolicy.');
  }
  if (options.has('credentials') || options.has('mode')) {
    notes.push(
      'A browser adds headers that fetch() does not show, such as Cookie, Origin and User-Agent. They are not in it.',
    );
  }
  const known = new Set(['method', 'headers', 'body', 'referrer', 'credentials', ...quiet]);
  for (const name of options.keys()) if (!known.has(name)) notes.push(`${name.slice(0, 40)} is not followed.`);
  return {
    method,
    url,
    headers,
    body: Buffer.from(body ?? '', 'utf8'),
    eventType: null,
    outcome: unknownOutcome,
    notes,
  };
}

/** An object, or a list of pairs. In a value each character is one octet (Fetch standard, isomorphic encode); others are refused with the header's name. */
function listHeaders(value: JsValue, at: number): HeaderPair[] {
  const pairs = value instanceof Map ? [...value] : Array.isArray(value) ? value : value === null ? [] : null;
  if (pairs === null) throw new LiteralProblem(at, 'The headers of fetch() are not an object.');
  return pairs.map((pair): HeaderPair => {
    const [name, text] = Array.isArray(pair) ? pair : [];
    if (typeof name !== 'string' || typeof text !== 'string') {
      throw new LiteralProblem(at, 'A header of fetch() is not a name and a text.');
    }
    return [name, text];
  });
}
