import { describe, expect, it } from 'vitest';
import { KeptBody } from '../../../src-main/engine/dispatch/kept-body.ts';

describe('the kept body of an answer', () => {
  it('holds its pieces in their order, small or large', () => {
    const pieces = ['a', 'bc', 'L'.repeat(200_000), 'd', 'e'.repeat(5000), 'f'.repeat(4095), 'g'].map((text) =>
      Buffer.from(text),
    );
    const body = new KeptBody();
    for (const piece of pieces) body.add(piece);
    const whole = Buffer.concat(pieces);
    expect(body.length).toBe(whole.length);
    expect(body.join().equals(whole)).toBe(true);
  });

  it('holds a million pieces of one byte', () => {
    const body = new KeptBody();
    for (let count = 0; count < 1_000_000; count += 1) body.add(Buffer.of(count % 251));
    const joined = body.join();
    expect(joined.length).toBe(1_000_000);
    expect([0, 250, 251, 65_536, 999_999].map((at) => joined[at])).toEqual([0, 250, 0, 65_536 % 251, 999_999 % 251]);
  });
});
