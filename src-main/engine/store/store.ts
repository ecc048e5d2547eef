import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import { createCheckpoints, emptyLog } from './checkpoint.ts';
import { writeCleanMark } from './clean-mark.ts';
import { meansDamage, type Trouble, toOpeningError, toStoreError } from './faults.ts';
import { createFileWatch } from './file-watch.ts';
import type { StoreFiles } from './files.ts';
import { createClosingError, createCommitter } from './group-commit.ts';
import { type LongWork, runLongTransaction } from './long-transaction.ts';
import { noteErrors } from './note-errors.ts';
import { saveCopy } from './save-copy.ts';
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
  /**
   * Runs work of many turns in one transaction of its own; other commits wait, or go first and let it begin again. One at a time.
   * @throws EngineError `conflict` where one is under way, what the work throws, and as `commit`; then nothing is stored
   */
  transact(work: LongWork): Promise<void>;
  /**
   * What SQLite or the disk did, as an error for a person; anything else as it came. Where it means damage, this database is
   * looked through at the next start.
   */
  explain(error: unknown): unknown;
  /** The same for what goes wrong while the workspace is being opened, see `toOpeningError`. */
  explainOpening(error: unknown): unknown;
  /** Looks whether the file is still under its name. @returns as `trouble` */
  check(): Trouble | null;
  /** See `saveCopy` in save-copy.ts. */
  saveCopy(path: string): Promise<void>;
  /** Why writes are refused at the moment; null while they are taken. */
  trouble(): Trouble | null;
  /** Tells when writes begin to be refused, and (null) when they are taken again. Answers the end of listening. */
  onTrouble(listener: (trouble: Trouble | null) => void): () => void;
  /** Takes what was deleted or overwritten out of the write-ahead log too. Call it after deleting a secret. */
  scrub(): void;
  /** Commits what waits, empties the log and gives the workspace free. Later writes throw. */
  close(): void;
}

/** So often the file is looked for while nothing is written, in ms. */
const IDLE_LOOK_MS = 3000;

export function createStore(db: Sqlite, files: StoreFiles, clock: Clock, releaseLock: () => void): Store {
  let isDamaged = false;
  noteErrors(db, (error) => {
    isDamaged ||= meansDamage(error);
  });
  const watch = createFileWatch(files.database, clock);
  const probe = createProbe(db);
  let isLong = false;
  /** Closes the connection of a long transaction, which undoes it. */
  let endLong = (): void => {};
  const trouble = createTroubleWatch(clock, files.directory, () => {
    const gone = watch.look();
    if (gone !== null) throw gone;
    committer.makeWay();
    probe();
  });

  function explain(error: unknown): unknown {
    isDamaged ||= meansDamage(error);
    return toStoreError(error, files.database);
  }

  function report(error: unknown): void {
    isDamaged ||= meansDamage(error);
    trouble.report(error);
  }

  function isThere(): boolean {
    const gone = watch.look();
    if (gone !== null) report(gone);
    return gone === null;
  }

  // By the machine's time: it is about the disk, and keeps no process alive.
  const idleLook = setInterval(() => {
    if (trouble.current() === null) isThere();
  }, IDLE_LOOK_MS);
  idleLook.unref();

  const checkpoints = createCheckpoints(db, files.database, watch.identity, isThere);
  const { refusal, clear } = trouble;
  const committer = createCommitter(db, files.database, { refusal, report, clear }, watch, checkpoints, clock);

  async function ready(): Promise<void> {
    await checkpoints.pause;
    const refused = db.open ? (refusal() ?? watch.look()) : createClosingError();
    if (refused !== null) throw refused;
  }

  async function transact(work: LongWork): Promise<void> {
    if (isLong) throw new EngineError('conflict', 'Another import is being written. Wait until it is done.');
    isLong = true;
    try {
      const opened = (close: () => void): void => {
        endLong = close;
      };
      await runLongTransaction({ path: files.database, wal: files.wal, ready, opened, hold: committer.hold }, work);
      clear();
      checkpoints.noteCommit();
    } catch (error) {
      report(error);
      throw explain(error);
    } finally {
      isLong = false;
    }
  }

  return {
    db,
    directory: files.directory,
    commit: committer.commit,
    commitNow: committer.commitNow,
    transact,
    explain,
    explainOpening(error) {
      const explained = toOpeningError(error, files.database);
      isDamaged ||= meansDamage(explained);
      return explained;
    },
    check() {
      isThere();
      return trouble.current();
    },
    saveCopy: (path) => saveCopy(db, files, path),
    trouble: trouble.current,
    onTrouble: trouble.listen,
    scrub() {
      committer.makeWay();
      emptyLog(db);
    },
    close() {
      if (!db.open) return;
      committer.flush();
      endLong();
      trouble.stop();
      clearInterval(idleLook);
      checkpoints.stop();
      const whole = emptyLog(db);
      db.close();
      // Without the mark, the next start looks through the whole file.
      if (whole && !isDamaged && watch.look() === null) writeCleanMark(files);
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
