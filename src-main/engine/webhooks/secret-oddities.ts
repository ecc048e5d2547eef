import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { SecretField, SecretOddity, SecretWarning } from '../../../src-preload/contract/webhook.ts';
import { codePointLabel, findDeceivingCharacters } from '../name-character.ts';
import { decodeKey } from '../signing/scheme.ts';
import { quotes } from './quotes.ts';
import { isSigningField } from './secret-use.ts';

/** Something at a secret that is pasted by mistake more often than it is meant. */
export interface FoundOddity {
  kind: SecretOddity;
  /** Holds no piece of the secret. */
  message: string;
  /** The secret without it; null where nothing can be removed. */
  without: string | null;
}

/**
 * What stands out at a secret as it is kept. Both ends of Hookwright agree on such a secret, and the real receiver does not.
 * Changes nothing.
 * @param scheme of the webhook's provider, for the signing secrets
 */
export function findOddities(value: string, field: SecretField, scheme: SigningScheme | undefined): FoundOddity[] {
  return [
    findSpace(value),
    findInvisible(value),
    findQuotes(value),
    findMark(value, field),
    findLength(value, field, scheme),
  ].filter((found) => found !== null);
}

export const toWarning = ({ kind, message, without }: FoundOddity): SecretWarning => ({
  kind,
  message,
  removable: without !== null,
});

function findSpace(value: string): FoundOddity | null {
  const without = value.trim();
  if (without === value) return null;
  if (without === '') {
    return { kind: 'space', message: 'It is nothing but white space. Enter the secret itself.', without: null };
  }
  const what = /[\r\n]/.test(value.slice(value.trimEnd().length)) ? 'a line break' : 'white space';
  const where = value.trimStart() === value ? 'ends with' : 'begins or ends with';
  return { kind: 'space', message: `It ${where} ${what}, which counts as part of it.`, without };
}

function findInvisible(value: string): FoundOddity | null {
  const found = findDeceivingCharacters(value).filter(({ kind }) => kind === 'invisible' || kind === 'control');
  if (found.length === 0) return null;
  const names = [...new Set(found.map(({ code, name }) => `${name} (${codePointLabel(code)})`))].join(', ');
  const verb = found.length === 1 ? 'a character that is not seen' : 'characters that are not seen';
  let without = '';
  let copied = 0;
  for (const { start, end } of found) {
    without += value.slice(copied, start);
    copied = end;
  }
  without += value.slice(copied);
  return { kind: 'invisible', message: `It holds ${verb}: ${names}.`, without: without === '' ? null : without };
}

function findQuotes(value: string): FoundOddity | null {
  const bare = value.trim();
  const isQuoted = bare.length > 2 && quotes.some(([open, close]) => bare.startsWith(open) && bare.endsWith(close));
  if (!isQuoted) return null;
  return { kind: 'quotes', message: 'It is in quotes, which count as part of it.', without: bare.slice(1, -1) };
}

function findMark(value: string, field: SecretField): FoundOddity | null {
  const bare = value.trimStart();
  const bearer = /^bearer\s/i.test(bare) ? bare.slice('bearer'.length).trimStart() : '';
  if (bearer !== '' && field === 'bearer') {
    const message = 'It begins with “Bearer”, which is sent in front of every token. It goes out once, and not twice.';
    return { kind: 'bearer', message, without: bearer };
  }
  if (!isSigningField(field)) return null;
  if (bearer !== '') {
    const message = 'It begins with “Bearer”, as access tokens do, which counts as part of the key.';
    return { kind: 'bearer', message, without: bearer };
  }
  const mark = /^v1a?,(?=.)/s.exec(bare)?.[0];
  if (mark === undefined) return null;
  const message = `It begins with “${mark}”, which marks signatures and counts as part of the key.`;
  return { kind: 'mark', message, without: bare.slice(mark.length) };
}

function findLength(value: string, field: SecretField, scheme: SigningScheme | undefined): FoundOddity | null {
  if (!isSigningField(field) || scheme?.key.bytes === undefined) return null;
  const { minimum, maximum } = scheme.key.bytes;
  const secret = Buffer.from(value, 'utf8');
  const decoded = decodeKey(scheme, secret);
  const length = decoded.ok ? decoded.key.length : minimum;
  if (decoded.ok) decoded.key.fill(0);
  secret.fill(0);
  if (length >= minimum && length <= maximum) return null;
  const message = `Its key has ${length} bytes; ${scheme.name} asks for ${minimum} to ${maximum}, and a receiver may refuse it.`;
  return { kind: 'length', message, without: null };
}
