import { EngineError } from '../errors.ts';
import type { SecretGuard } from './ports.ts';

/** What a redacted row was made from: a head that is JSON, and bytes. */
export interface ExactParts {
  head: unknown;
  body: Buffer | null;
}

const LENGTH_BYTES = 4;

/** Length of the head, the head as JSON, the body. A missing body and an empty one are told apart. */
export function packParts({ head, body }: ExactParts): Buffer {
  const text = Buffer.from(JSON.stringify({ head, hasBody: body !== null }), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, body ?? Buffer.alloc(0)]);
}

export function unpackParts(packed: Buffer): ExactParts {
  const end = LENGTH_BYTES + packed.readUInt32BE(0);
  const { head, hasBody } = JSON.parse(packed.toString('utf8', LENGTH_BYTES, end)) as {
    head: unknown;
    hasBody: boolean;
  };
  return { head, body: hasBody ? packed.subarray(end) : null };
}

/** Seals the original of a row that is stored redacted; null without a key, and then only the redacted form is kept. */
export function sealIfPossible(guard: SecretGuard, parts: ExactParts, context: string): Buffer | null {
  try {
    return guard.seal(packParts(parts), context);
  } catch (error) {
    if (error instanceof EngineError && (error.code === 'vault-locked' || error.code === 'vault-undecided'))
      return null;
    throw error;
  }
}

/** The bytes without live secrets, and whether they had any. @param how why a secret may not be there in one piece */
export function redactBody(
  guard: SecretGuard,
  body: Buffer,
  how: { cut?: boolean; framed?: boolean } = {},
): { body: Buffer; changed: boolean } {
  const redacted = guard.redactBytes(body, how);
  return { body: redacted, changed: redacted !== body };
}
