import { Worker } from 'node:worker_threads';
import { type CheckpointReply, type CheckpointTask, checkpointStates } from './checkpoint-task.ts';
import { readPragma, type Sqlite } from './sqlite.ts';

/** Transactions after which the log is moved into the database, by a thread of its own: some thousand pages. */
const TRANSACTIONS = 64;

/** So many more while the thread is at it, and commits wait for it: they are faster than the disk. */
const MOST_MEANWHILE = 256;

/** From so many pages on, commits wait a moment for the rest to be moved, so that the log can begin anew. */
const LONG_LOG = 4000;

/** Pages of 4 KiB at which a commit does it itself: only where the thread cannot, since it stops everything meanwhile. */
const AUTOMATIC_PAGES = 16_000;
const LOG_SIZE_LIMIT = 64 * 1024 * 1024;

export function configureCheckpoints(db: Sqlite): void {
  db.pragma(`wal_autocheckpoint = ${AUTOMATIC_PAGES}`);
  db.pragma(`journal_size_limit = ${LOG_SIZE_LIMIT}`);
}

/** Keeps the write-ahead log short without stopping the event loop. */
export interface Checkpoints {
  /** A transaction was committed. */
  noteCommit(): void;
  /** Resolves when commits that can wait should go on; null where they need not wait. */
  readonly pause: Promise<void> | null;
  /** Ends the thread and its hold on the database; waits, without turning the event loop, for a checkpoint under way. */
  stop(): void;
}

export function createCheckpoints(path: string): Checkpoints {
  const state = new Int32Array(new SharedArrayBuffer(4));
  let worker: Worker | null = null;
  let transactions = 0;
  let isUnderWay = false;
  let isSecondTry = false;
  let isOver = false;
  let pause: Promise<void> | null = null;
  let resume = (): void => {};

  function hold(): void {
    pause ??= new Promise((resolve) => {
      resume = () => {
        pause = null;
        resolve();
      };
    });
  }

  function ask(): void {
    if (worker === null) {
      const task: CheckpointTask = { path, state };
      worker = new Worker(new URL('./checkpoint.worker.ts', import.meta.url), { workerData: task });
      worker.unref();
      worker.on('message', settle);
      // Without a listener the process would end. Commits then do it themselves, at the limit above.
      worker.on('error', () => {
        isOver = true;
        isUnderWay = false;
        Atomics.store(state, 0, checkpointStates.idle);
        resume();
      });
    }
    transactions = 0;
    isUnderWay = true;
    Atomics.store(state, 0, checkpointStates.asked);
    worker.postMessage(null);
  }

  function settle(pages: CheckpointReply): void {
    isUnderWay = false;
    // What was committed meanwhile keeps the log from beginning anew.
    isSecondTry = transactions > 0 && pages > LONG_LOG && !isSecondTry && !isOver;
    if (isSecondTry) {
      hold();
      ask();
    } else resume();
  }

  return {
    noteCommit() {
      transactions += 1;
      if (isOver) return;
      if (!isUnderWay && transactions >= TRANSACTIONS) ask();
      else if (isUnderWay && transactions >= MOST_MEANWHILE) hold();
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
