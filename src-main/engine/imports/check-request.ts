import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { type HttpMethod, methodSchema } from '../../../src-preload/contract/provider.ts';
import { parseEndpoint } from '../compose/endpoint.ts';
import { findOctetProblem, reservedHeaderNames } from '../header-rules.ts';
import { isSendableTarget } from '../request-target.ts';
import { findUndecodable } from './content-coding.ts';
import type { ImportedRequest, RawRequest, ReadItem } from './imported-request.ts';
import { MOST_HEADERS } from './json-fields.ts';
import { nameCredentials } from './strip-credentials.ts';

/** The largest body of one request, in bytes: that of the capture server. */
const LARGEST_BODY = 25 * 1024 * 1024;

/** Notes that are shown of one request. */
const MOST_NOTES = 30;

/** Takes in a request of a source, or says why it could never be sent. Its words never repeat the value of a header. */
export function checkRequest(place: string, raw: RawRequest): ReadItem {
  const refuse = (message: string): ReadItem => ({ ok: false, place, message, method: raw.method, url: raw.url });
  const method = readMethod(raw.method);
  if (method === null) {
    return refuse(`${showShort(raw.method) || 'A request without a method'} is not sent by webhooks here.`);
  }
  const address = readAddress(raw.url);
  if (!address.ok) return refuse(address.message);
  if (raw.target !== undefined && !isSendableTarget(raw.target)) {
    return refuse(`Its request target is “${showShort(raw.target)}”. Only a path or an http address is sent.`);
  }
  if (raw.headers.length > MOST_HEADERS) return refuse(`It has more than ${MOST_HEADERS} headers.`);
  if (raw.body.length > LARGEST_BODY) return refuse('Its body is larger than 25 MiB.');
  const { headers, notes, problem } = readHeaders(raw.headers);
  if (problem !== null) return refuse(problem);
  const coding = findUndecodable(headers, raw.body);
  if (coding !== null) notes.push(`Content-Encoding says ${coding}, and the body is not: a receiver cannot read it.`);
  if (method !== raw.method) notes.push(`The method is written as ${method}; the source has ${raw.method}.`);
  const all: HeaderPair[] = address.authorization === null ? headers : [...headers, address.authorization];
  const request: ImportedRequest = {
    ...raw,
    method,
    url: address.url,
    headers: all,
    credentials: nameCredentials({ ...raw, url: address.url, headers: all }),
    notes: shorten([...new Set([...raw.notes, ...address.notes, ...notes])]),
  };
  return { ok: true, place, request };
}

function shorten(notes: string[]): string[] {
  if (notes.length <= MOST_NOTES) return notes;
  return [...notes.slice(0, MOST_NOTES), `And ${notes.length - MOST_NOTES} more notes of this kind.`];
}

function readMethod(method: string): HttpMethod | null {
  const { success, data } = methodSchema.safeParse(method.toUpperCase());
  return success ? data : null;
}

type Address =
  | { ok: true; url: string; authorization: HeaderPair | null; notes: string[] }
  | { ok: false; message: string };

/** A user name in the address goes out as Authorization, as every client does it; it counts as a credential. */
function readAddress(raw: string): Address {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(raw)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https' && !/^[^/]*:\d/.test(raw)) {
    return { ok: false, message: `An address of ${scheme}: is not sent over HTTP, and nothing of it is opened.` };
  }
  const [, front = '', user, rest = ''] = /^(https?:\/\/)([^/?#@]*)@(.*)$/is.exec(raw) ?? [];
  const reading = parseEndpoint(user === undefined ? raw : front + rest);
  if (!reading.ok) return reading;
  const { address } = reading.endpoint;
  const notes: string[] = [];
  if (user === undefined) {
    if (address !== raw) notes.push(`The address is written as ${address.length > 200 ? 'it is sent' : address}.`);
    return { ok: true, url: address, authorization: null, notes };
  }
  notes.push('The user name in the address goes into Authorization.');
  return { ok: true, url: address, authorization: ['Authorization', `Basic ${encodeUser(user)}`], notes };
}

function encodeUser(user: string): string {
  let text = user.includes(':') ? user : `${user}:`;
  try {
    text = decodeURIComponent(text);
  } catch {
    // Not percent-encoded: it goes as it stands.
  }
  return Buffer.from(text, 'utf8').toString('base64');
}

/** Pseudo headers of HTTP/2 say what the request line says. */
function readHeaders(pairs: readonly HeaderPair[]): { headers: HeaderPair[]; notes: string[]; problem: string | null } {
  const headers = pairs.filter(([name]) => !name.startsWith(':'));
  const pseudo = [...new Set(pairs.filter(([name]) => name.startsWith(':')).map(([name]) => name.slice(0, 40)))];
  const notes =
    pseudo.length > 0
      ? [`Pseudo headers of HTTP/2 are left out (${pseudo.slice(0, 10).join(', ')}): they repeat the request line.`]
      : [];
  const replaced = new Set<string>();
  for (const [name, value] of headers) {
    // It stays to be looked at. What is sent again has its own.
    const isReserved = reservedHeaderNames.has(name.toLowerCase());
    const problem = findOctetProblem(isReserved ? 'x' : name, value);
    if (problem !== null) return { headers, notes, problem };
    if (isReserved && !ordinary.has(name.toLowerCase())) replaced.add(name);
  }
  if (replaced.size > 0) notes.push(`${[...replaced].join(', ')}: kept to look at, not sent again.`);
  return { headers, notes, problem: null };
}

/** Every request has these, and a replay writes the same ones. */
const ordinary = new Set(['host', 'connection', 'content-length']);

function showShort(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}
