import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openImportFiles, openImportFolder } from '../../src-main/shell/import-files.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { openForTransfer } from '../engine/transfer/support/open-for-transfer.ts';

const choose = (files: string[], folder: string | null = null) => ({
  chooseFiles: async () => files,
  chooseFolder: async () => folder,
});

const message = 'POST /in HTTP/1.1\r\nHost: hooks.example.com\r\n\r\n';

test('a folder is read with nothing outside of it: no links, nothing hidden, no folders in it', async () => {
  const { engine } = await openForTransfer();
  const outside = join(makeTemporaryDirectory(), 'outside.http');
  writeFileSync(outside, `${message}outside`);
  const folder = join(makeTemporaryDirectory(), 'failed');
  mkdirSync(join(folder, 'deeper'), { recursive: true });
  writeFileSync(join(folder, 'deeper', 'x.http'), `${message}deeper`);
  writeFileSync(join(folder, '10.http'), `${message}ten`);
  writeFileSync(join(folder, '9.txt'), `${message}nine`);
  writeFileSync(join(folder, '.hidden'), `${message}hidden`);
  symlinkSync(outside, join(folder, 'link.http'));
  const opened = await openImportFolder(engine, choose([], folder));
  expect(opened).toMatchObject({ name: 'failed', skipped: 3 });
  const plan = await engine.call('imports.plan', { id: opened?.id ?? '' });
  expect(plan.items.map(({ place, bodyBytes }) => [place, bodyBytes])).toEqual([
    ['failed/9.txt', 4],
    ['failed/10.http', 3],
  ]);
  // The control: the file that the link points at is read when a person chooses it.
  const chosen = await openImportFiles(engine, choose([outside]));
  expect((await engine.call('imports.plan', { id: chosen?.id ?? '' })).items).toHaveLength(1);
});

test('nothing happens where the dialog is cancelled', async () => {
  const { engine } = await openForTransfer();
  expect(await openImportFiles(engine, choose([]))).toBeNull();
  expect(await openImportFolder(engine, choose([], null))).toBeNull();
});

test('what is too large, gone, empty or no file is refused and named', async () => {
  const { engine } = await openForTransfer();
  const folder = makeTemporaryDirectory();
  const large = join(folder, 'large.har');
  writeFileSync(large, '');
  truncateSync(large, 51 * 1024 * 1024);
  await expect(openImportFiles(engine, choose([large]))).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('50 MiB'),
    detail: { subject: large },
  });
  for (const path of [join(folder, 'gone.har'), folder]) {
    await expect(openImportFiles(engine, choose([path]))).rejects.toMatchObject({ code: 'refused' });
  }
  const empty = makeTemporaryDirectory();
  await expect(openImportFolder(engine, choose([], empty))).rejects.toMatchObject({ code: 'refused' });
});
