import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSchemeFile, writeSchemeFile } from '../../../src-main/engine/schemes/scheme-file.ts';
import { trySigning } from '../../../src-main/engine/schemes/try-scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';

/** Every place of a value, as keys. */
function listPlaces(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => listPlaces(inner, [...at, key]))];
}

/** The value with something else at a place. */
function spoil(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = spoil(copy[key], rest, put);
  return copy;
}

// An RSA key takes a second to make, which thousands of runs have no time for.
const originals = [...schemes.values()].filter(({ algorithm }) => algorithm !== 'rsa-sha256');
const others = [...originals.flatMap((scheme) => listPlaces(scheme).map((place) => [scheme, place] as const))];
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('', '.', '__proto__', 'X-Signature', 'body', 'timestamp', 'jwt-hs256', 'equality', 'ed25519', 1e9),
  // A piece of another scheme fits the shape more often than what is made up.
  fc.constantFrom(...others).map(([scheme, place]) => place.reduce<unknown>((at, key) => Object(at)[key], scheme)),
);

test('a scheme with any one thing spoiled is an example or a list of problems, and never a fault', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...others), odd, async ([scheme, place], put) => {
      const spoiled = spoil(scheme, place, put);
      const order = { scheme: spoiled, secret: null, sample: null, timestampMs: 1_700_000_000_000 };
      const { problems, example } = await trySigning(order);
      expect((example === null) !== (problems.length === 0)).toBe(true);
      const reading = await readSchemeFile(writeSchemeFile(spoiled as never));
      expect(reading.ok || reading.problems.every(({ path }) => path.startsWith('scheme'))).toBe(true);
    }),
    { numRuns: 1500 },
  );
});
