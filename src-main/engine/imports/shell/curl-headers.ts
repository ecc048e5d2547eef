import type { HeaderPair } from '../../../../src-preload/contract/compose.ts';
import { trimFieldValue } from '../../field-value.ts';
import type { Draft } from './curl-draft.ts';

export interface CurlHeaders {
  headers: HeaderPair[];
  notes: string[];
}

/** Headers that cURL writes itself, so that `Name:` takes one out. */
const ownHeaders = new Set([
  'host',
  'user-agent',
  'accept',
  'referer',
  'cookie',
  'authorization',
  'range',
  'content-type',
]);
/** With a body of more bytes cURL writes `Expect: 100-continue`. */
const ASKS_FIRST = 1024 * 1024;

/** Those that a connection here writes as it needs them. */
const ofConnection = new Set(['connection', 'content-length', 'expect', 'te', 'transfer-encoding', 'upgrade']);

/**
 * The headers of a request in the order in which cURL writes them, its own first. Values are octets.
 * @param user what the address holds before `@`; null without
 * @param length of the body; null where there is none
 */
export function listCurlHeaders(draft: Draft, user: string | null, length: number | null): CurlHeaders {
  const lines = draft.headerLines.map(readLine);
  const given = new Set(lines.map(({ name }) => name.toLowerCase()));
  const notes: string[] = [];
  const headers: HeaderPair[] = [];
  const own = (name: string, value: string | null): void => {
    if (value !== null && value !== '' && !given.has(name.toLowerCase())) headers.push([name, value]);
  };

  const host = lines.find(({ name }) => name.toLowerCase() === 'host');
  if (host !== undefined && host.value !== null) headers.push(['Host', host.value]);
  if (host?.value === null || host?.value === '') notes.push('Host cannot be left out or empty: it names the address.');
  own('Authorization', readAuthorization(draft, user));
  if (draft.range !== null) own('Range', `bytes=${draft.range.bytes}${/^\d+$/.test(draft.range.bytes) ? '-' : ''}`);
  own('User-Agent', draft.userAgent);
  if (draft.userAgent === null && !given.has('user-agent')) {
    notes.push('User-Agent is left out: cURL would write its own name and version.');
  }
  if (!draft.isJson) own('Accept', '*/*');
  own('Referer', draft.referer);
  own('Cookie', draft.cookies.join(';'));

  if (length !== null && length > ASKS_FIRST && !given.has('expect')) {
    notes.push('Expect is left out: with more than 1 MiB cURL would ask with it whether the body is wanted.');
  }
  const silent = [...draft.silent];
  for (const { name, value } of lines) {
    const key = name.toLowerCase();
    if (value !== null && key !== 'host') headers.push([name, value]);
    else if (value === null && !ownHeaders.has(key) && !ofConnection.has(key)) silent.push(name);
    if (key === 'content-length' && value !== null && value !== String(length ?? 0)) {
      notes.push(`Content-Length is given as ${value.slice(0, 20)}; what is sent is the length of the body.`);
    }
    if (key === 'connection') notes.push('Connection is not taken over: a connection here writes its own.');
    if (value === null && (key === 'content-length' || key === 'transfer-encoding')) {
      notes.push(`${name} cannot be taken out: a connection here writes it.`);
    }
  }
  if (silent.length > 0) {
    const shown = silent.slice(0, 5).map((name) => name.slice(0, 40));
    notes.push(`-H without a value sends nothing: ${shown.join(', ')}${silent.length > 5 ? ' and more' : ''}.`);
  }
  if (draft.isJson) {
    if (!given.has('content-type')) headers.push(['Content-Type', 'application/json']);
    if (!given.has('accept')) headers.push(['Accept', 'application/json']);
  } else if (length !== null && !given.has('content-type')) {
    headers.push(['Content-Type', 'application/x-www-form-urlencoded']);
    notes.push('Content-Type is the one that cURL adds to data.');
  }
  return { headers, notes };
}

/** A header without a value; null: it is to be taken out. */
function readLine(line: string): { name: string; value: string | null } {
  const colon = line.indexOf(':');
  if (colon < 0) return { name: line.slice(0, -1), value: '' };
  const value = trimFieldValue(line.slice(colon + 1));
  return { name: line.slice(0, colon), value: value === '' ? null : value };
}

/** A token comes before a name and a password, and what stands in the address after those of -u. */
function readAuthorization({ bearer, user }: Draft, inAddress: string | null): string | null {
  if (bearer !== null) return `Bearer ${bearer}`;
  const basic = user ?? inAddress;
  return basic === null ? null : `Basic ${Buffer.from(basic, 'latin1').toString('base64')}`;
}
