import { Worker } from 'node:worker_threads';
import { type CheckpointTask, checkpointStates } from './checkpoint-task.ts';
import type { FileIdentity } from './file-watch.ts';
import { readPragma, type Sqlite } from './sqlite.ts';

/** Transactions after which the log is moved into the database: some thousand pages. */
const TRANSACTIONS = 100;

/** Pages of 4 KiB at which a commit does it itself: only where the thread cannot, since it stops everything meanwhile. */
const AUTOMATIC_PAGES = 16_000;
/** The same by SQLite's own habit, where there is no thread at all. */
const USUAL_PAGES = 1000;

const LOG_SIZE_LIMIT = 64 * 1024 * 1024;

export function configureCheckpoints(db: Sqlite): void {
  db.pragma(`wal_autocheckpoint = ${AUTOMATIC_PAGES}`);
  db.pragma(`journal_size_limit = ${LOG_SIZE_LIMIT}`);
}

/**
 * Keeps the write-ahead log short without stopping the event loop: a thread moves it into the database, and commits wait for that
 * without blocking. One that went on meanwhile would stand in line for the disk with everything else that this thread has to do,
 * and would keep the log from beginning anew.
 */
export interface Checkpoints {
  /** A transaction was committed. */
  noteCommit(): void;
  /** Resolves when commits go on; null while they need not wait. Those that cannot wait may go on as well. */
  readonly pause: Promise<void> | null;
  /** Ends the thread and its hold on the database; waits, without turning the event loop, for a checkpoint under way. */
  stop(): void;
}

/** @param isThere looks whether the database is still under its path */
export function createCheckpoints(
  db: Sqlite,
  path: string,
  identity: FileIdentity | null,
  isThere: () => boolean,
): Checkpoints {
  const state = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | null = null;
  let transactions = 0;
  let isOver = false;
  let pause: Promise<void> | null = null;
  let resume = (): void => {};

  function start(): Worker {
    const task: CheckpointTask = { path, identity, state };
    const started = new Worker(new URL('./checkpoint.worker.ts', import.meta.url), { workerData: task });
    started.on('message', () => resume());
    // Without a listener the process would end. Commits then do it themselves, as SQLite usually has it.
    started.on('error', () => {
      isOver = true;
      if (db.open) db.pragma(`wal_autocheckpoint = ${USUAL_PAGES}`);
      Atomics.store(state, 0, checkpointStates.idle);
      resume();
    });
    return started;
  }

  return {
    noteCommit() {
      transactions += 1;
      if (transactions < TRANSACTIONS || pause !== null || isOver) return;
      transactions = 0;
      if (!isThere()) return;
      worker ??= start();
      pause = new Promise((resolve) => {
        resume = () => {
          pause = null;
          worker?.unref();
          resolve();
        };
      });
      // A process with nothing else to do must not end while commits wait.
      worker.ref();
      Atomics.store(state, 0, checkpointStates.asked);
      worker.postMessage(null);
    },
    get pause() {
      return pause;
    },
    stop() {
      const { idle, asked, working } = checkpointStates;
      if (Atomics.compareExchange(state, 0, asked, idle) === working) Atomics.wait(state, 0, working);
      isOver = true;
      void worker?.terminate();
      resume();
    },
  };
}

/**
 * Moves everything into the database and empties the log, which still holds what was deleted until then.
 * @returns false where a reader or the disk prevented it.
 */
export function emptyLog(db: Sqlite): boolean {
  try {
    // The first column: 0, or 1 where a reader prevented it.
    return readPragma(db, 'wal_checkpoint(TRUNCATE)') === 0;
  } catch {
    return false;
  }
}
