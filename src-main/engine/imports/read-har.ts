import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptErrorCode } from '../../../src-preload/contract/delivery.ts';
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

/** The entries of an HTTP archive, HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/). @throws UnreadableSource */
export function* readHar({ bytes }: SourceFile): Generator<ReadItem> {
  const parsed = parseJson(decodeText(bytes));
  if (!parsed.ok) throw new UnreadableSource('', parsed.message);
  for (const [index, entry] of listEntries(parsed.value).entries()) {
    const place = `log.entries[${index}]`;
    try {
      yield checkRequest(place, readEntry(asObject(entry, place), place));
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      yield { ok: false, place: error.path, message: error.message, method: '', url: '' };
    }
  }
}

function listEntries(value: unknown): readonly unknown[] {
  try {
    const log = asObject(pick(asObject(value, ''), 'log'), 'log');
    return asArray(pick(log, 'entries'), 'log.entries');
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    throw new UnreadableSource(error.path, `This is not an HTTP archive. ${error.message}`);
  }
}

function readEntry(entry: JsonObject, path: string): RawRequest {
  const at = `${path}.request`;
  const request = asObject(pick(entry, 'request'), at);
  const headers = asPairs(pick(request, 'headers'), `${at}.headers`);
  const notes: string[] = [];
  return {
    method: asText(pick(request, 'method'), `${at}.method`),
    url: asText(pick(request, 'url'), `${at}.url`),
    body: readBody(pick(request, 'postData'), `${at}.postData`, notes),
    headers,
    eventType: null,
    outcome: readOutcome(entry, path),
    notes,
  };
}

/**
 * The text of a posted body. HAR has no encoding for it; some writers add one (`encoding` or `_encoding`: base64), as ours does,
 * because a text cannot hold every byte.
 */
function readBody(value: unknown, path: string, notes: string[]): Buffer {
  if (value === undefined || value === null) return Buffer.alloc(0);
  const data = asObject(value, path);
  const encoding = asOptionalText(pick(data, 'encoding') ?? pick(data, '_encoding'), `${path}.encoding`);
  const text = asOptionalText(pick(data, 'text'), `${path}.text`);
  if (text === null) {
    if (asArray(pick(data, 'params') ?? [], `${path}.params`).length > 0) {
      throw new FieldProblem(`${path}.params`, 'Only the fields of a form are there, not the bytes that were sent.');
    }
    return Buffer.alloc(0);
  }
  if (encoding?.toLowerCase() === 'base64') return asBase64(text, `${path}.text`);
  if (/[\ud800-\udfff]/u.test(text))
    throw new FieldProblem(`${path}.text`, 'It holds half of a character, which no byte stands for.');
  if (text.includes('\ufffd')) notes.push('The body holds U+FFFD: bytes may have been lost when it was recorded.');
  return Buffer.from(text, 'utf8');
}

function readOutcome(entry: JsonObject, path: string): ReportedOutcome {
  const at = asOptionalTime(pick(entry, 'startedDateTime'), `${path}.startedDateTime`);
  const durationMs = asOptionalDuration(pick(entry, 'time'), `${path}.time`);
  const answer = pick(entry, 'response');
  const response = answer === undefined || answer === null ? null : asObject(answer, `${path}.response`);
  const status = response === null ? 0 : (asOptionalNumber(pick(response, 'status'), `${path}.response.status`) ?? 0);
  // Chrome writes the network error of a request that got no answer into `_error`.
  const said =
    asOptionalText(pick(entry, '_error'), `${path}._error`) ??
    (response === null ? null : asOptionalText(pick(response, '_error'), `${path}.response._error`));
  const error = said === null || said === '' ? null : { code: guessErrorCode(said), message: said.slice(0, 500) };
  if (response === null || status < 100 || status > 999) {
    return { at, durationMs, response: null, error: error ?? (response === null ? null : noAnswer) };
  }
  return { at, durationMs, error: null, response: { status: Math.trunc(status), ...readResponse(response, path) } };
}

const noAnswer: { code: AttemptErrorCode; message: string } = {
  code: 'closed',
  message: 'The archive holds no answer to this request.',
};

function readResponse(response: JsonObject, path: string): { statusText: string; headers: HeaderPair[]; body: Buffer } {
  const at = `${path}.response`;
  const headers = pick(response, 'headers');
  const content = pick(response, 'content');
  return {
    statusText: (asOptionalText(pick(response, 'statusText'), `${at}.statusText`) ?? '').slice(0, 200),
    headers: headers === undefined || headers === null ? [] : asPairs(headers, `${at}.headers`),
    body:
      content === undefined || content === null ? Buffer.alloc(0) : readContent(asObject(content, `${at}.content`), at),
  };
}

function readContent(content: JsonObject, at: string): Buffer {
  const text = asOptionalText(pick(content, 'text'), `${at}.content.text`) ?? '';
  const encoding = asOptionalText(pick(content, 'encoding'), `${at}.content.encoding`);
  return encoding?.toLowerCase() === 'base64' ? asBase64(text, `${at}.content.text`) : Buffer.from(text, 'utf8');
}
