import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';

/** As much as is decoded to judge a body, in bytes: a small one may stand for gigabytes. */
const MOST = 1024 * 1024;

const decoders: Readonly<Record<string, readonly ((bytes: Buffer) => Buffer)[]>> = {
  gzip: [(bytes) => gunzipSync(bytes, { maxOutputLength: MOST })],
  'x-gzip': [(bytes) => gunzipSync(bytes, { maxOutputLength: MOST })],
  // Some senders leave out the wrapping that the name means (RFC 9110, section 8.4.1.2).
  deflate: [
    (bytes) => inflateSync(bytes, { maxOutputLength: MOST }),
    (bytes) => inflateRawSync(bytes, { maxOutputLength: MOST }),
  ],
  br: [
    (bytes) =>
      brotliDecompressSync(bytes, {
        maxOutputLength: MOST,
        params: { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 0 },
      }),
  ],
};

const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

/**
 * The content coding that a body is said to have and does not: a receiver could not read it.
 * @returns null where it has it, or where that cannot be judged
 */
export function findUndecodable(headers: readonly HeaderPair[], body: Buffer): string | null {
  const value = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '';
  const coding = value
    .slice(value.lastIndexOf(',') + 1)
    .trim()
    .toLowerCase();
  if (body.length === 0 || coding === '' || coding === 'identity') return null;
  if (coding === 'zstd') return body.subarray(0, 4).equals(ZSTD) ? null : coding;
  const ways = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
  if (ways === undefined) return null;
  return ways.some((decode) => canDecode(decode, body)) ? null : coding;
}

function canDecode(decode: (bytes: Buffer) => Buffer, body: Buffer): boolean {
  try {
    decode(body);
    return true;
  } catch (error) {
    // It went well as far as it was looked at.
    return error instanceof RangeError;
  }
}
