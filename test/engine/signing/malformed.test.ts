import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSecret, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { verificationReasons } from '../../../src-preload/contract/signing.ts';
import { type Sent, sendSigned, verifySent } from './request.ts';

const sent: Sent[] = [...schemes.values()].map((scheme) => {
  const secret = generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 7) });
  return sendSigned(scheme, secret, Buffer.from('{"a":1,"signature":{}}'));
});

const nasty = [
  '',
  ' ',
  ',',
  '=',
  '.',
  'v1',
  'v1,',
  'v1=',
  'v1,=',
  't=,v1=',
  't=1,t=2,v1=00',
  'sha256=',
  'sha256',
  'v0=zz',
  'null',
  '-1',
  '+1',
  '1e3',
  '0x10',
  '1.5',
  '99999999999999999999',
  '９９９',
  '2024-13-01T00:00:00Z',
  '\u0000',
  '\ud800',
  '=\udc00',
  '__proto__',
  'constructor',
  ' '.repeat(5000),
  'a'.repeat(70_000),
  'v1,'.repeat(5000),
  'v1=00,'.repeat(3000),
];

const value = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.base64String(),
  fc.stringMatching(/^(t=)?[0-9]{0,15}[,;.]?(v1=|v1,|h1=|sha256=)?[0-9a-fA-F]{0,130}$/),
);

/** Header names that the scheme reads, in any case, and some that it does not. */
function headersFor({ request }: Sent): fc.Arbitrary<HeaderPair[]> {
  const names = request.headers.flatMap(([name]) => [name, name.toUpperCase()]);
  const name = fc.constantFrom(...names, 'webhook-id', 'webhook-signature', 'X-Other');
  const kept = fc.constantFrom(...request.headers, ['X-Other', ''] satisfies HeaderPair);
  return fc.array(fc.oneof(kept, fc.tuple(name, value)), { maxLength: 6 });
}

describe('verifying', () => {
  it('answers 50,000 malformed requests with a reason and never throws', () => {
    const spoiled = fc
      .constantFrom(...sent)
      .chain((one) => fc.tuple(fc.constant(one), headersFor(one), fc.uint8Array({ maxLength: 60 }), value));
    const reasons = new Set<string>();
    fc.assert(
      fc.property(spoiled, ([one, headers, body, url]) => {
        const isSame = headers.length > 0 && fc.stringify(headers) === fc.stringify(one.request.headers);
        const verdict = verifySent(one, { headers, url, body: isSame ? one.request.body : Buffer.from(body) });
        expect(verificationReasons).toContain(verdict.reason);
        expect(verdict.message).not.toBe('');
        reasons.add(verdict.reason);
      }),
      { numRuns: 50_000 },
    );
    for (const reason of [
      'missing-header',
      'malformed-header',
      'missing-timestamp',
      'malformed-timestamp',
      'missing-id',
    ]) {
      expect(reasons).toContain(reason);
    }
    // Fifty thousand verifications: the limit is for a test that hangs, not for a busy machine.
  });

  it('takes no signature with one changed character', () => {
    const spoiled = fc.constantFrom(...sent.filter(({ scheme }) => scheme.signature.place.in === 'header'));
    fc.assert(
      fc.property(spoiled, fc.nat(), fc.integer({ min: 33, max: 126 }), (one, at, code) => {
        const headers = one.request.headers.map(([name, text], index, all): HeaderPair => {
          if (index < all.length - 1) return [name, text];
          const place = at % text.length;
          return [name, text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1)];
        });
        fc.pre(headers.at(-1)?.[1] !== one.request.headers.at(-1)?.[1]);
        expect(verifySent(one, { headers }).result).toBe('invalid');
      }),
      { numRuns: 5000 },
    );
  });

  it('would notice: the unspoiled requests are all valid', () => {
    for (const one of sent) expect(verifySent(one), one.scheme.id).toMatchObject({ result: 'valid' });
  });

  it('calls a key of the wrong length malformed instead of handing it to the cipher', () => {
    const one = sent.find(({ scheme }) => scheme.algorithm === 'ed25519')!;
    const verdict = verifyRequest(one.scheme, Buffer.alloc(31), one.request);
    expect(verdict).toMatchObject({ result: 'unverifiable', reason: 'malformed-secret' });
  });
});
