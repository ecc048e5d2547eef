import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { toOctets } from '../header-octets.ts';
import { isCredentialHeader, isCredentialParameter } from './header-names.ts';
import { spellSecret } from './needles.ts';
import { createScanner, type Scanner } from './scanner.ts';

/** Stands for something that is not shown. Always the same, so that it tells nothing of the length. */
export const dots = '••••••••';
const dotsAsBytes = Buffer.from(dots, 'utf8').toString('latin1');

/** Knows the live secrets by value and takes them out of whatever is stored or shown. */
export interface Redaction {
  containsSecret(bytes: Buffer | string): boolean;
  redactText(text: string): string;
  redactBytes(bytes: Buffer): Buffer;
  /** By value, and by the name of the header. The values are octets; the dots, which are none, stand out among them. */
  redactHeaders(headers: readonly HeaderPair[]): HeaderPair[];
  /** By value, user name and password, and the names of query parameters. */
  redactUrl(url: string): string;
  /** A value counts from now on, and until the engine is closed: requests signed with it may still be under way. */
  add(secret: string): void;
  /** Forgets every value. */
  clear(): void;
}

export function createRedaction(): Redaction {
  const spellings = new Set<string>();
  let texts: Scanner = createScanner([]);
  let bytes: Scanner = texts;

  function prepare(): void {
    texts = createScanner([...spellings]);
    // Bytes are searched as one character each. There a spelling is its UTF-8, or its ISO 8859-1 where it has one.
    bytes = createScanner([...new Set([...spellings].flatMap((spelling) => [toOctets(spelling), spelling]))]);
  }

  const redactText = (text: string): string => texts.replace(text, dots);

  return {
    containsSecret: (value) => (typeof value === 'string' ? texts.has(value) : bytes.has(value.toString('latin1'))),
    redactText,
    redactBytes(value) {
      const text = value.toString('latin1');
      const redacted = bytes.replace(text, dotsAsBytes);
      return redacted === text ? value : Buffer.from(redacted, 'latin1');
    },
    redactHeaders: (headers) =>
      headers.map(([name, value]) => [redactText(name), isCredentialHeader(name) ? dots : bytes.replace(value, dots)]),
    redactUrl: (url) => redactText(redactUrlByName(url)),
    add(secret) {
      const before = spellings.size;
      for (const spelling of spellSecret(secret)) spellings.add(spelling);
      if (spellings.size > before) prepare();
    },
    clear() {
      spellings.clear();
      prepare();
    },
  };
}

/** Works on the text, because a parsed and printed URL is not always the one that was given. */
function redactUrlByName(url: string): string {
  const withoutUser = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${dots}@`);
  return withoutUser.replace(/([?&])([^?=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) =>
    isCredentialParameter(name) ? `${mark}${name}=${dots}` : whole,
  );
}
