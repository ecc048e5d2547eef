import type { RecognitionCertainty } from '../../../../src-preload/contract/recognition.ts';
import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';
import { decodeSignatures } from '../compare-signatures.ts';
import { packSignature } from '../container.ts';
import { cutPrefix } from '../cut-prefix.ts';
import { decodeStrictly, explainEncoding } from '../encoding.ts';
import { valuesOf } from '../header-values.ts';
import { readPart } from '../message.ts';
import { alternateNameOf, chooseHeaderNames, findSignatures, type HeaderNames } from '../received.ts';
import { guessOtherUnit, parseTimestamp } from '../timestamp.ts';
import { readToken } from '../token.ts';
import type { VerifyInput } from '../types.ts';

/** What a request says for one scheme. */
export interface Evidence {
  scheme: SigningScheme;
  place: string;
  headerName: string | null;
  isWellFormed: boolean;
  certainty: RecognitionCertainty;
  /** Only to be compared with that of another scheme for the same request. */
  score: number;
  reasons: string[];
}

/** How many schemes look for their signature in a header, by its name in lower case. */
export type HeaderUse = ReadonlyMap<string, number>;

/** A signature inside a body is looked for up to this size: it has to be parsed. */
export const LARGEST_PARSED_BODY = 1024 * 1024;

const signatureBytes: Readonly<Partial<Record<SigningScheme['algorithm'], number>>> = {
  'hmac-sha1': 20,
  'hmac-sha256': 32,
  'hmac-sha512': 64,
  ed25519: 64,
};

export function countHeaderUse(schemes: Iterable<SigningScheme>): HeaderUse {
  const use = new Map<string, number>();
  for (const scheme of schemes) {
    const { place } = scheme.signature;
    if (place.in !== 'header') continue;
    for (const each of new Set([place.name, alternateNameOf(scheme, place.name)].map((one) => one.toLowerCase()))) {
      use.set(each, (use.get(each) ?? 0) + 1);
    }
  }
  return use;
}

/**
 * Looks whether a request has what the scheme writes. Needs no secret, and never throws, whatever arrived.
 * @returns one where the scheme fixes the place, one for each header that may hold the secret where the user names it, and none
 *   where the signature is not at its place, or is in a general header (Authorization) and of another kind
 */
export function listEvidence(scheme: SigningScheme, input: VerifyInput, use: HeaderUse): Evidence[] {
  const { place } = scheme.signature;
  if (place.in === 'body' && input.body.length > LARGEST_PARSED_BODY) return [];
  return [null, ...findNamedHeaders(scheme, input, use)].flatMap(
    (name) => findEvidence(scheme, input, use, name) ?? [],
  );
}

/** @param headerName of the user, where it is not the one that the scheme has */
function findEvidence(
  scheme: SigningScheme,
  input: VerifyInput,
  use: HeaderUse,
  headerName: string | null,
): Evidence | null {
  const { place } = scheme.signature;
  const request = { ...input, headerNameOverride: headerName };
  const names = chooseHeaderNames(scheme, request);
  const found = findSignatures(scheme, names, request);
  if (!found.ok && found.reason === 'missing-header') return null;
  const where = place.in === 'body' ? place.path : (names.signature ?? place.name);
  const subject = place.in === 'body' ? `The field ${where} of the body` : where;
  const others = place.in === 'body' ? 0 : (use.get(where.toLowerCase()) ?? 1) - 1;
  const fault = found.ok ? findFault(scheme, found.values) : 'is there more than once';
  const isGeneral = place.in === 'header' && where.toLowerCase() === 'authorization';
  if (isGeneral && fault !== null) return null;

  const weigher = new Weigher(others === 0 ? 50 : 25);
  const form = describeForm(scheme);
  if (fault !== null) weigher.add(-20, `${subject} is there, but it ${fault}.`);
  else weigher.add(30, form === null ? `${subject} is there.` : `${subject} is there and has the form ${form}.`);
  if (scheme.signature.prefix !== '' && fault === null) weigher.add(10);
  if (others > 0) weigher.note(`${others} other ${others === 1 ? 'scheme uses' : 'schemes use'} this header.`);
  if (names.signature !== null && place.in === 'header' && names.signature !== place.name) weigher.add(-5);
  weighTimestamp(scheme, request, names, found.ok ? found.values : [], weigher);
  weighParts(scheme, request, names, weigher);
  const isWeak = fault !== null || weigher.lacks || isGeneral || (scheme.algorithm === 'equality' && others > 0);
  return {
    scheme,
    place: where,
    headerName,
    isWellFormed: fault === null && !weigher.lacks,
    certainty: isWeak || headerName !== null ? 'weak' : others > 0 ? 'shared' : 'distinctive',
    score: weigher.score - (isGeneral ? 20 : 0) - (headerName === null ? 0 : 30),
    reasons: weigher.reasons,
  };
}

/** How many headers that the user may have named are looked at. */
const MOST_NAMED = 10;

/** Where the user names the header: those that are called a secret, token or key, and are no header of another scheme. */
function findNamedHeaders({ signature, algorithm }: SigningScheme, { headers }: VerifyInput, use: HeaderUse): string[] {
  const { place } = signature;
  if (place.in !== 'header' || place.named !== true || algorithm !== 'equality') return [];
  const found = new Map<string, string>();
  for (const [name] of headers) {
    const lower = name.toLowerCase();
    if (isSecretName(lower) && !use.has(lower) && !found.has(lower)) found.set(lower, name);
    if (found.size === MOST_NAMED) break;
  }
  return [...found.values()];
}

const secretEnds = ['secret', 'token', '-key', '_key', 'apikey'];

/** Keys that are no secrets: they say which request or which connection it is. */
const otherKeys = ['idempotency-key', 'sec-websocket-key'];

function isSecretName(lower: string): boolean {
  return secretEnds.some((end) => lower.endsWith(end)) && !otherKeys.some((end) => lower.endsWith(end));
}

/** What is wrong with the value, as half a sentence behind “it”; null where it is as the scheme writes it. */
function findFault(scheme: SigningScheme, values: readonly string[]): string | null {
  const { prefix, encoding } = scheme.signature;
  const [value = ''] = values;
  if (scheme.algorithm === 'jwt-hs256' || scheme.algorithm === 'equality') {
    const rest = cutPrefix(scheme.signature, value);
    if (rest === null) return `does not begin with "${prefix}"`;
    if (scheme.algorithm === 'jwt-hs256') return findTokenFault(scheme, rest);
    if (encoding === 'verbatim') return rest === '' ? 'is empty' : null;
    return decodeStrictly(rest, encoding) === null ? explainEncoding(rest, encoding) : null;
  }
  const decoded = decodeSignatures(scheme, values);
  return decoded.ok ? null : decoded.message;
}

function findTokenFault({ claims = [] }: SigningScheme, text: string): string | null {
  const read = readToken(text);
  if (!read.ok) return read.message;
  const missing = claims.find(({ name }) => !read.token.claims.has(name));
  return missing === undefined ? null : `is a JSON Web Token without the claim ${missing.name}`;
}

/** The value as the scheme writes it, with what varies in angle brackets; null where it is the secret itself. */
function describeForm(scheme: SigningScheme): string | null {
  const { algorithm, signature } = scheme;
  if (algorithm === 'equality') return signature.prefix === '' ? null : `${signature.prefix}<${signature.encoding}>`;
  if (algorithm === 'jwt-hs256') return `${signature.prefix}<JSON Web Token>`;
  const bytes = signatureBytes[algorithm];
  const size =
    bytes === undefined
      ? `signature in ${signature.encoding}`
      : signature.encoding === 'hex'
        ? `${bytes * 2} hex digits`
        : `${bytes} bytes in ${signature.encoding}`;
  return packSignature(scheme, `<${size}>`, '<timestamp>');
}

const units = { s: 'seconds', ms: 'milliseconds', iso8601: 'ISO 8601' } as const;

function weighTimestamp(
  scheme: SigningScheme,
  { headers }: VerifyInput,
  names: HeaderNames,
  values: readonly string[],
  weigher: Weigher,
): void {
  const { timestamp } = scheme;
  if (timestamp === null) return;
  const { place, unit } = timestamp;
  if (place.in === 'body') return;
  const inSignature = place.in === 'signature';
  const text = inSignature
    ? decodeSignatures(scheme, values).timestamp
    : (valuesOf(headers, names.timestamp ?? place.name)[0] ?? null);
  const subject = inSignature ? 'The timestamp in it' : (names.timestamp ?? place.name);
  if (text === null) {
    // A malformed value was said already; Linear's may be in the body.
    if (!inSignature && timestamp.otherPlaces === undefined) weigher.miss(40, `There is no header ${subject}.`);
  } else if (parseTimestamp(text, unit) === null) weigher.miss(25, `${subject} is not in ${units[unit]}.`);
  else if (guessOtherUnit(text, unit) !== null) {
    weigher.miss(25, `${subject} seems to be in ${guessOtherUnit(text, unit)}, and not in ${units[unit]}.`);
  } else weigher.add(15, `${subject} is there, in ${units[unit]}.`);
}

function weighParts(scheme: SigningScheme, input: VerifyInput, names: HeaderNames, weigher: Weigher): void {
  if (names.id !== null) {
    if (valuesOf(input.headers, names.id).length > 0) weigher.add(10, `${names.id} is there.`);
    else weigher.miss(40, `There is no header ${names.id}.`);
  }
  for (const part of scheme.message) {
    if (part.part !== 'header' && part.part !== 'query') continue;
    const isThere = readPart(part, { ...input, timestamp: '', id: '' }).length > 0;
    const subject = part.part === 'header' ? part.name : `The query parameter ${part.name}`;
    if (isThere) weigher.add(10, `${subject} is there.`);
    else if (part.ifPresent === undefined) weigher.miss(30, `${subject} is not there.`);
  }
  const hash = scheme.bodyHashParameter;
  if (hash === undefined) return;
  if (hasParameter(input.url, hash)) weigher.add(15, `The query parameter ${hash} is there.`);
  else weigher.miss(40, `The query parameter ${hash} is not there.`);
}

/** Whether the query of a URL, which need not be a valid one, has a parameter. */
function hasParameter(url: string, name: string): boolean {
  const start = url.indexOf('?');
  const end = url.indexOf('#');
  return start >= 0 && new URLSearchParams(url.slice(start + 1, end < 0 ? undefined : end)).has(name);
}

/** Adds up what speaks for a scheme and against it, in words too. */
class Weigher {
  score: number;
  /** Something is not there that every request of the scheme has. */
  lacks = false;
  readonly reasons: string[] = [];

  constructor(start: number) {
    this.score = start;
  }

  add(points: number, reason: string | null = null): void {
    this.score += points;
    if (reason !== null) this.reasons.push(reason);
  }

  miss(points: number, reason: string): void {
    this.lacks = true;
    this.add(-points, reason);
  }

  note(reason: string): void {
    this.reasons.push(reason);
  }
}
