import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { endOfString, skipSpace } from './json-slices.ts';

/** A field of a body that carries a credential by its name. `start` and `end`: of its value, in bytes. */
export interface CredentialField {
  name: string;
  value: string;
  start: number;
  end: number;
}

const exact = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'secret',
  'token',
  'authorization',
  'idtoken',
  'sessiontoken',
  'bearertoken',
  'accesskey',
]);
const endings = ['password', 'secret', 'accesstoken', 'refreshtoken', 'authtoken', 'apikey', 'privatekey', 'secretkey'];

/** Narrower than the rule for headers: `key` names a ticket or a file as often as a secret. */
function isCredentialField(name: string): boolean {
  const plain = name.toLowerCase().replace(/[-_ ]/g, '');
  return exact.has(plain) || endings.some((ending) => plain.endsWith(ending));
}

/** The fields of a JSON or form body, in order, wherever they are in it. Looks at each byte once; the body need not be valid. */
export function* listFields(headers: readonly HeaderPair[], body: Buffer): Generator<CredentialField> {
  if (body.length === 0) return;
  const text = body.toString('latin1');
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (/^\s*application\/x-www-form-urlencoded/i.test(type)) yield* listFormFields(text);
  else if (/^[\s\xef\xbb\xbf]{0,64}[{[]/.test(text)) yield* listJsonFields(text);
}

function* listJsonFields(text: string): Generator<CredentialField> {
  let at = text.indexOf('"');
  while (at >= 0 && at < text.length) {
    const end = endOfString(text, at);
    const colon = skipSpace(text, end);
    const value = skipSpace(text, colon + 1);
    const isMember = text.charAt(colon) === ':' && text.charAt(value) === '"' && end - at < 100;
    const name = isMember ? text.slice(at + 1, end - 1) : '';
    if (isMember && isCredentialField(name)) {
      const close = endOfString(text, value);
      const found = { start: value + 1, end: Math.max(value + 1, close - 1) };
      if (found.end > found.start) yield { name, value: decodeJson(text.slice(found.start, found.end)), ...found };
      at = text.indexOf('"', close);
    } else at = text.indexOf('"', end);
  }
}

/** As text; what is no JSON string stays as it is. */
function decodeJson(latin1: string): string {
  const text = Buffer.from(latin1, 'latin1').toString('utf8');
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}

function* listFormFields(text: string): Generator<CredentialField> {
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('&', at);
    const end = found < 0 ? text.length : found;
    const pair = text.slice(at, end);
    const equals = pair.indexOf('=');
    const name = equals > 0 && equals < 100 ? decode(pair.slice(0, equals)) : '';
    const start = at + equals + 1;
    if (name !== '' && start < end && isCredentialField(name)) {
      yield { name, value: decode(pair.slice(equals + 1)), start, end };
    }
    at = end + 1;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
