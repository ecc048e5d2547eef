import { existsSync, renameSync } from 'node:fs';
import { EngineError } from '../errors.ts';
import { removeCleanMark } from './clean-mark.ts';
import { prepareDirectory } from './directory.ts';
import { toStoreError } from './faults.ts';
import { locateFiles } from './files.ts';
import { inspectHeader } from './inspect.ts';
import { acquireLock } from './lock.ts';
import { newestVersion } from './migrate.ts';
import { migrations } from './migrations/list.ts';

/**
 * Renames a damaged or foreign database, and what belongs to it, to `hookwright.db.corrupt-<yyyy-mm-dd>`, so that a new one can
 * be started. Nothing is deleted.
 * @returns the new path.
 * @throws EngineError `database-newer` (such a database is whole, and not ours to put away), `database-in-use`, `not-found`
 */
export function setAsideDatabase(directory: string, date: Date): string {
  const files = locateFiles(directory);
  prepareDirectory(directory);
  const lock = acquireLock(files);
  try {
    if (!existsSync(files.database)) {
      throw new EngineError('not-found', 'There is no database to set aside. Open the workspace again.', {
        subject: directory,
      });
    }
    refuseNewer(files.database);
    const target = findFreeName(`${files.database}.corrupt-${date.toISOString().slice(0, 10)}`);
    renameSync(files.database, target);
    // SQLite finds a log by the name of its database, so they keep belonging together.
    if (existsSync(files.wal)) renameSync(files.wal, `${target}-wal`);
    if (existsSync(files.shm)) renameSync(files.shm, `${target}-shm`);
    removeCleanMark(files);
    return target;
  } catch (error) {
    throw toStoreError(error, files.database);
  } finally {
    lock.release();
  }
}

function refuseNewer(path: string): void {
  try {
    inspectHeader(path, newestVersion(migrations));
  } catch (error) {
    if (error instanceof EngineError && error.code === 'database-newer') throw error;
  }
}

function findFreeName(name: string): string {
  let candidate = name;
  for (let count = 2; existsSync(candidate); count += 1) candidate = `${name}-${count}`;
  return candidate;
}
