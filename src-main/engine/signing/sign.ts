import { createHash, createHmac } from 'node:crypto';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SignedPart, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { EngineError } from '../errors.ts';
import { holdsSeveral, packSignature } from './container.ts';
import { isKeyFileAlgorithm, isPrivateKeyFile, signWithKeyFile } from './der-key.ts';
import { signEd25519 } from './ed25519.ts';
import { valuesOf } from './header-values.ts';
import { readField, replaceField } from './json-field.ts';
import { feedMessage, joinMessage, toSignedParts } from './message.ts';
import { listSignatureHeaders } from './received.ts';
import { toPublicUrl } from './signed-urls.ts';
import { formatTimestamp } from './timestamp.ts';
import { createToken } from './token.ts';
import type { MessageSource, SignedRequest, SignInput } from './types.ts';

export const hashNames = { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512' } as const;

/**
 * Signs a request.
 * @param key from `decodeKey`
 * @param previousKey of the secret before this one; signs as well where the scheme has room for several signatures
 * @throws EngineError `invalid` when the key can only verify, or the scheme signs inside the body and the body has no
 *   place for it.
 */
export function signRequest(
  scheme: SigningScheme,
  key: Buffer,
  input: SignInput,
  previousKey: Buffer | null = null,
): SignedRequest {
  const unit = scheme.timestamp?.unit ?? (scheme.claims === undefined ? null : 's');
  const timestamp = unit === null ? '' : formatTimestamp(input.timestampMs, unit);
  const url =
    scheme.bodyHashParameter === undefined ? input.url : withBodyHash(input.url, scheme.bodyHashParameter, input.body);
  const signsInside = scheme.signature.place.in === 'body' || scheme.timestamp?.place.in === 'body';
  const body = signsInside ? fillBodyFields(scheme, input, timestamp) : input.body;
  // An id that is not sent cannot be verified, so it is not signed either.
  const id = scheme.idHeader === null ? '' : input.id;
  const added = makeSignedHeaders(scheme, input);
  const headers = added.length === 0 ? (input.headers ?? noHeaders) : [...(input.headers ?? noHeaders), ...added];
  const signedUrl = input.publicUrl ? toPublicUrl(input.publicUrl, url) : url;
  const source: MessageSource = { body, headers, timestamp, id, method: input.method, url: signedUrl };
  const signature = computeSignature(scheme, key, source);
  const other = previousKey === null ? null : computeSignature(scheme, previousKey, source);
  const value = packSignature(scheme, signature, timestamp, other === null ? noOthers : [other]);
  const signed = new Signed(scheme, source, url, input.headerNameOverride, value);
  if (added.length > 0) signed.headers.unshift(...added);
  if (other !== null) signed.headers.push(...listFurtherHeaders(scheme, signed.headerName, other, timestamp));
  return signed;
}

const noHeaders: readonly HeaderPair[] = [];
const noOthers: readonly string[] = [];

/** Whether a sender of this scheme can sign with an old and a new secret at once. */
export function canSignTwice(scheme: SigningScheme): boolean {
  const { container, place } = scheme.signature;
  if (scheme.algorithm === 'equality') return false;
  const hasSecondHeader = place.in === 'header' && (place.second !== undefined || place.numberedTo !== undefined);
  return holdsSeveral(container) || hasSecondHeader;
}

/** The header for the signature of the other secret, where the scheme keeps it in one of its own. */
function listFurtherHeaders(scheme: SigningScheme, name: string, signature: string, timestamp: string): HeaderPair[] {
  const { container, place } = scheme.signature;
  if (place.in === 'body' || holdsSeveral(container)) return [];
  const second = listSignatureHeaders(place, name)[1];
  return second === undefined ? [] : [[second, packSignature(scheme, signature, timestamp)]];
}

/** Headers that are signed and that the request does not have: a nonce, made from the id, so that a retry has the same. */
function makeSignedHeaders(scheme: SigningScheme, input: SignInput): readonly HeaderPair[] {
  let made: HeaderPair[] | null = null;
  for (const part of scheme.message) {
    if (part.part !== 'header' || part.ifPresent !== undefined) continue;
    if (valuesOf(input.headers ?? noHeaders, part.name).length > 0) continue;
    made ??= [];
    made.push([part.name, createHash('sha256').update(`${part.name}:${input.id}`).digest('hex').slice(0, 32)]);
  }
  return made ?? noHeaders;
}

/** Encoded as the scheme wants it, without prefix and container. */
export function computeSignature(scheme: SigningScheme, key: Buffer, source: MessageSource): string {
  const { algorithm, message } = scheme;
  const encoding = scheme.signature.encoding === 'verbatim' ? 'hex' : scheme.signature.encoding;
  if (algorithm === 'equality') return key.toString(scheme.signature.encoding === 'verbatim' ? 'utf8' : encoding);
  if (algorithm === 'jwt-hs256') return createToken(scheme, key, source);
  if (isKeyFileAlgorithm(algorithm)) {
    if (!isPrivateKeyFile(key)) throw createPublicKeyError();
    return signWithKeyFile(key, joinMessage(message, source)).toString(encoding);
  }
  if (algorithm === 'ed25519') {
    if (key.length !== 64) throw createPublicKeyError();
    return signEd25519(key, joinMessage(message, source)).toString(encoding);
  }
  const hmac = createHmac(hashNames[algorithm], key);
  feedMessage(hmac, message, source);
  return hmac.digest(encoding);
}

function createPublicKeyError(): EngineError {
  return new EngineError('invalid', 'The secret is the public half of a key pair: it can verify, but not sign.');
}

/** Plain fields and array literals: private fields and pushing to an empty array cost a tenth of the whole signing. */
class Signed implements SignedRequest {
  readonly headers: HeaderPair[];
  readonly body: Buffer;
  readonly url: string;
  readonly headerName: string;
  readonly value: string;
  private readonly scheme: SigningScheme;
  private readonly source: MessageSource;

  constructor(
    scheme: SigningScheme,
    source: MessageSource,
    url: string,
    override: string | null | undefined,
    value: string,
  ) {
    const { place } = scheme.signature;
    this.scheme = scheme;
    this.source = source;
    this.url = url;
    this.value = value;
    if (place.in === 'header') {
      this.headerName = override || place.name;
      this.headers = listHeaders(scheme, source, [this.headerName, value]);
      this.body = source.body;
    } else {
      this.headerName = place.path;
      this.headers = listHeaders(scheme, source, null);
      this.body = replaceField(source.body, place.path, value) ?? source.body;
    }
  }

  get parts(): SignedPart[] {
    return toSignedParts(this.scheme.message, this.source);
  }
}

/** In the order in which the senders write them: id, timestamp, signature. */
function listHeaders(scheme: SigningScheme, source: MessageSource, signature: HeaderPair | null): HeaderPair[] {
  const place = scheme.timestamp?.place;
  const time: HeaderPair | null = place?.in === 'header' ? [place.name, source.timestamp] : null;
  const id: HeaderPair | null = scheme.idHeader === null ? null : [scheme.idHeader, source.id];
  if (id === null && time === null) return signature === null ? [] : [signature];
  if (id !== null && time !== null && signature !== null) return [id, time, signature];
  if (id === null && time !== null && signature !== null) return [time, signature];
  return [id, time, signature].filter((pair) => pair !== null);
}

/** Puts timestamp and token where the message takes them from. The token follows from the id, so a retry has the same. */
function fillBodyFields(scheme: SigningScheme, input: SignInput, timestamp: string): Buffer {
  let body: Buffer | null = input.body;
  const time = scheme.timestamp?.place;
  const { place } = scheme.signature;
  if (time?.in === 'body') body = replaceField(body, time.path, timestamp);
  for (const part of place.in === 'body' ? scheme.message : []) {
    if (body === null || part.part !== 'body-field' || readField(body, part.path) !== null) continue;
    body = replaceField(body, part.path, createHash('sha256').update(input.id).digest('hex').slice(0, 50));
  }
  if (body === null || (place.in === 'body' && replaceField(body, place.path, '') === null)) {
    throw new EngineError(
      'invalid',
      `${scheme.name} writes its signature or timestamp into the body, so the body must be a JSON object. Change the template.`,
    );
  }
  return body;
}

/** Twilio's form for bodies that are not a form: the URL is signed, and holds the body's hash. */
function withBodyHash(url: string, parameter: string, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('hex');
  const fragment = url.indexOf('#');
  const base = fragment < 0 ? url : url.slice(0, fragment);
  const query = base.indexOf('?');
  const kept = query < 0 ? [] : base.slice(query + 1).split('&');
  const others = kept.filter((pair) => pair !== '' && pair !== parameter && !pair.startsWith(`${parameter}=`));
  return `${query < 0 ? base : base.slice(0, query)}?${[...others, `${parameter}=${hash}`].join('&')}`;
}
