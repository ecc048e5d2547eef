import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { createSecretFinder, type SecretFinder } from '../vault/find-secrets.ts';
import { isCredentialHeader, isCredentialParameter } from '../vault/header-names.ts';
import { dots, replaceInText } from '../vault/redaction.ts';
import { replacePlaces } from '../vault/scanner.ts';
import { listFields } from './body-fields.ts';
import type { ImportedRequest, RawRequest } from './imported-request.ts';

/** Shorter values are too likely to be something else where they are met again. */
const SHORTEST = 6;

/** Values that one search looks for. */
const AT_ONCE = 500;

/** As bytes in UTF-8, one character each. */
const mark = Buffer.from(dots, 'utf8').toString('latin1');
/** The same for an address, which holds ASCII. */
const URL_MARK = 'redacted';

/** A place that carries a credential by its name. */
interface Credential {
  /** `Authorization`, `password in the body`. */
  label: string;
  value: string;
}

type CredentialPlaces = Pick<RawRequest, 'url' | 'target' | 'headers' | 'body' | 'outcome'>;

/** Names of what carries credentials, each once: headers, query parameters, fields of bodies, also of the answer. */
export function nameCredentials(request: CredentialPlaces): string[] {
  return [...new Set([...listCredentials(request)].map(({ label }) => label))].slice(0, 30);
}

function* listCredentials({
  url,
  target = '',
  headers,
  body,
  outcome: { response },
}: CredentialPlaces): Generator<Credential> {
  for (const [label, value] of headers) if (isCredentialHeader(label)) yield { label, value };
  for (const [name, value] of [...listParameters(url), ...listParameters(target)]) {
    if (isCredentialParameter(name)) yield { label: `${name.slice(0, 40)} in the address`, value };
  }
  for (const { name, value } of listFields(headers, body)) yield { label: `${name} in the body`, value };
  if (response === null) return;
  for (const [label, value] of response.headers) if (isCredentialHeader(label)) yield { label, value };
  for (const { name, value } of listFields(response.headers, response.body))
    yield { label: `${name} in the answer`, value };
}

function listParameters(url: string): [string, string][] {
  const start = url.indexOf('?');
  return start < 0 ? [] : [...new URLSearchParams(url.slice(start + 1))];
}

/**
 * Takes credentials out of requests: headers by name, the values of named parameters and fields, and every one of these values wherever
 * else the source has it, in whichever request and spelling.
 * @param all the requests of the source, of which values are collected once
 */
export function createStripper(
  all: readonly (ImportedRequest | null)[],
): (request: ImportedRequest) => ImportedRequest {
  const values = new Set<string>();
  for (const request of all) {
    if (request === null) continue;
    for (const { value } of listCredentials(request)) for (const part of splitValue(value)) values.add(part);
  }
  const finders = createFinders([...values]);
  const replace = (octets: string, by = mark): string =>
    finders.reduce((rest, finder) => replacePlaces(rest, finder.find(rest), by), octets);
  const redact = (bytes: Buffer): Buffer => {
    const text = bytes.toString('latin1');
    const redacted = replace(text);
    return redacted === text ? bytes : Buffer.from(redacted, 'latin1');
  };
  const strip = (headers: readonly HeaderPair[]): HeaderPair[] =>
    headers.filter(([name]) => !isCredentialHeader(name)).map(([name, value]) => [name, replace(value)]);
  return (request) => {
    const { response, error } = request.outcome;
    return {
      ...request,
      url: stripUrl(request.url, (text) => replace(text, URL_MARK)),
      ...(request.target === undefined ? {} : { target: stripUrl(request.target, (text) => replace(text, URL_MARK)) }),
      headers: strip(request.headers),
      body: redact(stripFields(request.headers, request.body)),
      outcome: {
        ...request.outcome,
        error: error && { ...error, message: replaceInText(error.message, (octets) => replace(octets)) },
        response: response && {
          ...response,
          statusText: replace(response.statusText),
          headers: strip(response.headers),
          body: redact(stripFields(response.headers, response.body)),
        },
      },
    };
  };
}

/** The value, and what of it is secret by itself: without its scheme, decoded, each cookie of its own. */
function* splitValue(value: string): Generator<string> {
  yield value;
  const [, scheme = '', rest = ''] = /^([A-Za-z][\w-]{0,30}) +(\S.*)$/s.exec(value) ?? [];
  if (rest !== '') yield rest;
  if (scheme.toLowerCase() === 'basic') {
    const decoded = Buffer.from(rest, 'base64').toString('utf8');
    yield decoded;
    yield decoded.slice(decoded.indexOf(':') + 1);
  }
  if (!value.includes('=')) return;
  for (const part of value.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) yield part.slice(at + 1).trim();
  }
}

function createFinders(values: readonly string[]): SecretFinder[] {
  const finders: SecretFinder[] = [];
  for (let at = 0; at < values.length; at += AT_ONCE) {
    const finder = createSecretFinder(SHORTEST);
    for (const value of values.slice(at, at + AT_ONCE)) finder.add(value);
    finders.push(finder);
  }
  return finders;
}

/** Of an address or a path. Host and port stay: an address that goes elsewhere would be another request. */
function stripUrl(url: string, replace: (text: string) => string): string {
  const origin = /^https?:\/\/[^/?#]*/i.exec(url)?.[0] ?? '';
  const named = url
    .slice(origin.length)
    .replace(/([?&])([^?=&#]*)=([^&#]*)/g, (whole, before: string, name: string) =>
      isCredentialParameter(name) ? `${before}${name}=${URL_MARK}` : whole,
    );
  return origin + replace(named);
}

function stripFields(headers: readonly HeaderPair[], body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { start, end } of listFields(headers, body)) {
    parts.push(body.subarray(from, start), Buffer.from(dots, 'utf8'));
    from = end;
  }
  return parts.length === 0 ? body : Buffer.concat([...parts, body.subarray(from)]);
}
