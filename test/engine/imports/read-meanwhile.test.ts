import { expect, it } from 'vitest';
import type { Params } from '../../../src-preload/contract/methods.ts';
import { everything, openWire, type WireTest } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { byAddress, importText, listImportable, readImport } from './support/import-text.ts';

const lines = (count: number, body: string): string =>
  `${JSON.stringify({ url: 'http://a.example/', body, response: { status: 500, body: 'no' } })}\n`.repeat(count);

/** Begins an import of 3,000 lines, and answers when some of them are written and others not. */
async function beginImport(engine: WireTest) {
  const plan = await readImport(engine, [{ name: 'b.jsonl', content: lines(3_000, 'x') }]);
  const order = { id: plan.id, chosen: listImportable(plan), keepCredentials: false, owner: byAddress };
  const first = Number(engine.store.db.prepare('SELECT coalesce(max(seq), 0) + 1 FROM exchange').pluck().get());
  const applied = engine.call['imports.apply'](order) as Promise<unknown>;
  await engine.waitFor('imports.progress', ({ phase }) => phase === 'writing');
  return { first, applied };
}

it('a line of an import is opened, listed and exported when all of them are there, and not before', {
  timeout: 60_000,
}, async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const { first, applied } = await beginImport(engine);
  expect(engine.store.db.prepare('SELECT count(*) FROM exchange WHERE seq = ?').pluck().get(first)).toBe(1);
  const missing = expect.objectContaining({ code: 'not-found', message: expect.stringContaining('not in the log') });
  expect(() => engine.call['log.detail']({ seq: first })).toThrowError(missing);
  expect(engine.call['log.rows']({ seqs: [first] })).toEqual([]);
  expect(() => engine.call['exports.line']({ seq: first, format: 'curl' })).toThrowError(
    expect.objectContaining({ code: 'not-found' }),
  );
  await applied;
  expect((await engine.call['log.detail']({ seq: first })).row.seq).toBe(first);
  expect((await engine.call['exports.line']({ seq: first, format: 'curl' })).text).toContain('a.example');
});

it('an export that begins during an import holds none of its lines', { timeout: 60_000 }, async () => {
  const engine = await openWire(makeTemporaryDirectory());
  await importText(engine, 'a.jsonl', lines(6, 'y'.repeat(1_500_000)));
  const { applied } = await beginImport(engine);
  const ask = (more: Pick<Params<'exports.piece'>, 'above' | 'upTo' | 'importsBelow'>) =>
    engine.call['exports.piece']({ filter: everything, format: 'json-lines', ...more });
  let piece = await ask({ above: 0, upTo: null });
  expect(piece.next).not.toBeNull();
  await applied;
  let count = piece.lines;
  while (piece.next !== null) {
    piece = await ask({ above: piece.next, upTo: piece.upTo, importsBelow: piece.importsBelow });
    count += piece.lines;
  }
  expect(count).toBe(6);
  // The control: one that begins afterwards holds all.
  let all = await ask({ above: 0, upTo: null });
  for (count = all.lines; all.next !== null; count += all.lines) {
    all = await ask({ above: all.next, upTo: all.upTo, importsBelow: all.importsBelow });
  }
  expect(count).toBe(3_006);
});
