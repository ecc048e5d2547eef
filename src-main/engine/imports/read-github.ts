import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { checkRequest } from './check-request.ts';
import { decodeText } from './decode-text.ts';
import { guessErrorCode } from './error-words.ts';
import {
  type RawRequest,
  type ReadItem,
  type Remark,
  type ReportedOutcome,
  type SourceFile,
  UnreadableSource,
} from './imported-request.ts';
import { asObject, asOctets, asText, FieldProblem, type JsonObject, parseJson, pick } from './json-fields.ts';
import { minifyJson, sliceElements, sliceMembers } from './json-slices.ts';
import { createLooseReader, type LooseReader } from './loose-fields.ts';
import { findRepeatedKeys, listRepeated } from './repeated-keys.ts';
import { createUnreadKeys } from './unread-keys.ts';

const read = {
  '': ['delivered_at', 'duration', 'status', 'status_code', 'event', 'url', 'request', 'response'],
  request: ['headers', 'payload'],
  response: ['headers', 'payload'],
};

/**
 * Deliveries as GitHub's REST API returns them, one or a list of them
 * (https://docs.github.com/en/rest/repos/webhooks#get-a-delivery-for-a-repository-webhook). GitHub parsed the payload and writes it
 * again, so the bytes are not those that were sent. @throws UnreadableSource
 */
export function* readGitHub({ bytes }: SourceFile, remark: Remark): Generator<ReadItem> {
  const text = decodeText(bytes);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UnreadableSource('', parsed.message);
  const unread = createUnreadKeys();
  const isList = Array.isArray(parsed.value);
  let index = 0;
  for (const source of isList ? sliceElements(text) : [text]) {
    const place = isList ? `[${index}]` : 'delivery';
    index += 1;
    try {
      const delivery = asObject(JSON.parse(source), '');
      for (const path of ['', 'request', 'response'] as const) {
        unread.note(path, path === '' ? delivery : pick(delivery, path), read[path]);
      }
      const request = readDelivery(delivery, source);
      // Payloads are kept as they are written, with both values.
      const lost = findRepeatedKeys(source).filter(({ path }) => path[1] !== 'payload' || path.length === 2);
      request.notes.push(...listRepeated(lost));
      yield checkRequest(place, request);
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      const where = error.path === '' ? place : isList ? `${place}.${error.path}` : error.path;
      yield { ok: false, place: where, message: error.message, method: '', url: '' };
    }
  }
  const names = unread.list();
  if (names !== null) remark(`Of the deliveries, this is not read: ${names}.`);
}

function readDelivery(delivery: JsonObject, source: string): RawRequest {
  const found = pick(delivery, 'request');
  if (found === undefined || found === null) {
    throw new FieldProblem('request', 'The list of deliveries holds no requests. Save each delivery by its id.');
  }
  const request = asObject(found, 'request');
  const url = pick(delivery, 'url');
  if (typeof url !== 'string' || url === '') {
    throw new FieldProblem('url', 'It does not say where it was sent. Add the address as "url".');
  }
  const notes: string[] = [];
  const headers = readHeaderObject(pick(request, 'headers'), 'request.headers', notes);
  const loose = createLooseReader(notes);
  return {
    method: 'POST',
    url,
    headers,
    body: readPayload(sliceMembers(sliceMembers(source).get('request') ?? '{}').get('payload'), headers, notes),
    eventType: loose.text(delivery, 'event')?.slice(0, 200) ?? null,
    outcome: readOutcome(delivery, source, loose, notes),
    notes,
  };
}

function readHeaderObject(value: unknown, path: string, notes: string[]): HeaderPair[] {
  if (value === undefined || value === null) return [];
  const object = asObject(value, path);
  return Object.keys(object).map((name): HeaderPair => {
    const content = object[name];
    if (typeof content === 'string') return [name, asOctets(content, `${path}.${name.slice(0, 60)}`)];
    if (content === null) notes.push(`${path}.${name.slice(0, 60)} has no value; it is kept as an empty one.`);
    else if (typeof content !== 'number') asText(content, `${path}.${name.slice(0, 60)}`);
    return [name, String(content ?? '')];
  });
}

function readPayload(source: string | undefined, headers: readonly HeaderPair[], notes: string[]): Buffer {
  if (source === undefined || source === 'null') {
    throw new FieldProblem('request.payload', 'The payload is not in it, so the body is missing.');
  }
  const text = source.startsWith('"') ? String(JSON.parse(source)) : minifyJson(source);
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isForm = /^\s*application\/x-www-form-urlencoded/i.test(type);
  notes.push(
    `GitHub parsed the payload, so these bytes need not be the ones that were sent: ${isForm ? 'the form is written from it' : 'white space and escapes can differ'}, and the old signature need not match. Re-sign it.`,
  );
  return Buffer.from(isForm ? new URLSearchParams({ payload: text }).toString() : text, 'utf8');
}

function readOutcome(delivery: JsonObject, source: string, loose: LooseReader, notes: string[]): ReportedOutcome {
  const at = loose.time(delivery, 'delivered_at');
  const seconds = loose.number(delivery, 'duration');
  const durationMs = seconds === null || seconds < 0 ? null : Math.min(seconds * 1000, 1e12);
  const status = loose.number(delivery, 'status_code') ?? 0;
  const words = (loose.text(delivery, 'status') ?? '').slice(0, 200);
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    const error = words === '' ? null : { code: guessErrorCode(words), message: words };
    return { at, durationMs, response: null, error };
  }
  const answer = sliceMembers(sliceMembers(source).get('response') ?? '{}');
  const payload = answer.get('payload') ?? 'null';
  const isText = payload.startsWith('"');
  if (!isText && payload !== 'null')
    notes.push('GitHub parsed the answer too; its bytes need not be the received ones.');
  const body = payload === 'null' ? '' : isText ? String(JSON.parse(payload)) : minifyJson(payload);
  const headers = readAnswerHeaders(answer.get('headers'), notes);
  return { at, durationMs, error: null, response: { status, statusText: words, headers, body: Buffer.from(body) } };
}

/** What is wrong with an answer does not cost its request. */
function readAnswerHeaders(source: string | undefined, notes: string[]): HeaderPair[] {
  try {
    return readHeaderObject(source === undefined ? null : JSON.parse(source), 'response.headers', notes);
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    notes.push(`The headers of the answer are left out. ${error.path}: ${error.message}`);
    return [];
  }
}
