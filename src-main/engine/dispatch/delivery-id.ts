import type { Random } from '../random.ts';

/** Crockford's base 32: no letter that can be taken for another. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

const NOISE = 16;
/** Asking the system for randomness costs more than all the rest of an id, so it is asked for many at once. */
const POOL = NOISE * 64;

/**
 * Makes ids for deliveries, which go on the wire as message ids: `msg_`, 10 digits of time, 16 of randomness (the layout of a
 * ULID). Ids sort by time, so that new ones go to the end of the database's index.
 */
export function createDeliveryIds(random: Random): (nowMs: number) => string {
  let pool: Buffer = Buffer.alloc(0);
  return (nowMs) => {
    if (pool.length < NOISE) pool = random.bytes(POOL);
    let id = '';
    for (let rest = nowMs, place = 0; place < 10; place += 1) {
      id = digits.charAt(rest % 32) + id;
      rest = Math.floor(rest / 32);
    }
    for (const byte of pool.subarray(0, NOISE)) id += digits.charAt(byte % 32);
    pool = pool.subarray(NOISE);
    return `msg_${id}`;
  };
}
