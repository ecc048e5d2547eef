import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSecret } from '../../../src-main/engine/signing/scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { sendSigned, verifySent } from './request.ts';

const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** Four RSA keys: making one takes up to a second, so each run takes one of these. */
const rsaSecrets: string[] = [];

/** Made from the bytes that fast-check chose, so that a failure can be run again. */
function secretFrom(scheme: SigningScheme, seed: Uint8Array): string {
  if (scheme.algorithm === 'rsa-sha256') {
    while (rsaSecrets.length < 4) rsaSecrets.push(generateSecret(scheme, { bytes: (count) => Buffer.alloc(count) }));
    return rsaSecrets[(seed[0] ?? 0) % 4] ?? '';
  }
  return generateSecret(scheme, { bytes: (count) => Buffer.from(seed.subarray(0, count)) });
}

/** A body that the scheme can sign: any bytes, or a JSON object where the signature stands inside it. */
function bodyFor(scheme: SigningScheme): fc.Arbitrary<Buffer> {
  if (scheme.signature.place.in === 'body') {
    return fc
      .dictionary(fc.string(), fc.jsonValue())
      .map((value) => Buffer.from(JSON.stringify({ ...value, signature: {} })));
  }
  return fc.uint8Array({ minLength: 1, maxLength: 300 }).map((body) => Buffer.from(body));
}

const signsBody = (scheme: SigningScheme) =>
  scheme.bodyHashParameter !== undefined ||
  scheme.claims?.some(({ holds }) => holds === 'body-sha256') ||
  scheme.message.some(({ part }) => part === 'body');

const all = [...schemes.values()].map((scheme) => ({ id: scheme.id, scheme }));

describe.each(all)('$id', ({ scheme }) => {
  it('accepts what it signed', () => {
    fc.assert(
      fc.property(bytes, bodyFor(scheme), fc.uuid(), (seed, body, id) => {
        const verdict = verifySent(sendSigned(scheme, secretFrom(scheme, seed), body, id));
        expect(verdict).toMatchObject({ result: 'valid', reason: 'valid' });
        expect(verdict.steps.filter(({ status }) => status !== 'pass')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses another secret', () => {
    fc.assert(
      fc.property(bytes, bytes, bodyFor(scheme), (seed, other, body) => {
        fc.pre(!Buffer.from(seed).subarray(0, 20).equals(Buffer.from(other).subarray(0, 20)));
        const sent = sendSigned(scheme, secretFrom(scheme, seed), body);
        const { key } = sendSigned(scheme, secretFrom(scheme, other), body);
        fc.pre(!key.equals(sent.key));
        const verdict = verifySent({ ...sent, key });
        expect(verdict.result).toBe('invalid');
        expect(verdict.reason).toBe(scheme.algorithm === 'equality' ? 'wrong-secret-value' : 'wrong-signature');
      }),
      { numRuns: 60 },
    );
  });
});

describe('a body with one changed byte is refused', () => {
  it.each(all.filter(({ scheme }) => signsBody(scheme)))('$id', ({ scheme }) => {
    fc.assert(
      fc.property(bytes, bodyFor(scheme), fc.nat(), fc.integer({ min: 1, max: 255 }), (seed, body, at, change) => {
        const sent = sendSigned(scheme, secretFrom(scheme, seed), body);
        const spoiled = Buffer.from(sent.request.body);
        const index = at % spoiled.length;
        spoiled[index] = (spoiled[index] ?? 0) ^ change;
        expect(verifySent(sent, { body: spoiled })).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
      }),
      { numRuns: 60 },
    );
  });
});
