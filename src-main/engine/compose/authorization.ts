import type { Authorization } from '../../../src-preload/contract/webhook.ts';
import { toOctets } from '../header-octets.ts';
import { findHeaderProblem } from '../header-rules.ts';
import { type ComposedHeader, type ReadSecret, secretDots } from './types.ts';
import { encodeQueryPart } from './url-query.ts';

export interface AppliedAuthorization {
  header: ComposedHeader | null;
  /** A query parameter, both parts percent-encoded, and the same with dots. */
  query: { text: string; shown: string } | null;
}

export type AuthorizationResult =
  | { ok: true; applied: AppliedAuthorization }
  | { ok: false; message: string; locked: boolean };

const nothing: AppliedAuthorization = { header: null, query: null };

const labels = { basic: 'password', bearer: 'bearer token', 'api-key': 'API key' } as const;

/**
 * The header or query parameter that carries the webhook's credentials (RFC 7617 for Basic, with UTF-8; RFC 6750 for Bearer).
 * Reads the secret only where one is used. Messages never hold a piece of it.
 */
export function applyAuthorization(authorization: Authorization, readSecret: ReadSecret): AuthorizationResult {
  if (authorization.type === 'none') return { ok: true, applied: nothing };
  const label = labels[authorization.type];
  const reading = readSecret(authorization.type);
  if (reading.state === 'locked') return { ok: false, message: reading.message, locked: true };
  if (reading.state === 'unset') {
    const message = `The ${label} for Authorization is not set. Enter it, or choose no authorization.`;
    return { ok: false, message, locked: false };
  }
  const secret = reading.bytes.toString('utf8');
  reading.bytes.fill(0);
  if (authorization.type === 'api-key' && authorization.in === 'query') {
    const name = encodeQueryPart(authorization.name);
    const query = { text: `${name}=${encodeQueryPart(secret)}`, shown: `${name}=${secretDots}` };
    return { ok: true, applied: { header: null, query } };
  }
  const header = toHeader(authorization, secret);
  const problem = findHeaderProblem(header.name, secret);
  if (problem?.severity !== 'error') return { ok: true, applied: { header, query: null } };
  const message =
    problem.at === 'name'
      ? problem.message
      : `The ${label} contains a character that a header cannot carry. Enter it again.`;
  return { ok: false, message, locked: false };
}

function toHeader(authorization: Exclude<Authorization, { type: 'none' }>, secret: string): ComposedHeader {
  const source = 'authorization';
  switch (authorization.type) {
    case 'basic': {
      const value = Buffer.from(`${authorization.username}:${secret}`, 'utf8').toString('base64');
      return { name: 'Authorization', value: `Basic ${value}`, shown: `Basic ${secretDots}`, source };
    }
    case 'bearer': {
      // One that was pasted with the name of the scheme has it once, and a warning says so.
      const token = toOctets(secret.replace(/^\s*bearer\s+/i, ''));
      return { name: 'Authorization', value: `Bearer ${token}`, shown: `Bearer ${secretDots}`, source };
    }
    case 'api-key':
      return { name: authorization.name, value: toOctets(secret), shown: secretDots, source };
  }
}
