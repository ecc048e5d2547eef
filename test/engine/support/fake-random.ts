import { createHash } from 'node:crypto';
import type { Random } from '../../../src-main/engine/random.ts';

/** Bytes that look random and are the same in every run. */
export function createFakeRandom(seed: string): Random {
  let count = 0;
  const next = (): Buffer => createHash('sha256').update(`${seed} ${count++}`).digest();
  return {
    bytes(length) {
      const parts: Buffer[] = [];
      for (let have = 0; have < length; have += 32) parts.push(next());
      return Buffer.concat(parts).subarray(0, length);
    },
    float: () => next().readUInt32BE(0) / 2 ** 32,
  };
}
