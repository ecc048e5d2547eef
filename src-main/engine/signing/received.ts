import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme, TimestampPlace } from '../../../src-preload/contract/signing.ts';
import { trimFieldValue } from '../field-value.ts';
import { readField } from './json-field.ts';
import type { VerifyInput } from './types.ts';

/** Values of a header, whatever its case, without the white space around them, which is not part of a value (RFC 9110, 5.5). */
export function valuesOf(headers: readonly HeaderPair[], name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [key, value] of headers) {
    // Comparing lengths first spares most headers the lower-casing.
    if (key.length === wanted.length && key.toLowerCase() === wanted) values.push(trimFieldValue(value));
  }
  return values;
}

/** The names under which to look: the scheme's own, or its other set when that one is there and complete. */
export interface HeaderNames {
  /** Null where the signature is in the body. */
  signature: string | null;
  timestamp: string | null;
  id: string | null;
}

export function chooseHeaderNames(scheme: SigningScheme, input: VerifyInput): HeaderNames {
  const { place } = scheme.signature;
  const time = scheme.timestamp?.place;
  const own: HeaderNames = {
    signature: place.in === 'header' ? input.headerNameOverride || place.name : null,
    timestamp: time?.in === 'header' ? time.name : null,
    id: scheme.idHeader,
  };
  const alternates = scheme.alternateHeaders;
  if (alternates === undefined || isComplete(own, input)) return own;
  const other = (name: string | null) => (name === null ? null : (alternates[name] ?? name));
  const second = { signature: other(own.signature), timestamp: other(own.timestamp), id: other(own.id) };
  return isComplete(second, input) ? second : own;
}

function isComplete(names: HeaderNames, input: VerifyInput): boolean {
  return [names.signature, names.timestamp, names.id].every(
    (name) => name === null || valuesOf(input.headers, name).length > 0,
  );
}

/** Every value at the place of the signature: none is missing, two are one too many. */
export function findSignatures(scheme: SigningScheme, names: HeaderNames, input: VerifyInput): string[] {
  const { place } = scheme.signature;
  if (place.in === 'header') return valuesOf(input.headers, names.signature ?? place.name);
  const value = readField(input.body, place.path);
  return value === null ? [] : [value];
}

/** Where a timestamp was looked for, for a person. */
export function namePlace(place: TimestampPlace, names: HeaderNames): string {
  if (place.in === 'body') return `the field ${place.path} of the body`;
  if (place.in === 'header') return `the header ${names.timestamp ?? place.name}`;
  return `the header ${names.signature ?? 'with the signature'}`;
}

/**
 * Every timestamp at the first place that has one: none is missing, two are one too many.
 * @param inSignature what the signature header itself holds
 */
export function findTimestamps(
  scheme: SigningScheme,
  names: HeaderNames,
  input: VerifyInput,
  inSignature: string | null,
): string[] {
  if (scheme.timestamp === null) return [];
  for (const place of [scheme.timestamp.place, ...(scheme.timestamp.otherPlaces ?? [])]) {
    const found = timestampsAt(place, names, input, inSignature);
    if (found.length > 0) return found;
  }
  return [];
}

function timestampsAt(
  place: TimestampPlace,
  names: HeaderNames,
  input: VerifyInput,
  inSignature: string | null,
): string[] {
  if (place.in === 'header') return valuesOf(input.headers, names.timestamp ?? place.name);
  const text = place.in === 'body' ? readField(input.body, place.path) : inSignature;
  return text === null ? [] : [text];
}

/** The URL as it was signed may or may not name the port: senders that sit behind a proxy differ. */
export function listUrls(scheme: SigningScheme, url: string): string[] {
  if (scheme.urlPortOptional !== true) return [url];
  const parts = /^([a-z]+):\/\/([^/?#]*)(.*)$/is.exec(url);
  if (parts === null) return [url];
  const [, protocol = '', authority = '', rest = ''] = parts;
  const host = authority.replace(/:\d*$/, '');
  const port = protocol.toLowerCase() === 'https' ? '443' : '80';
  return [...new Set([url, `${protocol}://${host}${rest}`, `${protocol}://${host}:${port}${rest}`])];
}
