import { open } from 'node:fs/promises';
import { createRows, type Rows } from './rows.ts';
import { connectSqlite, type Sqlite } from './sqlite.ts';

/** A transaction over many turns of the event loop. Its rows are stored together, or none of them. */
export interface LongWork {
  /** Each writes a few rows. All of them run again where another write went first. */
  steps: readonly ((rows: Rows) => void)[];
  /** Called in the turn in which the first step runs. @throws where what is to be written does not fit any more */
  check(): void;
  /** Called between steps with how many have run. @throws what ends the work; then nothing is stored */
  pause(done: number): Promise<void> | void;
  /** Called right before the rows are stored. @throws as `pause` */
  last(): void;
  /** Called right after, in the same turn: nobody sees the workspace in between. */
  stored(): void;
}

export interface LongTransactionParts {
  path: string;
  wal: string;
  /** Resolves when a transaction may begin. @throws EngineError where the store refuses writes */
  ready(): Promise<void>;
  /** Is given what closes the connection, for when the store is closed before the end. */
  opened(close: () => void): void;
  /** Lets all other commits wait. Those that cannot wait call `interrupt` and go first. @returns the end of the waiting */
  hold(interrupt: () => void): () => void;
}

/** So often others go first; then it is written in one turn. */
const MOST_TRIES = 5;
/** In KiB. What does not fit goes into the log before the end, so that little is left to be written then. */
const CACHE_KIB = 1024;

/** Runs on a connection of its own, so that nobody else's rows are in the transaction and nobody sees its rows before the end. */
export async function runLongTransaction(parts: LongTransactionParts, work: LongWork): Promise<void> {
  await parts.ready();
  const db = connect(parts.path);
  parts.opened(() => void db.close());
  try {
    const rows = createRows(db);
    for (let tries = 1; ; tries += 1) {
      await parts.ready();
      if (await attempt(db, rows, parts, work, tries < MOST_TRIES)) return;
    }
  } finally {
    db.close();
  }
}

function connect(path: string): Sqlite {
  const db = connectSqlite(path, { mustExist: true, timeoutMs: 1000 });
  try {
    for (const setting of [
      'synchronous = FULL',
      'secure_delete = ON',
      'foreign_keys = ON',
      'temp_store = MEMORY',
      `cache_size = -${CACHE_KIB}`,
      'trusted_schema = OFF',
      // The store moves the log into the database by itself.
      'wal_autocheckpoint = 0',
    ]) {
      db.pragma(setting);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** @returns false where another write went first, and this one is undone */
async function attempt(
  db: Sqlite,
  rows: Rows,
  { wal, hold }: LongTransactionParts,
  work: LongWork,
  isPatient: boolean,
): Promise<boolean> {
  let isInterrupted = false;
  const rollBack = (): void => {
    if (db.open && db.inTransaction) db.exec('ROLLBACK');
  };
  const release = hold(() => {
    isInterrupted = true;
    rollBack();
  });
  try {
    work.check();
    db.exec('BEGIN IMMEDIATE');
    for (const [index, step] of work.steps.entries()) {
      step(rows);
      if (isPatient) await work.pause(index + 1);
      if (isInterrupted) return false;
    }
    if (isPatient) await flush(wal);
    if (isInterrupted) return false;
    work.last();
    db.exec('COMMIT');
    work.stored();
    return true;
  } finally {
    rollBack();
    release();
  }
}

/** Brings what is in the log so far to the disk, on another thread: the commit waits for what is left. */
async function flush(wal: string): Promise<void> {
  try {
    const file = await open(wal, 'r+');
    await file.datasync().finally(() => file.close());
  } catch {
    // The commit does it too, and reports what is wrong.
  }
}
