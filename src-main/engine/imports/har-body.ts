import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { findUndecodable } from './content-coding.ts';
import { asArray, asBase64, asObject, asOptionalText, FieldProblem, type JsonObject, pick } from './json-fields.ts';

/**
 * The bytes of a posted body (`postData`). HAR has no encoding for it; some writers add one (`encoding` or `_encoding`: base64), as ours
 * does, because a text cannot hold every byte. Many writers leave a body out and say how long it was: that one is known to be missing.
 * @throws FieldProblem where the bytes are not in the archive
 */
export function readHarBody(request: JsonObject, headers: readonly HeaderPair[], at: string, notes: string[]): Buffer {
  const declared = findDeclared(request, headers);
  const value = pick(request, 'postData');
  const path = `${at}.postData`;
  const data = value === undefined || value === null ? {} : asObject(value, path);
  const body = readText(data, path, notes);
  if (body.length > 0) {
    if (declared !== null && declared.bytes !== body.length) {
      refuseDecoded(headers, body, declared.bytes, path);
      notes.push(
        `${declared.name} says ${declared.bytes}, and the archive holds ${body.length} bytes; these are kept.`,
      );
    }
    return body;
  }
  const params = pick(data, 'params');
  const fields = params === undefined || params === null ? [] : asArray(params, `${path}.params`);
  if (fields.length > 0) return writeForm(data, fields, declared?.bytes ?? null, path, notes);
  if (declared !== null && declared.bytes > 0) {
    throw new FieldProblem(
      path,
      `The archive says ${declared.bytes} bytes (${declared.name}) and holds none. Record it again with its body, or import it as cURL.`,
    );
  }
  if (headers.some(([name, value]) => name.toLowerCase() === 'transfer-encoding' && /chunked/i.test(value))) {
    notes.push('It was sent in chunks and the archive holds no body, so one may be missing.');
  }
  return body;
}

/** How long the body was, as its writer says: -1 and 0 without a header mean that it does not. */
function findDeclared(request: JsonObject, headers: readonly HeaderPair[]): { name: string; bytes: number } | null {
  const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1].trim() ?? '';
  if (/^\d{1,15}$/.test(length)) return { name: 'Content-Length', bytes: Number(length) };
  const size = Number(pick(request, 'bodySize') ?? -1);
  return Number.isInteger(size) && size > 0 ? { name: 'bodySize', bytes: size } : null;
}

function readText(data: JsonObject, path: string, notes: string[]): Buffer {
  const encoding = asOptionalText(pick(data, 'encoding') ?? pick(data, '_encoding'), `${path}.encoding`);
  const text = asOptionalText(pick(data, 'text'), `${path}.text`) ?? '';
  if (encoding?.toLowerCase() === 'base64') return asBase64(text, `${path}.text`);
  if (/[\ud800-\udfff]/u.test(text))
    throw new FieldProblem(`${path}.text`, 'It holds half of a character, which no byte stands for.');
  if (text.includes('\ufffd')) notes.push('The body holds U+FFFD: bytes may have been lost when it was recorded.');
  return Buffer.from(text, 'utf8');
}

/** A recorder that decodes keeps other bytes than those that went out. With a length that differs it is known to have done so. */
function refuseDecoded(headers: readonly HeaderPair[], body: Buffer, declared: number, path: string): void {
  const coding = findUndecodable(headers, body);
  if (coding === null) return;
  throw new FieldProblem(
    path,
    `The archive holds ${body.length} bytes that are not ${coding}, and not the ${declared} bytes of ${coding} that were sent.`,
  );
}

const lost = 'Only the fields of a form are there, not the bytes that were sent.';

/** A form of its fields: where writers that keep them encoded and those that keep them decoded mean the same, or its length decides. */
function writeForm(
  data: JsonObject,
  fields: readonly unknown[],
  declared: number | null,
  path: string,
  notes: string[],
): Buffer {
  const type = asOptionalText(pick(data, 'mimeType'), `${path}.mimeType`) ?? '';
  if (!/^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type)) throw new FieldProblem(`${path}.params`, lost);
  const pairs = fields.map((field, index): [string, string] => {
    const at = `${path}.params[${index}]`;
    const param = asObject(field, at);
    if (pick(param, 'fileName') !== undefined) throw new FieldProblem(at, `It is a file. ${lost}`);
    return [
      asOptionalText(pick(param, 'name'), `${at}.name`) ?? '',
      asOptionalText(pick(param, 'value'), `${at}.value`) ?? '',
    ];
  });
  const raw = Buffer.from(pairs.map(([name, value]) => `${name}=${value}`).join('&'), 'utf8');
  const encoded = Buffer.from(new URLSearchParams(pairs).toString(), 'utf8');
  const fitting = [raw, encoded].filter((body) => declared === null || declared === body.length);
  const [body] = fitting;
  if (body === undefined || fitting.some((other) => !other.equals(body))) {
    throw new FieldProblem(`${path}.params`, `${lost} Written as a form, they could be more than one body.`);
  }
  notes.push('The archive holds the fields of a form and no text: the body is written from them.');
  return body;
}
