import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptErrorCode } from '../../../src-preload/contract/delivery.ts';
import { checkRequest } from './check-request.ts';
import { decodeText } from './decode-text.ts';
import { guessErrorCode } from './error-words.ts';
import { readHarBody } from './har-body.ts';
import {
  type RawRequest,
  type ReadItem,
  type Remark,
  type ReportedOutcome,
  type SourceFile,
  UnreadableSource,
} from './imported-request.ts';
import {
  asArray,
  asBase64,
  asObject,
  asOptionalText,
  asText,
  FieldProblem,
  type JsonObject,
  parseJson,
  pick,
} from './json-fields.ts';
import { createLooseReader, readLoosePairs } from './loose-fields.ts';
import { findRepeatedKeys, listRepeated, type RepeatedKey } from './repeated-keys.ts';
import { createUnreadKeys } from './unread-keys.ts';

const read = {
  log: ['entries'],
  entry: ['request', 'response', 'startedDateTime', 'time', '_error'],
  request: ['method', 'url', '_target', 'headers', 'postData', 'bodySize'],
  postData: ['text', 'encoding', '_encoding', 'params'],
  response: ['status', 'statusText', 'headers', 'content', '_error'],
  content: ['text', 'encoding'],
};

/**
 * The entries of an HTTP archive, HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/), or a bare list of them.
 * @throws UnreadableSource
 */
export function* readHar({ bytes }: SourceFile, remark: Remark): Generator<ReadItem> {
  const text = decodeText(bytes);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UnreadableSource('', parsed.message);
  const unread = createUnreadKeys();
  const isList = Array.isArray(parsed.value);
  const repeated = sortRepeated(findRepeatedKeys(text), isList ? 0 : 2);
  for (const sentence of listRepeated(repeated.outside)) remark(sentence);
  for (const [index, entry] of listEntries(parsed.value, unread.note).entries()) {
    const place = `${isList ? '' : 'log.entries'}[${index}]`;
    try {
      const object = asObject(entry, place);
      noteUnread(object, unread.note);
      const request = readEntry(object, place);
      const own = repeated.ofEntry.get(index) ?? [];
      request.notes.push(...listRepeated(own, isList ? 1 : 3));
      yield checkRequest(place, request);
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      yield { ok: false, place: error.path, message: error.message, ...showRequest(entry) };
    }
  }
  const names = unread.list();
  if (names !== null) remark(`Of the archive, this is not read: ${names}.`);
}

/** @param depth where in a path the number of the entry stands */
function sortRepeated(repeated: readonly RepeatedKey[], depth: 0 | 2) {
  const ofEntry = new Map<number, RepeatedKey[]>();
  const outside: RepeatedKey[] = [];
  for (const each of repeated) {
    const index = each.path[depth];
    const isInside =
      typeof index === 'number' && (depth === 0 || (each.path[0] === 'log' && each.path[1] === 'entries'));
    if (isInside) ofEntry.set(index, [...(ofEntry.get(index) ?? []), each]);
    else outside.push(each);
  }
  return { ofEntry, outside };
}

/** What a refused entry is about, as far as it says so. */
function showRequest(entry: unknown): { method: string; url: string } {
  const request = typeof entry === 'object' && entry !== null ? pick(entry as JsonObject, 'request') : null;
  if (typeof request !== 'object' || request === null) return { method: '', url: '' };
  const [method, url] = [pick(request as JsonObject, 'method'), pick(request as JsonObject, 'url')];
  return { method: typeof method === 'string' ? method : '', url: typeof url === 'string' ? url : '' };
}

type NoteUnread = ReturnType<typeof createUnreadKeys>['note'];

function listEntries(value: unknown, note: NoteUnread): readonly unknown[] {
  if (Array.isArray(value)) return value;
  try {
    const outer = asObject(value, '');
    note('', outer, ['log']);
    const log = asObject(pick(outer, 'log'), 'log');
    note('log', log, read.log);
    return asArray(pick(log, 'entries'), 'log.entries');
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    throw new UnreadableSource(error.path, `This is not an HTTP archive. ${error.message}`);
  }
}

function noteUnread(entry: JsonObject, note: NoteUnread): void {
  note('', entry, read.entry);
  for (const part of ['request', 'response'] as const) {
    const object = pick(entry, part);
    note(part, object, read[part]);
    const inner = part === 'request' ? 'postData' : 'content';
    if (typeof object === 'object' && object !== null) {
      note(`${part}.${inner}`, pick(object as JsonObject, inner), read[inner]);
    }
  }
}

/** U+FFFD, which a recorder writes for bytes that are not UTF-8, as octets. */
const replacement = '\xef\xbf\xbd';

function readEntry(entry: JsonObject, path: string): RawRequest {
  const at = `${path}.request`;
  const request = asObject(pick(entry, 'request'), at);
  const notes: string[] = [];
  const headers = readLoosePairs(pick(request, 'headers'), `${at}.headers`, notes);
  const lossy = headers.filter(([, value]) => value.includes(replacement)).map(([name]) => name);
  if (lossy.length > 0) {
    notes.push(
      `Headers hold U+FFFD: bytes may have been lost when they were recorded: ${lossy.slice(0, 10).join(', ')}.`,
    );
  }
  const target = asOptionalText(pick(request, '_target'), `${at}._target`);
  return {
    method: asText(pick(request, 'method'), `${at}.method`),
    url: asText(pick(request, 'url'), `${at}.url`),
    ...(target === null ? {} : { target }),
    body: readHarBody(request, headers, at, notes),
    headers,
    eventType: null,
    outcome: readOutcome(entry, path, notes),
    notes,
  };
}

function readOutcome(entry: JsonObject, path: string, notes: string[]): ReportedOutcome {
  const loose = createLooseReader(notes);
  const at = loose.time(entry, 'startedDateTime');
  const duration = loose.number(entry, 'time');
  // HAR says with -1 that it does not know.
  const durationMs = duration === null || duration < 0 ? null : Math.min(duration, 1e12);
  const response = readAnswer(pick(entry, 'response'), path, notes);
  // Chrome writes the network error of a request that got no answer into `_error`.
  const said = loose.text(entry, '_error') ?? response?.said ?? null;
  const error = said === null || said === '' ? null : { code: guessErrorCode(said), message: said.slice(0, 500) };
  if (response === null) return { at, durationMs, response: null, error };
  const { status, statusText, headers, body } = response;
  if (status < 100 || status > 999) return { at, durationMs, response: null, error: error ?? noAnswer };
  return { at, durationMs, error: null, response: { status: Math.trunc(status), statusText, headers, body } };
}

const noAnswer: { code: AttemptErrorCode; message: string } = {
  code: 'closed',
  message: 'The archive holds no answer to this request.',
};

interface Answer {
  status: number;
  statusText: string;
  headers: HeaderPair[];
  body: Buffer;
  /** The error of the network. */
  said: string | null;
}

/** What is wrong with an answer does not cost its request: the answer is left out. */
function readAnswer(value: unknown, path: string, notes: string[]): Answer | null {
  if (value === undefined || value === null) return null;
  const at = `${path}.response`;
  const own: string[] = [];
  try {
    const response = asObject(value, at);
    const loose = createLooseReader(own, 'response.');
    const headers = pick(response, 'headers');
    const answer = {
      status: loose.number(response, 'status') ?? 0,
      statusText: (loose.text(response, 'statusText') ?? '').slice(0, 200),
      headers: headers === undefined || headers === null ? [] : readLoosePairs(headers, `${at}.headers`, own),
      body: readContent(pick(response, 'content'), `${at}.content`),
      said: loose.text(response, '_error'),
    };
    notes.push(...own);
    return answer;
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    notes.push(`The answer is left out. ${error.path}: ${error.message}`);
    return null;
  }
}

function readContent(value: unknown, at: string): Buffer {
  if (value === undefined || value === null) return Buffer.alloc(0);
  const content = asObject(value, at);
  const loose = createLooseReader([]);
  const text = loose.text(content, 'text') ?? '';
  return loose.text(content, 'encoding')?.toLowerCase() === 'base64'
    ? asBase64(text, `${at}.text`)
    : Buffer.from(text, 'utf8');
}
