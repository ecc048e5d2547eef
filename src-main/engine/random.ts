import { randomBytes } from 'node:crypto';

/** Randomness as the engine sees it, so that a test can own it. */
export interface Random {
  bytes(count: number): Buffer;
  /** At least 0 and below 1. */
  float(): number;
}

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  float: () => Math.random(),
};

/** A version 4 UUID in lower case (RFC 9562, section 5.4). */
export function createUuid(random: Random): string {
  const hex = random.bytes(16).toString('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
