import type { Content, Entry, PostData, Response } from 'har-format';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptTimings } from '../../../src-preload/contract/delivery.ts';
import { isUtf8, readOctets } from '../header-octets.ts';
import { version } from '../product.ts';
import type { ExportedLine } from './read-line.ts';

/** A value is text, which UTF-8 makes of its octets; where they are not UTF-8, they follow in a field of our own. */
const toHeaders = (pairs: readonly HeaderPair[]) =>
  pairs.map(([name, value]) => ({
    name,
    value: readOctets(value),
    ...(isUtf8(value) ? {} : { _valueBase64: Buffer.from(value, 'latin1').toString('base64') }),
  }));

/** What stands before and behind the entries of an archive (HAR 1.2, http://www.softwareishard.com/blog/har-12-spec/). */
export const harHead = `{"log": {"version": "1.2", "creator": {"name": "Hookwright", "version": "${version}"}, "entries": [\n`;
export const harTail = '\n]}}\n';

/** A request and its answer as an entry of an archive. Cookies are credentials, which are not exported. A body that is no text stands in base64, with `encoding` beside it. */
export function writeHarEntry(line: ExportedLine): string {
  const { method, url, target, headers, body, at } = line;
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  const entry: Entry = {
    startedDateTime: new Date(at).toISOString(),
    request: {
      method,
      url,
      // Where the format has no word for it: an address as for a proxy, `*`, or one with `#`.
      ...(target === undefined ? {} : { _target: target }),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: toHeaders(headers),
      queryString: [...new URLSearchParams(query)].map(([name, value]) => ({ name, value })),
      headersSize: -1,
      bodySize: body.length,
      ...(body.length === 0 ? {} : { postData: writePostData(headers, body) }),
    },
    response: writeResponse(line),
    cache: {},
    ...writeTimings(line.timings),
  };
  return JSON.stringify(entry);
}

/**
 * The format counts each phase by itself, `ssl` within `connect`, and `time` is their sum; -1 is a phase that did not happen. How
 * long the sending took is not measured: it is a part of the wait.
 */
function writeTimings(timings: AttemptTimings | null): Pick<Entry, 'time' | 'timings'> {
  const { dns = null, connect = null, tls = null, firstByte = null, total = 0 } = timings ?? {};
  const connected = tls ?? connect ?? dns ?? 0;
  const answered = firstByte ?? total;
  const phases = {
    dns: dns ?? -1,
    connect: connect === null ? -1 : round(connected - (dns ?? 0)),
    send: 0,
    wait: round(answered - connected),
    receive: round(total - answered),
  };
  const time = Object.values(phases).reduce((sum, phase) => sum + Math.max(0, phase), 0);
  return {
    time: round(time),
    timings: { ...phases, ssl: tls === null || connect === null ? -1 : round(tls - connect) },
  };
}

/** To microseconds, without the rest of a subtraction. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
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
