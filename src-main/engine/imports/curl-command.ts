import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { trimFieldValue } from '../field-value.ts';
import { type CurlOption, findLongOption, findShortOption } from './curl-options.ts';
import { type RawRequest, unknownOutcome } from './imported-request.ts';
import type { ShellWord } from './shell-words.ts';

/** Why a command cannot be imported, at a place of the text. */
export class CurlProblem extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.name = 'CurlProblem';
    this.at = at;
  }
}

interface Draft {
  urls: string[];
  method: string | null;
  headers: HeaderPair[];
  /** Lower-case names of headers that cURL would add by itself and was told not to. */
  removed: Set<string>;
  /** As Latin-1; null without any. */
  data: string | null;
  json: boolean;
  get: boolean;
  head: boolean;
  notes: string[];
}

const createDraft = (): Draft => ({
  urls: [],
  method: null,
  headers: [],
  removed: new Set(),
  data: null,
  json: false,
  get: false,
  head: false,
  notes: [],
});

const toText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/**
 * The requests that a cURL command makes: one for each address, and for each `--next`.
 * @param words behind `curl`
 * @param piped what an earlier command of the pipe writes, as Latin-1; null where nothing does
 * @throws CurlProblem
 */
export function readCurlCommand(words: readonly ShellWord[], piped: string | null, at: number): RawRequest[] {
  const requests: RawRequest[] = [];
  let draft = createDraft();
  const finish = (where: number): void => {
    requests.push(...finishDraft(draft, where));
    draft = createDraft();
  };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    if (!word.bytes.startsWith('-') || word.bytes === '-') {
      draft.urls.push(toText(word.bytes));
      continue;
    }
    for (const { name, option, inline } of listOptions(word)) {
      const isNext = option.hasValue && inline === null;
      if (isNext) index += 1;
      const value = isNext ? words[index] : word;
      if (value === undefined) throw new CurlProblem(word.at, `${name} needs a value, and the command ends there.`);
      if (option.refusal !== undefined) throw new CurlProblem(word.at, `${name}: ${option.refusal}`);
      if (option.note !== undefined) draft.notes.push(`${name} ${option.note}`);
      if (option.effect === 'next') finish(word.at);
      else apply(draft, name, option, { bytes: inline ?? value.bytes, at: value.at, piped });
    }
  }
  finish(at);
  return requests;
}

/** The options of one word: a long one, or letters, the last of which can have its value behind it. */
function* listOptions(word: ShellWord): Generator<{ name: string; option: CurlOption; inline: string | null }> {
  const unknown = (name: string): CurlProblem =>
    new CurlProblem(
      word.at,
      `${name} is not an option that is known here, so it is not clear what the words behind it mean.`,
    );
  if (word.bytes.startsWith('--')) {
    const option = findLongOption(word.bytes.slice(2));
    if (option === null) throw unknown(toText(word.bytes).slice(0, 60));
    yield { name: word.bytes, option, inline: null };
    return;
  }
  for (let place = 1; place < word.bytes.length; place += 1) {
    const letter = word.bytes.charAt(place);
    const long = findShortOption(letter);
    const option = long === null ? null : findLongOption(long);
    if (option === null) throw unknown(`-${toText(letter)}`);
    const rest = word.bytes.slice(place + 1);
    yield { name: `-${letter}`, option, inline: option.hasValue && rest !== '' ? rest : null };
    if (option.hasValue) return;
  }
}

interface Value {
  bytes: string;
  at: number;
  piped: string | null;
}

function apply(draft: Draft, name: string, { effect }: CurlOption, value: Value): void {
  const text = toText(value.bytes);
  switch (effect) {
    case 'method':
      draft.method = text;
      return;
    case 'header':
      addHeader(draft, name, value);
      return;
    case 'data':
      addData(draft, readContent(name, value), '&');
      return;
    case 'data-raw':
      addData(draft, value.bytes, '&');
      return;
    case 'data-urlencode':
      addData(draft, encodeData(name, value), '&');
      return;
    case 'json':
      draft.json = true;
      addData(draft, readContent(name, value), '');
      return;
    case 'user':
      draft.headers.push(['Authorization', `Basic ${Buffer.from(value.bytes, 'latin1').toString('base64')}`]);
      return;
    case 'bearer':
      draft.headers.push(['Authorization', `Bearer ${value.bytes}`]);
      return;
    case 'user-agent':
      draft.headers.push(['User-Agent', value.bytes]);
      return;
    case 'referer':
      draft.headers.push(['Referer', value.bytes]);
      return;
    case 'cookie':
      if (text.includes('=')) draft.headers.push(['Cookie', value.bytes]);
      else draft.notes.push(`${name} names a file of cookies, which is not read.`);
      return;
    case 'url':
      draft.urls.push(text);
      return;
    case 'get':
      draft.get = true;
      return;
    case 'head':
      draft.head = true;
  }
}

/** `@file` is refused; `@-` is what an earlier command of the pipe writes. */
function readContent(name: string, { bytes, at, piped }: Value): string {
  if (!bytes.startsWith('@')) return bytes;
  if (bytes === '@-' && piped !== null) return piped;
  const file = toText(bytes.slice(1, 80));
  if (file === '-') throw new CurlProblem(at, `${name} reads what is typed in. Put the text itself behind --data-raw.`);
  throw new CurlProblem(at, `${name} reads the file “${file}”. No file is read: put its text behind --data-raw.`);
}

/** `content`, `=content`, `name=content` (curl's manual, --data-urlencode). */
function encodeData(name: string, value: Value): string {
  const { bytes } = value;
  const mark = /[=@]/.exec(bytes);
  if (mark?.[0] === '@') return readContent(name, { ...value, bytes: bytes.slice(mark.index), piped: null });
  const front = mark === null ? '' : bytes.slice(0, mark.index);
  const content = mark === null ? bytes : bytes.slice(mark.index + 1);
  const encoded = content.replace(
    /[^A-Za-z0-9\-._~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
  return front === '' ? encoded : `${front}=${encoded}`;
}

function addData(draft: Draft, bytes: string, between: string): void {
  draft.data = draft.data === null ? bytes : draft.data + between + bytes;
}

/** `Name: value`; `Name;` sends it empty, `Name:` takes out what cURL would add. */
function addHeader(draft: Draft, name: string, { bytes: text, at }: Value): void {
  if (text.startsWith('@')) {
    throw new CurlProblem(at, `${name} reads headers from a file. No file is read: write them in its place.`);
  }
  const colon = text.indexOf(':');
  if (colon < 0) {
    if (text.endsWith(';')) draft.headers.push([text.slice(0, -1), '']);
    else draft.notes.push(`${name} without a colon sends nothing.`);
    return;
  }
  const value = trimFieldValue(text.slice(colon + 1));
  if (value === '') draft.removed.add(text.slice(0, colon).toLowerCase());
  else draft.headers.push([text.slice(0, colon), value]);
}

function finishDraft(draft: Draft, at: number): RawRequest[] {
  if (draft.urls.length === 0) throw new CurlProblem(at, 'The command has no address.');
  const { data, notes } = draft;
  const headers = [...draft.headers];
  const has = (name: string): boolean =>
    draft.removed.has(name) || headers.some(([other]) => other.toLowerCase() === name);
  const isBody = data !== null && !draft.get;
  if (draft.json) {
    if (!has('content-type')) headers.push(['Content-Type', 'application/json']);
    if (!has('accept')) headers.push(['Accept', 'application/json']);
  } else if (isBody && !has('content-type')) {
    headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    notes.push('Content-Type is the one that cURL adds to data.');
  }
  const method = draft.method ?? (draft.head ? 'HEAD' : isBody ? 'POST' : 'GET');
  return draft.urls.map((url) => ({
    method,
    url: completeUrl(url, draft.get ? data : null, notes),
    headers: [...headers],
    body: isBody ? Buffer.from(data, 'latin1') : Buffer.alloc(0),
    eventType: null,
    outcome: unknownOutcome,
    notes: [...new Set(notes)],
  }));
}

/** Without a scheme cURL takes http; with `--get` the data goes into the query. */
function completeUrl(url: string, query: string | null, notes: string[]): string {
  let whole = url;
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) {
    whole = `http://${url}`;
    notes.push('The address has no scheme, so http is taken, as cURL does.');
  }
  if (query === null || query === '') return whole;
  const text = toText(query);
  const [front = whole, fragment] = whole.split('#', 2);
  const joined = front.includes('?') ? `${front}&${text}` : `${front}?${text}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
}
