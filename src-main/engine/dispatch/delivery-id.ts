import type { Random } from '../random.ts';

/** Crockford's base 32: no letter that can be taken for another. */
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * An id for a delivery, which goes on the wire as the message id: `msg_`, 10 digits of time, 16 of randomness (the layout of a
 * ULID). Ids sort by time, so that new ones go to the end of the database's index.
 */
export function createDeliveryId(nowMs: number, random: Random): string {
  let time = '';
  for (let rest = nowMs, place = 0; place < 10; place += 1) {
    time = digits.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  let noise = '';
  for (const byte of random.bytes(16)) noise += digits.charAt(byte % 32);
  return `msg_${time}${noise}`;
}
