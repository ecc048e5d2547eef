import { findContentLength } from '../../compose/finish-request.ts';
import { readOctets } from '../../header-octets.ts';
import type { ExactRequest } from '../attempt-record.ts';
import type { ReplaySource } from './replay-parts.ts';

/**
 * What an exact replay has to write in another way than it was, with both texts: it goes out in HTTP/1.1, on a connection that is
 * kept, and with the Content-Length that RFC 9110, section 8.6 asks for.
 */
export function listFraming({ method, headers, body }: ExactRequest, { arrived }: ReplaySource): string[] {
  const notes: string[] = [];
  if (arrived !== undefined && arrived.httpVersion !== '1.1') {
    notes.push(`It is sent as HTTP/1.1. It was HTTP/${arrived.httpVersion}.`);
  }
  const had = readAll(headers, 'content-length');
  const sent = findContentLength(method, body.length);
  // What was imported need not name a length; what arrived without one had none.
  const isKnown = had !== null || arrived !== undefined;
  if (isKnown && had !== sent) notes.push(describe('Content-Length', sent, had));
  const connection = readAll(headers, 'connection');
  if (connection !== null && connection.toLowerCase() !== 'keep-alive') {
    notes.push(describe('Connection', 'keep-alive', connection));
  }
  return notes;
}

/** All values of a header; null where there is none. */
function readAll(headers: ExactRequest['headers'], wanted: string): string | null {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? null : values.join(', ');
}

function describe(name: string, is: string | null, was: string | null): string {
  const quote = (value: string): string => `“${readOctets(value).slice(0, 200)}”`;
  const now = is === null ? `There is no ${name}` : `${name} is ${quote(is)}`;
  return `${now}. ${was === null ? 'There was none' : `It was ${quote(was)}`}.`;
}
