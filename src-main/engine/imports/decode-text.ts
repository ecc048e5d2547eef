import { UnreadableSource } from './imported-request.ts';

/** The bytes of a text file as text: UTF-8, or UTF-16 with its mark. @throws UnreadableSource */
export function decodeText(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    const name = encoding === 'utf-8' ? 'UTF-8' : 'UTF-16';
    throw new UnreadableSource('', `It is not text in ${name}. Save it as UTF-8, or import it as raw HTTP messages.`);
  }
}
