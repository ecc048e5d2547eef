import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import { signalYardText } from '../providers/signal-yard.ts';
import { addSignalYard, openForTransfer } from './support/open-for-transfer.ts';

test('provider files of an import that a kill cut off are taken back at the next start', async () => {
  const workspace = await openForTransfer({ empty: true });
  await addSignalYard(workspace.engine);
  const { files } = await workspace.engine.call('providerFiles.list', {});
  const kept = files[0]?.file ?? '';
  await workspace.engine.close();

  // What is there between the files of an import and the rest of it.
  const folder = join(workspace.directory, 'providers');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, kept), signalYardText.replace('Signal', 'Changed'));
  writeFileSync(join(folder, 'new.json'), '{}');
  const db = connectSqlite(join(workspace.directory, 'hookwright.db'), { timeoutMs: 0 });
  const list = [
    { file: kept, before: signalYardText },
    { file: 'new.json', before: null },
  ];
  db.prepare("INSERT INTO meta (key, value) VALUES ('import-files', ?)").run(JSON.stringify(list));
  db.close();

  await workspace.reopen();
  expect(readFileSync(join(folder, kept), 'utf8')).toBe(signalYardText);
  expect(existsSync(join(folder, 'new.json'))).toBe(false);
  const after = await workspace.engine.call('providerFiles.list', {});
  expect(after.files.map(({ file, problems }) => ({ file, problems }))).toEqual([{ file: kept, problems: [] }]);
  writeFileSync(join(folder, kept), signalYardText.replace('Signal', 'Changed'));
  await workspace.reopen();
  expect(readFileSync(join(folder, kept), 'utf8')).toContain('Changed');
});
