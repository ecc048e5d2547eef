import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { toOctets } from '../header-octets.ts';
import { joinChunks } from './chunk-framing.ts';
import { isCredentialHeader, isCredentialParameter } from './header-names.ts';
import { spellSecret, spellWide } from './needles.ts';
import { createScanner, replacePlaces, type Scanner } from './scanner.ts';

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

/** Fewer characters of a secret at the end tell nothing. */
const SHORTEST_CUT = 4;

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
  let texts: Scanner = createScanner();
  let bytes: Scanner = createScanner();

  const redactText = (text: string): string => texts.replace(text, dots);

  return {
    containsSecret: (value) => (typeof value === 'string' ? texts.has(value) : bytes.has(value.toString('latin1'))),
    redactText,
    redactBytes(value, { cut = false, framed = false } = {}) {
      const text = value.toString('latin1');
      let redacted = bytes.replace(text, dotsAsBytes);
      if (framed) {
        const { joined, toOriginal } = joinChunks(redacted);
        const places = bytes.find(joined).map(([start, end]) => [toOriginal(start), toOriginal(end - 1) + 1] as const);
        redacted = replacePlaces(redacted, places, dotsAsBytes);
      }
      const rest = cut ? bytes.measureCut(redacted, SHORTEST_CUT) : 0;
      if (rest > 0) redacted = redacted.slice(0, -rest) + dotsAsBytes;
      return redacted === text ? value : Buffer.from(redacted, 'latin1');
    },
    redactHeaders: (headers) =>
      headers.map(([name, value]) => [redactText(name), isCredentialHeader(name) ? dots : bytes.replace(value, dots)]),
    redactUrl: (url) => redactText(redactUrlByName(url)),
    add(secret) {
      if (known.has(secret)) return;
      known.add(secret);
      const spellings = spellSecret(secret);
      texts.add(spellings);
      // Bytes are searched as one character each. There a spelling is its UTF-8, or its ISO 8859-1 where it has one.
      for (const spelling of spellings) bytes.add([toOctets(spelling), spelling]);
      bytes.add(spellWide(secret));
    },
    clear() {
      known.clear();
      texts = createScanner();
      bytes = createScanner();
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
