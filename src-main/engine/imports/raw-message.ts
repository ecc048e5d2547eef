import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { trimFieldValue } from '../field-value.ts';
import { readOctets } from '../header-octets.ts';
import { addressAt, type RequestAddress } from '../request-target.ts';

/** The longest head of a message, in bytes. */
const LONGEST_HEAD = 256 * 1024;

const requestLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) (\S+)(?: HTTP\/(\d(?:\.\d)?))?$/;

/** Method, target and version of a request line; null where it is none. */
export function readRequestLine(line: string): { method: string; target: string; version: string | null } | null {
  const [, method, target, version] = requestLine.exec(line) ?? [];
  return method === undefined || target === undefined ? null : { method, target, version: version ?? null };
}

/** Its lines as Latin-1, which keeps each byte, and where the body begins. A message without an empty line has no body. */
export function readHead(bytes: Buffer, start: number): { lines: string[]; end: number } | null {
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

type Headers = { ok: true; pairs: HeaderPair[] } | { ok: false; index: number; message: string };

export function listHeaders(lines: readonly string[]): Headers {
  const pairs: HeaderPair[] = [];
  let host: string | null = null;
  for (const [index, line] of lines.entries()) {
    const colon = line.indexOf(':');
    if (/^[ \t]/.test(line)) {
      return { ok: false, index, message: 'A header that goes on in the next line is not allowed any more.' };
    }
    if (colon <= 0) return { ok: false, index, message: 'A header is a name, a colon and a value.' };
    const pair: HeaderPair = [line.slice(0, colon), trimFieldValue(line.slice(colon + 1))];
    pairs.push(pair);
    if (pair[0].toLowerCase() !== 'host') continue;
    // No receiver may accept two (RFC 9112, section 3.2), and which of them is meant is not guessed.
    if (host !== null && host.toLowerCase() !== pair[1].toLowerCase()) {
      const message = `There are two Host headers, ${shorten(host)} and ${shorten(pair[1])}. Leave only the one that is meant.`;
      return { ok: false, index, message };
    }
    host = pair[1];
  }
  return { ok: true, pairs };
}

const shorten = (host: string): string => (host.length > 60 ? `${host.slice(0, 60)}…` : host);

/** The address of a target, by its Host header; null without one. */
export function readUrl(target: string, headers: readonly HeaderPair[], notes: string[]): RequestAddress | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return { url: readOctets(target) };
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  if (host === '') return null;
  const isLocal = /^(?:localhost|127\.|\[::1\])/i.test(host);
  const scheme = isLocal || /:(?!443$)\d+$/.test(host) ? 'http' : 'https';
  notes.push(`A message does not say whether it went over TLS; ${scheme} is taken.`);
  // `*` and whatever else is no path of that host stays what it is; it is not sent (RFC 9112, 3.2).
  return target.startsWith('/') ? addressAt(`${scheme}://${host}`, target) : { url: `${scheme}://${host}/`, target };
}

const findHeader = (headers: readonly HeaderPair[], wanted: string): string | null =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;

/** The Content-Length, where it is one. */
export function readLength(headers: readonly HeaderPair[]): number | null {
  const length = findHeader(headers, 'content-length');
  return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : null;
}

/** Where the body ends: by its length, else with the file, or where a saved answer begins behind a request without a body. */
export function endOfBody(headers: readonly HeaderPair[], bytes: Buffer, start: number, notes: string[]): number {
  const length = readLength(headers);
  const isAnswer = (at: number): boolean => /^\s{0,8}HTTP\/\d/.test(bytes.toString('latin1', at, at + 16));
  if (length === null) {
    const isChunked = findHeader(headers, 'transfer-encoding') !== null;
    if (isChunked || !isAnswer(start)) return bytes.length;
    // Without a length and without chunks a request has no body (RFC 9112, section 6.3).
    notes.push(`What follows the request is left out: an answer, ${count(bytes.length - start)}.`);
    return start;
  }
  const end = start + length;
  if (end >= bytes.length) return bytes.length;
  const rest = bytes.length - end;
  notes.push(
    `What follows the ${count(length)} of the body is left out: ${isAnswer(end) ? 'an answer, ' : ''}${count(rest)}.`,
  );
  return end;
}

const count = (bytes: number): string => `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;

/** The bytes are those of the file; a length that differs becomes a note, and a chunked body is refused. */
export function compareLength(headers: readonly HeaderPair[], body: Buffer, notes: string[]): string | null {
  if (
    /chunked/i.test(findHeader(headers, 'transfer-encoding') ?? '') &&
    /^[0-9a-f]+\s*(?:;[^\r\n]*)?\r?\n/i.test(body.toString('latin1', 0, 64))
  ) {
    return 'Its body is in chunks. Save it with the chunks put together and a Content-Length.';
  }
  const length = findHeader(headers, 'content-length');
  if (length !== null && length !== String(body.length)) {
    notes.push(
      `Content-Length says ${length.slice(0, 20)}, and the file has ${body.length} bytes of body; all of them are kept.`,
    );
  }
  return null;
}
