import type { NameValue } from '../../../src-preload/contract/name-value.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { isCredentialHeader, isCredentialParameter } from '../vault/header-names.ts';
import { dots } from '../vault/redaction.ts';

type Places = Pick<WebhookDraft, 'url' | 'headers' | 'query'>;

/** A value at a plain place of a webhook that carries a credential by its name, as the log hides it. */
export interface PlainCredential {
  /** `headers.2`, `query.0` or `url.api_key`: where it is, in the webhook. */
  place: string;
  kind: 'headers' | 'query' | 'url';
  name: string;
  /** As a person knows it: `header X-My-Token`. */
  label: string;
  value: string;
}

/** Credentials that were typed where nothing is encrypted. A value that is made of placeholders alone is none. */
export function listPlainCredentials({ url, headers, query }: Places): PlainCredential[] {
  const inHeaders = listPairs('headers', headers, isCredentialHeader);
  const inQuery = listPairs('query', query, isCredentialParameter);
  const inUrl = readParameters(url).flatMap(({ name: encoded, value }): PlainCredential[] => {
    const name = decode(encoded);
    if (!isCredentialParameter(name) || value === '') return [];
    return [{ place: `url.${encoded}`, kind: 'url', name, label: `${name} in the URL`, value: decode(value) }];
  });
  return [...inHeaders, ...inQuery, ...inUrl];
}

function listPairs(
  kind: 'headers' | 'query',
  pairs: readonly NameValue[],
  isCredential: (name: string) => boolean,
): PlainCredential[] {
  const noun = kind === 'headers' ? 'header' : 'query parameter';
  return pairs.flatMap(({ name, value }, index) => {
    const isLeftOut = !isCredential(name) || value === '' || isPlaceholder(value);
    return isLeftOut ? [] : [{ place: `${kind}.${index}`, kind, name, label: `${noun} ${name}`, value }];
  });
}

const isPlaceholder = (value: string): boolean => value.startsWith('{{') && value.indexOf('}}') === value.length - 2;

/** The webhook with dots in the place of each of these credentials. */
export function hidePlainCredentials<T extends Places>(draft: T): T {
  return replacePlainCredentials(draft, () => dots);
}

/**
 * The webhook with other values at the places of its credentials.
 * @param choose answers the value to write, or null to leave the one that is there
 */
export function replacePlainCredentials<T extends Places>(
  draft: T,
  choose: (credential: PlainCredential) => string | null,
): T {
  const next: T = { ...draft, headers: [...draft.headers], query: [...draft.query] };
  for (const credential of listPlainCredentials(draft)) {
    const value = choose(credential);
    if (value === null) continue;
    const [kind = '', ...rest] = credential.place.split('.');
    const key = rest.join('.');
    if (kind === 'url') next.url = replaceParameter(next.url, key, value === dots ? dots : encodeURIComponent(value));
    else replacePair(kind === 'headers' ? next.headers : next.query, Number(key), value);
  }
  return next;
}

function replacePair(pairs: NameValue[], index: number, value: string): void {
  const pair = pairs[index];
  if (pair !== undefined) pairs[index] = { ...pair, value };
}

/** The webhook without the header or parameter at that place. */
export function removePlainCredential<T extends Places>(draft: T, place: string): T {
  const [kind = '', ...rest] = place.split('.');
  const key = rest.join('.');
  if (kind === 'url') return { ...draft, url: removeParameter(draft.url, key) };
  const without = (pairs: readonly NameValue[]): NameValue[] => pairs.filter((_pair, index) => index !== Number(key));
  return kind === 'headers' ? { ...draft, headers: without(draft.headers) } : { ...draft, query: without(draft.query) };
}

function removeParameter(url: string, name: string): string {
  return readParameters(url)
    .filter((parameter) => parameter.name === name)
    .reduceRight((text, { at, value }) => {
      const start = at - name.length - 1;
      const end = at + value.length;
      // With the “&” behind it, or the one in front where it is the last.
      return text.charAt(end) === '&'
        ? text.slice(0, start) + text.slice(end + 1)
        : text.slice(0, start - 1) + text.slice(end);
    }, url);
}

interface Parameter {
  /** As they stand in the URL, percent-encoded. */
  name: string;
  value: string;
  /** Where the value begins in the URL. */
  at: number;
}

function readParameters(url: string): Parameter[] {
  const start = url.indexOf('?');
  if (start < 0) return [];
  const hash = url.indexOf('#', start);
  const end = hash < 0 ? url.length : hash;
  const found: Parameter[] = [];
  let at = start + 1;
  for (const piece of url.slice(at, end).split('&')) {
    const equals = piece.indexOf('=');
    if (equals >= 0) found.push({ name: piece.slice(0, equals), value: piece.slice(equals + 1), at: at + equals + 1 });
    at += piece.length + 1;
  }
  return found;
}

/** Every parameter of that name: a credential that is there twice must not stay once. */
function replaceParameter(url: string, name: string, value: string): string {
  return readParameters(url)
    .filter((parameter) => parameter.name === name)
    .reduceRight((text, found) => text.slice(0, found.at) + value + text.slice(found.at + found.value.length), url);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Names of fields in a template that hold a text of their own where a credential belongs: these go into a file as they are. */
export function listLiteralCredentials(template: string): string[] {
  const names = new Set<string>();
  for (let at = template.indexOf('"'); at >= 0; ) {
    const end = template.indexOf('"', at + 1);
    if (end < 0) break;
    const value = readLiteral(template, end + 1);
    const name = template.slice(at + 1, end);
    if (value !== null && name.length <= 64 && isCredentialParameter(name)) names.add(name);
    at = template.indexOf('"', value === null ? end + 1 : end + 1 + value.length);
  }
  return [...names];
}

/** The text between a colon and the end of the string behind it, where that is one and not a placeholder. */
function readLiteral(template: string, from: number): string | null {
  let at = from;
  while (at < from + 20 && /[\s:]/.test(template.charAt(at))) at += 1;
  if (template.charAt(at) !== '"' || !template.slice(from, at).includes(':')) return null;
  const end = template.indexOf('"', at + 1);
  const value = end < 0 ? '' : template.slice(at + 1, end);
  return value === '' || value.includes('{{') ? null : template.slice(from, end + 1);
}
