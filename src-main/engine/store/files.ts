import { join } from 'node:path';

/** The files of a workspace's folder that belong to the store. */
export interface StoreFiles {
  directory: string;
  database: string;
  /** What is committed and not yet in the database file. */
  wal: string;
  shm: string;
  /** Holds the lock that only one process can have. */
  lock: string;
  /** There only while nobody has the database open: it was closed in order. */
  cleanMark: string;
}

export const databaseName = 'hookwright.db';

export function locateFiles(directory: string): StoreFiles {
  const database = join(directory, databaseName);
  return {
    directory,
    database,
    wal: `${database}-wal`,
    shm: `${database}-shm`,
    lock: join(directory, 'hookwright.lock'),
    cleanMark: join(directory, 'hookwright.clean'),
  };
}
