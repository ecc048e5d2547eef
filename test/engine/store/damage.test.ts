import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Engine, openEngine, setAsideDatabase } from '../../../src-main/engine/engine.ts';
import { EngineError } from '../../../src-main/engine/errors.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';

const PAGE = 4096;
const date = new Date('2026-03-04T05:06:07Z');
const databaseOf = (directory: string): string => join(directory, 'hookwright.db');
const markOf = (directory: string): string => join(directory, 'hookwright.clean');

const open = (directory: string): Promise<Engine> =>
  openEngine({ directory, capturePort: 0, vault: { protector: createFakeKeyring('test') } });

let sound = '';
afterAll(() => rmSync(sound, { recursive: true, force: true }));
let pages = 0;
beforeAll(async () => {
  sound = mkdtempSync(join(tmpdir(), 'hookwright-sound-'));
  const engine = await open(sound);
  await engine.close();
  pages = statSync(databaseOf(sound)).size / PAGE;
});

/** A copy of the sound workspace, with one page overwritten. @param fitting its mark says that it was closed in order */
function spoil(page: number, bytes: Buffer, fitting: boolean): string {
  const directory = makeTemporaryDirectory();
  copyFileSync(databaseOf(sound), databaseOf(directory));
  overwrite(directory, page, bytes);
  if (fitting) {
    const { size, mtimeNs } = statSync(databaseOf(directory), { bigint: true });
    writeFileSync(markOf(directory), `${size} ${mtimeNs}\n`);
  }
  return directory;
}

function overwrite(directory: string, page: number, bytes: Buffer): void {
  const file = openSync(databaseOf(directory), 'r+');
  writeSync(file, bytes, 0, PAGE, page * PAGE);
  closeSync(file);
}

const patterns: Record<string, (page: number) => Buffer> = {
  rubbish: () => Buffer.alloc(PAGE, 0xa5),
  zeros: () => Buffer.alloc(PAGE),
  'another page': (page) => {
    const other = (page + 7) % pages;
    return readFileSync(databaseOf(sound)).subarray(other * PAGE, (other + 1) * PAGE);
  },
};

describe.each(Object.keys(patterns))('every page overwritten with %s', (pattern) => {
  test.each([true, false])(
    'opens, or says what to do and can be set aside (mark fits: %s)',
    { timeout: 120_000 },
    async (fitting) => {
      const unexplained: string[] = [];
      let refused = 0;
      for (let page = 0; page < pages; page += 1) {
        const directory = spoil(page, patterns[pattern]?.(page) ?? Buffer.alloc(PAGE), fitting);
        const error: unknown = await open(directory).then(
          (engine) => engine.close().then(() => null),
          (thrown: unknown) => thrown,
        );
        if (error === null) continue;
        refused += 1;
        const code = error instanceof EngineError ? error.code : String(error);
        if (code !== 'database-damaged' && code !== 'database-invalid') {
          unexplained.push(`page ${page}: ${code}`);
          continue;
        }
        expect(existsSync(markOf(directory)), `mark after page ${page}`).toBe(false);
        setAsideDatabase(directory, date);
        openStore({ directory }).close();
      }
      expect(unexplained).toEqual([]);
      // Otherwise this shows nothing.
      expect(refused).toBeGreaterThan(fitting ? 0 : pages / 2);
    },
  );
});

test('control: the same workspace opens as it is', async () => {
  const directory = makeTemporaryDirectory();
  copyFileSync(databaseOf(sound), databaseOf(directory));
  const engine = await open(directory);
  await engine.close();
  expect(existsSync(markOf(directory))).toBe(true);
});

/** A workspace that opens, with a table that is only read when it is asked for overwritten while it is open. */
async function openDamaged(): Promise<{ engine: Engine; directory: string }> {
  const directory = makeTemporaryDirectory();
  const store = openStore({ directory });
  const root = Number(store.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'import_batch'").pluck().get());
  store.close();
  overwrite(directory, root - 1, Buffer.alloc(PAGE, 0xa5));
  const { size, mtimeNs } = statSync(databaseOf(directory), { bigint: true });
  writeFileSync(markOf(directory), `${size} ${mtimeNs}\n`);
  const engine = await open(directory);
  onTestFinished(() => engine.close());
  return { engine, directory };
}

test('damage that a read in the background meets leaves no mark, though nobody hears of it', async () => {
  const { directory, engine } = await openDamaged();
  await engine.close();
  const store = openStore({ directory });
  expect(() => store.db.prepare('SELECT * FROM import_batch').all()).toThrow(/malformed/);
  store.close();
  expect(existsSync(markOf(directory))).toBe(false);
});

test('damage that is met while it is open leaves no mark, so that the next start looks through the file', async () => {
  const { engine, directory } = await openDamaged();
  await expect(engine.call('imports.list', {})).rejects.toMatchObject({ code: 'database-damaged' });
  await engine.close();
  expect(existsSync(markOf(directory))).toBe(false);
  expect(() => openStore({ directory })).toThrowError(expect.objectContaining({ code: 'database-damaged' }));
});
