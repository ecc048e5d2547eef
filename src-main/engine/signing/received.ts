import type { SignaturePlace, SigningScheme, TimestampPlace } from '../../../src-preload/contract/signing.ts';
import { valuesOf } from './header-values.ts';
import { readField } from './json-field.ts';
import type { VerifyInput } from './types.ts';

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
  if (scheme.alternateHeaders === undefined || isComplete(own, input)) return own;
  const other = (name: string | null) => (name === null ? null : alternateNameOf(scheme, name));
  const second = { signature: other(own.signature), timestamp: other(own.timestamp), id: other(own.id) };
  return isComplete(second, input) ? second : own;
}

/**
 * The name of a header in the other set of the scheme, whatever its case; the name itself where it has none there.
 * The entries are gone through, since a header may be called `constructor`, which every object has.
 */
export function alternateNameOf({ alternateHeaders = {} }: SigningScheme, name: string): string {
  const wanted = name.toLowerCase();
  return Object.entries(alternateHeaders).find(([each]) => each.toLowerCase() === wanted)?.[1] ?? name;
}

function isComplete(names: HeaderNames, input: VerifyInput): boolean {
  return [names.signature, names.timestamp, names.id].every(
    (name) => name === null || valuesOf(input.headers, name).length > 0,
  );
}

export type FoundSignatures =
  | { ok: true; values: string[] }
  | { ok: false; reason: 'missing-header' | 'malformed-header' };

/** The values at the places of the signature: one, or one from each header that may hold a signature of its own. */
export function findSignatures(scheme: SigningScheme, names: HeaderNames, input: VerifyInput): FoundSignatures {
  const { place } = scheme.signature;
  if (place.in === 'body') {
    const value = readField(input.body, place.path);
    return value === null ? { ok: false, reason: 'missing-header' } : { ok: true, values: [value] };
  }
  const values: string[] = [];
  for (const name of listSignatureHeaders(place, names.signature ?? place.name)) {
    const [value, second] = valuesOf(input.headers, name);
    if (second !== undefined) return { ok: false, reason: 'malformed-header' };
    if (value !== undefined) values.push(value);
  }
  return values.length === 0 ? { ok: false, reason: 'missing-header' } : { ok: true, values };
}

/** The names of the headers that may hold a signature, in the order of the secrets that a sender signs with. */
export function listSignatureHeaders(place: SignaturePlace & { in: 'header' }, name: string): string[] {
  if (place.second !== undefined) return [name, place.second];
  if (place.numberedTo === undefined || !name.endsWith('1')) return [name];
  const stem = name.slice(0, -1);
  return Array.from({ length: place.numberedTo }, (_, index) => `${stem}${index + 1}`);
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
