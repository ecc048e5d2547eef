import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { trimFieldValue } from '../field-value.ts';
import { checkRequest } from './check-request.ts';
import { type RawRequest, type ReadItem, type SourceFile, unknownOutcome } from './imported-request.ts';

/** The longest head of a message, in bytes. */
const LONGEST_HEAD = 256 * 1024;

const requestLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+)(?: HTTP\/(\d(?:\.\d)?))?$/;

/**
 * One message as it goes on the wire (RFC 9112): request line, headers, an empty line, and the bytes of the body exactly as they stand.
 * Lines of the head may end in LF alone, because editors write it.
 */
export function* readRawHttp({ name, bytes }: SourceFile): Generator<ReadItem> {
  const refuse = (line: number, message: string): ReadItem => ({
    ok: false,
    place: line === 0 ? name : `${name}, line ${line}`,
    message,
    method: '',
    url: '',
  });
  if (bytes.length === 0) return yield refuse(0, 'The file is empty.');
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const head = splitHead(bytes, start);
  if (head === null) return yield refuse(0, 'The head of the message is longer than 256 KiB, or this is not HTTP.');
  const [first = '', ...lines] = head.lines;
  const [, method, target, version] = requestLine.exec(first) ?? [];
  if (method === undefined || target === undefined) {
    const isAnswer = first.startsWith('HTTP/');
    return yield refuse(
      1,
      isAnswer ? 'This is an answer, not a request.' : 'This is not a request line, such as POST /path HTTP/1.1.',
    );
  }
  const headers: HeaderPair[] = [];
  for (const [index, line] of lines.entries()) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line))
      return yield refuse(index + 2, 'A header that goes on in the next line is not allowed any more.');
    if (colon <= 0) return yield refuse(index + 2, 'A header is a name, a colon and a value.');
    headers.push([line.slice(0, colon), trimFieldValue(line.slice(colon + 1))]);
  }
  const notes: string[] = [];
  const url = readUrl(target, headers, notes);
  if (url === null) return yield refuse(1, 'There is no Host header, so it is not known where this goes.');
  const body = bytes.subarray(head.end);
  const problem = compareLength(headers, body, notes);
  if (problem !== null) return yield refuse(0, problem);
  const request: RawRequest = {
    method,
    url,
    headers,
    body: Buffer.from(body),
    eventType: null,
    outcome: unknownOutcome,
    notes,
  };
  if (version !== undefined && !version.startsWith('1')) notes.push(`It says HTTP/${version}; it is sent as HTTP/1.1.`);
  yield checkRequest(name, request);
}

/** Its lines as Latin-1, which keeps each byte, and where the body begins. A message without an empty line has no body. */
function splitHead(bytes: Buffer, start: number): { lines: string[]; end: number } | null {
  const lines: string[] = [];
  let at = start;
  while (at < bytes.length) {
    const found = bytes.indexOf(10, at);
    const stop = found < 0 ? bytes.length : found;
    if (stop - start > LONGEST_HEAD) return null;
    const line = bytes.toString('latin1', at, stop).replace(/\r$/, '');
    at = stop + 1;
    // Empty lines before the request line are skipped (RFC 9112, section 2.2).
    if (line === '' && lines.length === 0) continue;
    if (line === '') return { lines, end: Math.min(at, bytes.length) };
    lines.push(line);
  }
  return lines.length === 0 ? null : { lines, end: bytes.length };
}

function readUrl(target: string, headers: readonly HeaderPair[], notes: string[]): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return target;
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  if (host === '') return null;
  const isLocal = /^(?:localhost|127\.|\[::1\])/i.test(host);
  const scheme = isLocal || /:(?!443$)\d+$/.test(host) ? 'http' : 'https';
  notes.push(`A message does not say whether it went over TLS; ${scheme} is taken.`);
  return `${scheme}://${host}${target.startsWith('/') ? target : `/${target}`}`;
}

/** The bytes are those of the file; a length beside them that differs is told, and a chunked body is not taken apart. */
function compareLength(headers: readonly HeaderPair[], body: Buffer, notes: string[]): string | null {
  const find = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
  if (
    /chunked/i.test(find('transfer-encoding') ?? '') &&
    /^[0-9a-f]+\s*(?:;[^\r\n]*)?\r?\n/i.test(body.toString('latin1', 0, 64))
  ) {
    return 'Its body is in chunks. Save it with the chunks put together and a Content-Length.';
  }
  const length = find('content-length');
  if (length !== null && length !== String(body.length)) {
    notes.push(
      `Content-Length says ${length.slice(0, 20)}, and the file has ${body.length} bytes of body; all of them are kept.`,
    );
  }
  return null;
}
