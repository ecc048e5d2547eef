import type { Content, Entry, PostData, Response } from 'har-format';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { isUtf8, readOctets } from '../header-octets.ts';
import type { ExportedLine } from './read-line.ts';

/** A value is text, which UTF-8 makes of its octets; where they are not UTF-8, they follow in a field of our own. */
const toHeaders = (pairs: readonly HeaderPair[]) =>
  pairs.map(([name, value]) => ({
    name,
    value: readOctets(value),
    ...(isUtf8(value) ? {} : { _valueBase64: Buffer.from(value, 'latin1').toString('base64') }),
  }));

/** What stands before and behind the entries of an archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/). */
export const harHead =
  '{"log": {"version": "1.2", "creator": {"name": "Hookwright", "version": "0.1.0"}, "entries": [\n';
export const harTail = '\n]}}\n';

/** A request and its answer as an entry of an archive. A body that is no text stands in base64, with `encoding` beside it. */
export function writeHarEntry(line: ExportedLine): string {
  const { method, url, headers, body, at, timings } = line;
  const total = timings?.total ?? 0;
  const entry: Entry = {
    startedDateTime: new Date(at).toISOString(),
    time: total,
    request: {
      method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: toHeaders(headers),
      queryString: [...new URL(url).searchParams].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: body.length,
      ...(body.length === 0 ? {} : { postData: writePostData(headers, body) }),
    },
    response: writeResponse(line),
    cache: {},
    timings: { send: 0, wait: timings?.firstByte ?? total, receive: 0 },
  };
  return JSON.stringify(entry);
}

function writeText(body: Buffer): { text: string; encoding?: string } {
  const text = body.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(body);
  return isText ? { text } : { text: body.toString('base64'), encoding: 'base64' };
}

function findText(headers: readonly HeaderPair[], wanted: string): string {
  return readOctets(headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '');
}

function findType(headers: readonly HeaderPair[]): string {
  return findText(headers, 'content-type');
}

/** The format has no encoding for a posted text; this is the field that its content has. */
function writePostData(headers: readonly HeaderPair[], body: Buffer): PostData {
  return { mimeType: findType(headers), ...writeText(body) };
}

function writeResponse({ response, error }: ExportedLine): Response {
  const headers = response?.headers ?? [];
  const body = response?.body ?? Buffer.alloc(0);
  const content: Content = { size: body.length, mimeType: findType(headers), ...writeText(body) };
  return {
    status: response?.status ?? 0,
    statusText: response?.statusText ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: toHeaders(headers),
    content,
    redirectURL: findText(headers, 'location'),
    headersSize: -1,
    bodySize: body.length,
    ...(response === null && error !== null ? { _error: error.message } : {}),
  };
}
