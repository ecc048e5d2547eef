import type { Clock } from '../clock.ts';
import { createCheckpoints, emptyLog } from './checkpoint.ts';
import { writeCleanMark } from './clean-mark.ts';
import type { Trouble } from './faults.ts';
import type { StoreFiles } from './files.ts';
import { createCommitter } from './group-commit.ts';
import type { Sqlite } from './sqlite.ts';
import { createTroubleWatch } from './trouble.ts';

/** The one writer of a workspace's database. */
export interface Store {
  /** For repositories, which live in the store. */
  readonly db: Sqlite;
  readonly directory: string;
  /**
   * Runs `work` in the transaction that all work of this turn of the event loop shares, and answers when that is durable.
   * `work` is synchronous, and does nothing but read and write rows: when it throws, its rows are undone and nobody else's. It
   * may be undone and run again, where other work of the turn has failed.
   * @throws what `work` throws; EngineError `database-full`, `database-failed`, `database-read-only`, then nothing was saved.
   */
  commit<T>(work: () => T): Promise<T>;
  /** Like `commit`, in a transaction of its own and at once; within another piece of work it is part of that one. */
  commitNow<T>(work: () => T): T;
  /** Why writes are refused at the moment; null while they are taken. */
  trouble(): Trouble | null;
  /** Tells when writes begin to be refused, and (null) when they are taken again. Answers the end of listening. */
  onTrouble(listener: (trouble: Trouble | null) => void): () => void;
  /** Takes what was deleted or overwritten out of the write-ahead log too. Call it after deleting a secret. */
  scrub(): void;
  /** Commits what waits, empties the log and gives the workspace free. Later writes throw. */
  close(): void;
}

export function createStore(db: Sqlite, files: StoreFiles, clock: Clock, releaseLock: () => void): Store {
  const trouble = createTroubleWatch(clock, files.directory, createProbe(db));
  const checkpoints = createCheckpoints(db, files.database);
  const committer = createCommitter(db, files.database, trouble, checkpoints, clock);
  return {
    db,
    directory: files.directory,
    commit: committer.commit,
    commitNow: committer.commitNow,
    trouble: trouble.current,
    onTrouble: trouble.listen,
    scrub: () => void emptyLog(db),
    close() {
      if (!db.open) return;
      committer.flush();
      trouble.stop();
      checkpoints.stop();
      const whole = emptyLog(db);
      db.close();
      if (whole) writeCleanMark(files);
      releaseLock();
    },
  };
}

/** Needs as much room as an ordinary delivery does, so that a disk with a few bytes left does not count as mended. */
const PROBE_BYTES = 64 * 1024;

function createProbe(db: Sqlite): () => void {
  const write = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('probe', ?)");
  const remove = db.prepare("DELETE FROM meta WHERE key = 'probe'");
  const run = db.transaction(() => {
    write.run('0'.repeat(PROBE_BYTES));
    remove.run();
  });
  return () => {
    // What is in the log may fit into the database, and then the log has room again.
    emptyLog(db);
    run.immediate();
  };
}
