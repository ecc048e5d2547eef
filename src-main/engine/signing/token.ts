import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { SigningScheme, TokenClaim } from '../../../src-preload/contract/signing.ts';
import { decodeStrictly } from './encoding.ts';
import type { MessageSource } from './types.ts';

/** How long a token is valid where the scheme says no age: long enough for a slow receiver. */
const DEFAULT_LIFETIME_S = 300;

/** A JSON Web Token (RFC 7519) taken apart. */
export interface Token {
  /** `header.payload`, the text that is signed. */
  signedText: string;
  signature: Buffer;
  claims: ReadonlyMap<string, string | number>;
}

/** Writes the token of a request: HS256 (RFC 7518, section 3.2). */
export function createToken(scheme: SigningScheme, key: Buffer, source: MessageSource): string {
  const claims = (scheme.claims ?? []).map((claim) => [claim.name, claimValue(scheme, claim, source)] as const);
  const signedText = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(Object.fromEntries(claims))}`;
  return `${signedText}.${createHmac('sha256', key).update(signedText).digest('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function claimValue(scheme: SigningScheme, { holds }: TokenClaim, source: MessageSource): string | number {
  switch (holds) {
    case 'body-sha256':
      return createHash('sha256').update(source.body).digest('hex');
    case 'url-sha256':
      return createHash('sha256').update(source.url).digest('hex');
    case 'issued-at':
      return Number(source.timestamp);
    case 'expires-at':
      return Number(source.timestamp) + (scheme.tolerance.past ?? DEFAULT_LIFETIME_S);
    case 'id':
      return source.id;
  }
}

/** @returns the parts, or what is wrong with the text; never throws. */
export function readToken(text: string): { ok: true; token: Token } | { ok: false; message: string } {
  const parts = text.split('.');
  const [head = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3)
    return refuse(`is not a JSON Web Token: that has 3 parts between dots, this has ${parts.length}`);
  const header = readObject(head);
  const claims = readObject(payload);
  const bytes = decodeStrictly(signature, 'base64url');
  if (header === null) return refuse('is a JSON Web Token whose first part is not JSON in base64url');
  if (claims === null) return refuse('is a JSON Web Token whose second part is not JSON in base64url');
  if (header.get('alg') !== 'HS256') return refuse('is a JSON Web Token that does not name HS256 as its algorithm');
  if (bytes?.length !== 32) return refuse('is a JSON Web Token whose third part is not 32 bytes in base64url');
  return { ok: true, token: { signedText: `${head}.${payload}`, signature: bytes, claims } };
}

/** The own texts and numbers of a JSON object; anything else in it is not looked at. */
function readObject(part: string): ReadonlyMap<string, string | number> | null {
  const bytes = decodeStrictly(part, 'base64url');
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
    const known = Object.entries(value).filter(([, each]) => typeof each === 'string' || typeof each === 'number');
    return new Map(known as [string, string | number][]);
  } catch {
    return null;
  }
}

/** Whether the HMAC over the token's own text is the one that it carries. */
export function tokenMatches(token: Token, key: Buffer): boolean {
  return timingSafeEqual(createHmac('sha256', key).update(token.signedText).digest(), token.signature);
}

export type ClaimProblem = { claim: TokenClaim; problem: 'missing' | 'different' };

/** The first hash among the claims that does not fit the request. */
export function findClaimProblem(scheme: SigningScheme, token: Token, source: MessageSource): ClaimProblem | null {
  for (const claim of scheme.claims ?? []) {
    if (claim.holds !== 'body-sha256' && claim.holds !== 'url-sha256') continue;
    const sent = token.claims.get(claim.name);
    if (sent === undefined) return { claim, problem: 'missing' };
    const expected = createHash('sha256')
      .update(String(claimValue(scheme, claim, source)))
      .digest();
    // Hashed once more so that both sides have one length, which timingSafeEqual demands.
    const given = createHash('sha256').update(String(sent).toLowerCase()).digest();
    if (!timingSafeEqual(expected, given)) return { claim, problem: 'different' };
  }
  return null;
}

function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
