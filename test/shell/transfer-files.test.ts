import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTransfer, saveSamples, saveTransfer } from '../../src-main/shell/transfer-files.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { openForTransfer } from '../engine/transfer/support/open-for-transfer.ts';

const answer = (path: string | null) => ({ chooseTarget: async () => path, chooseSource: async () => path });
const everything = { webhookIds: null, passphrase: null };

test('an export is written whole, for its owner alone, and read back as it is', async () => {
  const { engine } = await openForTransfer();
  const folder = makeTemporaryDirectory();
  const path = join(folder, 'team.json');
  expect(await saveTransfer(engine, answer(path), everything)).toEqual({
    path,
    webhooks: 8,
    secrets: 0,
    leftOut: [],
    literals: [],
    unsaved: [],
  });
  expect(readdirSync(folder)).toEqual(['team.json']);
  const { text } = await engine.call('transfer.export', everything);
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(await readTransfer(answer(path))).toEqual({ name: 'team.json', text });
});

test('nothing happens where the dialog is cancelled', async () => {
  const { engine } = await openForTransfer();
  expect(await saveTransfer(engine, answer(null), everything)).toBeNull();
  expect(await readTransfer(answer(null))).toBeNull();
});

test('a folder that is not there and a file that is too large are refused', async () => {
  const { engine } = await openForTransfer();
  const folder = makeTemporaryDirectory();
  const gone = join(folder, 'gone', 'team.json');
  await expect(saveTransfer(engine, answer(gone), everything)).rejects.toMatchObject({ code: 'refused' });
  expect(existsSync(join(folder, 'gone'))).toBe(false);
  await expect(readTransfer(answer(gone))).rejects.toMatchObject({ code: 'refused' });
  const large = join(folder, 'large.json');
  writeFileSync(large, '');
  truncateSync(large, 50_000_000);
  await expect(readTransfer(answer(large))).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('16 MiB'),
  });
});

test('sample events are written where a person says, and nowhere where they think better of it', async () => {
  const { engine } = await openForTransfer();
  const path = join(makeTemporaryDirectory(), 'samples.json');
  const saved = await saveSamples(engine, answer(path), { providerId: 'callgoose', all: true });
  const { text, samples } = await engine.call('samples.export', { providerId: 'callgoose', all: true });
  expect(saved).toEqual({ path, samples });
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(await saveSamples(engine, answer(null), { providerId: 'callgoose', all: true })).toBeNull();
});
