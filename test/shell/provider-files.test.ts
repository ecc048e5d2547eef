import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProviderFile } from '../../src-main/engine/providers/own/provider-file.ts';
import { prepareFolder, readProviderChoice, saveProvider } from '../../src-main/shell/provider-files.ts';
import { signalYardFile, signalYardText } from '../engine/providers/signal-yard.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { openForTransfer } from '../engine/transfer/support/open-for-transfer.ts';

const answer = (path: string | null) => ({ chooseTarget: async () => path, chooseSource: async () => path });

test('a provider file is read as it is, and nothing where the dialog is cancelled', async () => {
  expect(await readProviderChoice(answer(signalYardFile))).toEqual({ name: 'signal-yard.json', text: signalYardText });
  expect(await readProviderChoice(answer(null))).toBeNull();
});

test('what is no file, too large or no text is refused', async () => {
  const folder = makeTemporaryDirectory();
  const put = (name: string, bytes: Buffer): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const refused: [string, string, RegExp][] = [
    [folder, 'refused', /no file/],
    [join(folder, 'gone.json'), 'refused', /ENOENT/],
    [put('large.json', Buffer.alloc(3_000_000, 0x20)), 'refused', /2 MiB/],
    [put('bytes.json', Buffer.from([0x7b, 0xff])), 'invalid', /not UTF-8/],
  ];
  for (const [path, code, message] of refused) {
    await expect(readProviderChoice(answer(path))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  }
});

test('a provider is written as a file of another id, for its owner alone', async () => {
  const { engine } = await openForTransfer();
  const path = join(makeTemporaryDirectory(), 'own.json');
  expect(await saveProvider(engine, answer(path), { providerId: 'callgoose' })).toEqual({ path });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readProviderFile(readFileSync(path, 'utf8'))).toMatchObject({ ok: true, provider: { id: 'callgoose-own' } });
  expect(await saveProvider(engine, answer(null), { providerId: 'callgoose' })).toBeNull();
});

test('the folder is made before it is shown, and what stands in its place is neither opened nor run', () => {
  const place = makeTemporaryDirectory();
  const folder = join(place, 'providers');
  expect(prepareFolder(folder)).toBe(folder);
  expect(existsSync(folder)).toBe(true);
  const file = join(place, 'providers.desktop');
  writeFileSync(file, '[Desktop Entry]');
  expect(() => prepareFolder(file)).toThrow(expect.objectContaining({ code: 'refused' }));
});
