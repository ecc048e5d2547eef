import { toOctets } from '../header-octets.ts';
import { unescapeAll } from './unescape.ts';

/** Below so many characters, ordinary text would be taken for the secret. */
const SHORTEST = 4;
/** As many escapes inside one another as `find-secrets.ts` takes off. */
const DEEPEST = 4;

/** What to search for: byte strings, one Latin-1 character for each byte. */
export interface Needles {
  /** As it is, each of its lines, as forms write its spaces, and as it is after its own escapes are taken off. */
  plain: string[];
  /** Base64 and base64url, also in the middle of something longer, as in Basic credentials, and of UTF-16. */
  base64: string[];
  /** Hexadecimal, and UTF-16 of either byte order. */
  other: string[];
  /** Bytes of the shortest part of the secret. */
  shortest: number;
}

/**
 * The spellings of a secret that hold no escapes. Escapes (JSON, URLs, HTML, quoted-printable) have too many spellings to list: they
 * are taken off the text that is searched.
 * @param least characters of a secret, of one of its lines and of a spelling that is searched for
 * @returns distinct texts, or null for a secret that is too short
 */
export function listNeedles(secret: string, least = SHORTEST): Needles | null {
  const parts = listParts(secret).filter((part) => part.length >= least);
  if (parts.length === 0) return null;
  const plain = new Set<string>();
  const base64 = new Set<string>();
  const other = new Set<string>();
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8');
    for (const text of [part, part.replaceAll(' ', '+')]) {
      for (const peeled of peel(toOctets(text))) plain.add(peeled);
      if (!/[^\0-\xff]/.test(text)) plain.add(text);
    }
    for (const encoded of [bytes, ...encodeWide(part)]) {
      for (const text of spellBase64(encoded)) {
        base64.add(text);
        base64.add(text.replaceAll('+', '-').replaceAll('/', '_'));
      }
    }
    const hex = bytes.toString('hex');
    for (const text of [hex, hex.toUpperCase()]) other.add(text);
    for (const encoded of encodeWide(part)) other.add(encoded.toString('latin1'));
  }
  const keepLong = (texts: Set<string>): string[] => [...texts].filter((text) => text.length >= least);
  return {
    plain: keepLong(plain),
    base64: keepLong(base64),
    other: keepLong(other),
    shortest: Math.min(...parts.map((part) => Buffer.byteLength(part))),
  };
}

function listParts(secret: string): string[] {
  const lines = secret.split(/\r\n|\r|\n/);
  const parts = new Set([secret, secret.trim(), ...lines.map((line) => line.trim())]);
  return [...parts];
}

/** A secret that looks escaped itself loses that too, when the escapes around it are taken off. */
function peel(octets: string): string[] {
  const texts = [octets];
  for (let depth = 0; depth < DEEPEST; depth += 1) texts.push(unescapeAll(texts.at(-1) ?? ''));
  return texts;
}

/** UTF-16, little-endian and big-endian. */
function encodeWide(raw: string): Buffer[] {
  const little = Buffer.from(raw, 'utf16le');
  return [little, Buffer.from(little).swap16()];
}

/** The whole, and the characters that do not depend on what stands before and behind, for each of the three alignments. */
function* spellBase64(bytes: Buffer): Generator<string> {
  yield bytes.toString('base64').replace(/={1,2}$/, '');
  for (let before = 0; before < 3; before += 1) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const bits = (before + bytes.length) * 8;
    yield text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
  }
}
