import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFormat } from '../../../src-main/engine/imports/formats.ts';
import { type SourceFile, UnreadableSource } from '../../../src-main/engine/imports/imported-request.ts';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { byAddress, listImportable, readImport } from './support/import-text.ts';

/** All 50,000 of the promise with `HOOKWRIGHT_FAULTS=long`; without it, a fifth of them. */
const RUNS = process.env.HOOKWRIGHT_FAULTS === 'long' ? 50_000 : 10_000;

const folder = new URL('golden/', import.meta.url);
const originals: SourceFile[] = readdirSync(folder)
  .filter((name) => !name.endsWith('.txt'))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));

const pieces = [
  ...[
    "'",
    '"',
    '\\',
    '`',
    '$(id)',
    "$'",
    '^',
    '\n',
    '\r\n',
    '|',
    '<',
    '>',
    '\0',
    '\xff',
    '\xef\xbb\xbf',
    '\xff\xfe',
    ' -K x ',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"__proto__":{"polluted":1},',
    '"constructor":{"prototype":{"polluted":1}},',
    '1e999',
  ],
  ...[
    'null',
    '{}',
    '[]',
    '-1',
    '"file:///etc/passwd"',
    '[['.repeat(500),
    '"toString":1,',
    'a'.repeat(2000),
    ': ',
    ' HTTP/1.1\r\n',
  ],
];

/** One place of the bytes cut out, doubled, or filled with something that bites. */
const mutation = fc.record({
  at: fc.noBias(fc.nat(999_999)).map((millionths) => millionths / 1_000_000),
  length: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(300)),
  put: fc.oneof(fc.constantFrom('', ...pieces), fc.string({ maxLength: 8 })),
});

function mutate(bytes: Buffer, { at, length, put }: { at: number; length: number; put: string }): Buffer {
  const start = Math.floor(at * bytes.length);
  return Buffer.concat([bytes.subarray(0, start), Buffer.from(put, 'latin1'), bytes.subarray(start + length)]);
}

const mutated = fc
  .tuple(fc.constantFrom(...originals), fc.array(mutation, { minLength: 1, maxLength: 3 }))
  .map(([{ name, bytes }, mutations]): SourceFile => ({ name, bytes: mutations.reduce(mutate, bytes) }));

function describePrototypes(): string {
  return [Object.prototype, Array.prototype, Function.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join('|');
}

test(`${RUNS} mutated files are read or refused with a place, and leave every prototype as it is`, {
  timeout: 600_000,
}, () => {
  const before = describePrototypes();
  const seen = { read: 0, refused: 0, unreadable: 0 };
  fc.assert(
    fc.property(mutated, (file) => {
      try {
        for (const item of readSource([file], findFormat([file]))) {
          expect(item.place).not.toBe('');
          if (item.ok) {
            seen.read += 1;
            expect(item.request.url).toMatch(/^https?:\/\//);
            for (const [name, value] of item.request.headers) expect(`${name}${value}`).not.toMatch(/[\r\n\0]/);
          } else {
            seen.refused += 1;
            expect(item.message).not.toBe('');
          }
        }
      } catch (error) {
        if (!(error instanceof UnreadableSource)) throw error;
        seen.unreadable += 1;
        expect(error.message).not.toBe('');
      }
      expect('polluted' in {}).toBe(false);
    }),
    { numRuns: RUNS, seed: 24 },
  );
  expect(describePrototypes()).toBe(before);
  // The control: the mutations reach every way that a file can go.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 100);
});

test('300 mutated files go into a real workspace whole or not at all', { timeout: 600_000 }, async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const count = (table: string) =>
    engine.store.db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const seen = { written: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(mutated, fc.boolean(), async ({ name, bytes }, everything) => {
      const before = count('delivery');
      const plan = await readImport(engine, [{ name, content: bytes }]);
      expect(count('delivery')).toBe(before);
      const chosen = everything ? plan.items.map((_item, index) => index) : listImportable(plan);
      const order = { id: plan.id, chosen, keepCredentials: false, owner: byAddress };
      const writing = Promise.resolve().then(() => engine.call['imports.apply'](order));
      if (chosen.length === 0 || chosen.length > listImportable(plan).length) {
        await expect(writing).rejects.toMatchObject({ code: 'invalid' });
        expect(count('delivery')).toBe(before);
        seen.refused += 1;
      } else {
        expect((await writing).lines).toBe(chosen.length);
        expect(count('delivery')).toBe(before + chosen.length);
        seen.written += 1;
      }
      for (const table of ['attempt', 'exchange', 'delivery_request']) expect(count(table)).toBe(count('delivery'));
    }),
    { numRuns: 300, seed: 24 },
  );
  for (const times of Object.values(seen)) expect(times).toBeGreaterThan(30);
});
