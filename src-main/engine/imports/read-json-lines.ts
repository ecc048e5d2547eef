import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { attemptErrorCodes } from '../../../src-preload/contract/delivery.ts';
import { checkRequest } from './check-request.ts';
import { decodeText } from './decode-text.ts';
import { guessErrorCode } from './error-words.ts';
import {
  type RawRequest,
  type ReadItem,
  type ReportedOutcome,
  type SourceFile,
  UnreadableSource,
} from './imported-request.ts';
import {
  asArray,
  asBase64,
  asObject,
  asOctets,
  asOptionalDuration,
  asOptionalNumber,
  asOptionalText,
  asOptionalTime,
  asPairs,
  asText,
  FieldProblem,
  type JsonObject,
  parseJson,
  pick,
} from './json-fields.ts';
import { findRepeatedKeys, listRepeated, type RepeatedKey } from './repeated-keys.ts';

const known = new Set([
  'method',
  'url',
  'target',
  'headers',
  'body',
  'bodyBase64',
  'time',
  'event',
  'durationMs',
  'error',
  'response',
]);
const knownOfError = new Set(['code', 'message']);
const knownOfResponse = new Set(['status', 'statusText', 'headers', 'body', 'bodyBase64']);

/**
 * Requests as JSON lines, one object a line:
 * `{"method": "POST", "url": "https://…", "headers": [["Name", "value"], {"name", "valueBase64"}, …], "body": "…" or "bodyBase64": "…", "time": "2026-01-31T12:00:00Z",
 * "event": "order.paid", "durationMs": 12, "error": "…" or {"code", "message"},
 * "response": {"status": 500, "statusText": "…", "headers": […], "body" or "bodyBase64"}}`.
 * `url` alone is required. `target` is the request target, where it is not what follows the host in `url`. Headers may also be an object of texts or lists of texts, and `status` may stand without a `response`. Other
 * keys are noted and left out.
 */
export function* readJsonLines({ bytes }: SourceFile): Generator<ReadItem> {
  const text = decodeText(bytes);
  const start = text.trimStart();
  if (start.startsWith('[')) return yield* readList(start);
  const single = isSpread(start) ? parseJson(start) : null;
  if (single?.ok === true) return yield readValue(single.value, 'line 1', findRepeatedKeys(start));
  let number = 0;
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end);
    at = end < 0 ? text.length : end + 1;
    number += 1;
    if (line.trim() === '') continue;
    const place = `line ${number}`;
    const parsed = parseJson(line);
    yield parsed.ok ? readValue(parsed.value, place, findRepeatedKeys(line)) : refuse(place, '', parsed.message);
  }
}

/** The same objects as one JSON list. */
function* readList(text: string): Generator<ReadItem> {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UnreadableSource('', parsed.message);
  const repeated = new Map<unknown, RepeatedKey[]>();
  for (const each of findRepeatedKeys(text)) {
    const index = each.path[0];
    repeated.set(index, [...(repeated.get(index) ?? []), each]);
  }
  for (const [index, value] of asArray(parsed.value, '').entries()) {
    yield readValue(value, `[${index}]`, repeated.get(index) ?? [], 1);
  }
}

/** Whether the first line opens an object and does not end it: one object, written over several lines. */
function isSpread(text: string): boolean {
  const end = text.indexOf('\n');
  return end > 0 && text.startsWith('{') && !text.slice(0, end).trimEnd().endsWith('}');
}

function refuse(place: string, path: string, message: string): ReadItem {
  return { ok: false, place: path === '' ? place : `${place}: ${path}`, message, method: '', url: '' };
}

/** @param from how many steps of their paths lead to the value */
function readValue(value: unknown, place: string, repeated: readonly RepeatedKey[], from = 0): ReadItem {
  try {
    const request = readObject(asObject(value, ''));
    request.notes.push(...listRepeated(repeated, from));
    return checkRequest(place, request);
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    return refuse(place, error.path, error.message);
  }
}

function readObject(line: JsonObject): RawRequest {
  const response = pick(line, 'response');
  const answer = response === undefined || response === null ? null : asObject(response, 'response');
  const status = asOptionalNumber(pick(line, 'status'), 'status');
  const target = asOptionalText(pick(line, 'target'), 'target');
  const extra = [
    ...Object.keys(line).filter((key) => !known.has(key) && key !== 'status'),
    ...Object.keys(answer ?? {})
      .filter((key) => !knownOfResponse.has(key))
      .map((key) => `response.${key}`),
    ...listErrorKeys(pick(line, 'error')),
  ];
  return {
    method: asOptionalText(pick(line, 'method'), 'method') ?? 'POST',
    url: asText(pick(line, 'url'), 'url'),
    ...(target === null ? {} : { target }),
    headers: readHeaders(pick(line, 'headers'), 'headers'),
    body: readBody(line, ''),
    eventType: asOptionalText(pick(line, 'event'), 'event')?.slice(0, 200) ?? null,
    outcome: readOutcome(line, answer, status),
    notes: extra.length === 0 ? [] : [`Left out, because it is not known here: ${showKeys(extra)}.`],
  };
}

function listErrorKeys(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  return Object.keys(error)
    .filter((key) => !knownOfError.has(key))
    .map((key) => `error.${key}`);
}

function showKeys(keys: readonly string[]): string {
  const shown = keys.slice(0, 20).map((key) => (key.length > 40 ? `${key.slice(0, 40)}…` : key));
  return shown.join(', ') + (keys.length > shown.length ? ` and ${keys.length - shown.length} more` : '');
}

/** A list of pairs keeps order and repeats; an object is what many logs have. */
function readHeaders(value: unknown, path: string): HeaderPair[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return asPairs(value, path);
  const object = asObject(value, path);
  return Object.keys(object).flatMap((name): HeaderPair[] => {
    const entry = object[name];
    const values = Array.isArray(entry) ? (entry as readonly unknown[]) : [entry];
    return values.map((one) => [
      name,
      typeof one === 'number' ? String(one) : asOctets(one, `${path}.${name.slice(0, 60)}`),
    ]);
  });
}

/** The body is text or bytes. An object has no bytes of its own: written anew it would be another body. */
function readBody(object: JsonObject, path: string): Buffer {
  const prefix = path === '' ? '' : `${path}.`;
  const encoded = pick(object, 'bodyBase64');
  const text = pick(object, 'body');
  const hasText = text !== undefined && text !== null;
  if (encoded !== undefined && encoded !== null) {
    if (hasText)
      throw new FieldProblem(`${prefix}bodyBase64`, 'There is a body and a bodyBase64. Leave one of them out.');
    return asBase64(encoded, `${prefix}bodyBase64`);
  }
  if (!hasText) return Buffer.alloc(0);
  if (typeof text === 'object') {
    throw new FieldProblem(
      `${prefix}body`,
      'The body is an object, so its bytes are not known. Write it as a text, exactly as it was sent, or as bodyBase64.',
    );
  }
  const body = asText(text, `${prefix}body`);
  if (/[\ud800-\udfff]/u.test(body)) {
    throw new FieldProblem(`${prefix}body`, 'It holds half of a character, which no byte stands for. Use bodyBase64.');
  }
  return Buffer.from(body, 'utf8');
}

function readOutcome(line: JsonObject, answer: JsonObject | null, outerStatus: number | null): ReportedOutcome {
  const at = asOptionalTime(pick(line, 'time'), 'time');
  const durationMs = asOptionalDuration(pick(line, 'durationMs'), 'durationMs');
  const status = answer === null ? outerStatus : asOptionalNumber(pick(answer, 'status'), 'response.status');
  if (status !== null && !(Number.isInteger(status) && status >= 0 && status <= 999)) {
    throw new FieldProblem(answer === null ? 'status' : 'response.status', 'This is not a status of HTTP.');
  }
  const error = readError(pick(line, 'error'));
  if (status === null || status < 100) return { at, durationMs, response: null, error };
  return {
    at,
    durationMs,
    error: error?.code === 'status' ? null : error,
    response: {
      status,
      statusText: asOptionalText(pick(answer ?? {}, 'statusText'), 'response.statusText')?.slice(0, 200) ?? '',
      headers: readHeaders(pick(answer ?? {}, 'headers'), 'response.headers'),
      body: answer === null ? Buffer.alloc(0) : readBody(answer, 'response'),
    },
  };
}

function readError(value: unknown): ReportedOutcome['error'] {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return { code: guessErrorCode(value), message: value.slice(0, 500) };
  const error = asObject(value, 'error');
  const message = asOptionalText(pick(error, 'message'), 'error.message') ?? '';
  const code = asOptionalText(pick(error, 'code'), 'error.code');
  const known = attemptErrorCodes.find((each) => each === code);
  return {
    code: known ?? guessErrorCode(`${code ?? ''} ${message}`),
    message: [known === undefined ? code : null, message || code]
      .filter((part, index, all) => part !== null && all.indexOf(part) === index)
      .join(': ')
      .slice(0, 500),
  };
}
