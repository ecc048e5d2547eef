import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { EngineError } from '../errors.ts';
import { ensurePrivateFile } from './directory.ts';
import { toStoreError } from './faults.ts';
import type { StoreFiles } from './files.ts';
import type { Sqlite } from './sqlite.ts';

/**
 * Copies an open database, also one whose file has no name any more, in steps between which the event loop turns. The copy is
 * complete under its name or not there.
 * @param path of a file in a folder that is there; what has that name is replaced
 * @throws EngineError `invalid` for a file of the workspace itself; `database-full` and others of the disk
 */
export async function saveCopy(db: Sqlite, files: StoreFiles, path: string): Promise<void> {
  const own: readonly string[] = [files.database, files.wal, files.shm, files.lock, files.cleanMark];
  if (own.some((each) => resolve(each) === resolve(path)) && existsSync(path)) {
    const message = 'A copy cannot take the place of a file of this workspace. Choose another name or folder.';
    throw new EngineError('invalid', message, { subject: path });
  }
  const partial = `${path}.partial`;
  try {
    rmSync(partial, { force: true });
    ensurePrivateFile(partial);
    await db.backup(partial);
    const file = openSync(partial, 'r+');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw toStoreError(error, path);
  }
}
