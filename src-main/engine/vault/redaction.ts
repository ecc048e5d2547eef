import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { toOctets } from '../header-octets.ts';
import { joinChunks } from './chunk-framing.ts';
import { createSecretFinder } from './find-secrets.ts';
import { isCredentialHeader, isCredentialParameter } from './header-names.ts';
import { replacePlaces } from './scanner.ts';

/** Stands for something that is not shown. Always the same, so that it tells nothing of the length. */
export const dots = '••••••••';
const dotsAsBytes = Buffer.from(dots, 'utf8').toString('latin1');

/** Why a secret may not be there in one piece. */
export interface Incompleteness {
  /** More came behind, so that the end may be the beginning of a secret. */
  cut?: boolean;
  /** The raw bytes of a request that could not be read: the framing of chunks may stand in the middle of a secret. */
  framed?: boolean;
}

/** Knows the live secrets by value and takes them out of whatever is stored or shown. */
export interface Redaction {
  containsSecret(bytes: Buffer | string): boolean;
  redactText(text: string): string;
  /** @returns the same buffer where nothing is in it. */
  redactBytes(bytes: Buffer, how?: Incompleteness): Buffer;
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
  const known = new Set<string>();
  let finder = createSecretFinder();

  const redactOctets = (octets: string, replacement: string): string =>
    replacePlaces(octets, finder.find(octets), replacement);
  const redactText = (text: string): string => replaceInText(text, (octets) => redactOctets(octets, dotsAsBytes));

  return {
    containsSecret: (value) =>
      (typeof value === 'string' ? finder.find(toOctets(value)) : finder.find(value.toString('latin1'), value)).length >
      0,
    redactText,
    redactBytes(value, { cut = false, framed = false } = {}) {
      if (known.size === 0) return value;
      const text = value.toString('latin1');
      let redacted = replacePlaces(text, finder.find(text, value), dotsAsBytes);
      if (framed) {
        const { joined, toOriginal } = joinChunks(redacted);
        const places = finder.find(joined).map(([start, end]) => [toOriginal(start), toOriginal(end - 1) + 1] as const);
        redacted = replacePlaces(redacted, places, dotsAsBytes);
      }
      const end = cut ? finder.findCut(redacted) : redacted.length;
      if (end < redacted.length) redacted = redacted.slice(0, end) + dotsAsBytes;
      return redacted === text ? value : Buffer.from(redacted, 'latin1');
    },
    redactHeaders: (headers) =>
      headers.map(([name, value]) => [redactText(name), isCredentialHeader(name) ? dots : redactOctets(value, dots)]),
    redactUrl: (url) => redactText(redactUrlByName(url)),
    add(secret) {
      if (known.has(secret)) return;
      known.add(secret);
      finder.add(secret);
    },
    clear() {
      known.clear();
      finder = createSecretFinder();
    },
  };
}

/** A text after its UTF-8 was changed; the same text where it was not. */
export function replaceInText(text: string, replace: (octets: string) => string): string {
  const octets = toOctets(text);
  const replaced = replace(octets);
  return replaced === octets ? text : Buffer.from(replaced, 'latin1').toString('utf8');
}

/** Works on the text, because a parsed and printed URL is not always the one that was given. */
function redactUrlByName(url: string): string {
  const withoutUser = url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${dots}@`);
  return withoutUser.replace(/([?&])([^?=&#]*)=([^&#]*)/g, (whole, mark: string, name: string) =>
    isCredentialParameter(name) ? `${mark}${name}=${dots}` : whole,
  );
}
