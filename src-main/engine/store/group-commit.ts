import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import type { Checkpoints } from './checkpoint.ts';
import { toStoreError } from './faults.ts';
import type { FileWatch } from './file-watch.ts';
import type { Sqlite } from './sqlite.ts';
import type { TroubleWatch } from './trouble.ts';

export interface Committer {
  /** See `Store.commit`. */
  commit<T>(work: () => T): Promise<T>;
  /** See `Store.commitNow`. */
  commitNow<T>(work: () => T): T;
  /** Commits what waits for the end of the turn. */
  flush(): void;
  /** Lets `commit` wait until the end that is answered. What cannot wait calls `interrupt`, which ends it, and goes first. */
  hold(interrupt: () => void): () => void;
  /** Interrupts what holds the others, for what needs the database for itself. */
  makeWay(): void;
}

/** Pieces in one transaction, so that however much waits, the event loop turns in between. */
const MOST_PIECES = 128;
/** After so many milliseconds a transaction takes no further piece, so that slow pieces do not hold up the event loop either. */
const MOST_MS = 8;

interface Piece {
  work: () => unknown;
  settle: (result: Result) => void;
}

/** A piece threw; `canGoOn`: the transaction is still there. */
class PieceError extends Error {
  readonly canGoOn: boolean;
  constructor(cause: unknown, canGoOn: boolean) {
    super('A piece of work failed.', { cause });
    this.canGoOn = canGoOn;
  }
}

type Result = { ok: true; value: unknown } | { ok: false; error: unknown };

/**
 * Puts all pieces of work of one turn of the event loop into one transaction: making a commit durable costs the same for one
 * row and for a thousand.
 */
export function createCommitter(
  db: Sqlite,
  path: string,
  trouble: Pick<TroubleWatch, 'refusal' | 'report' | 'clear'>,
  watch: FileWatch,
  checkpoints: Checkpoints,
  clock: Pick<Clock, 'monotonic'>,
): Committer {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commitAll = db.prepare('COMMIT');
  const rollbackAll = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT piece');
  const release = db.prepare('RELEASE piece');
  const rollbackPiece = db.prepare('ROLLBACK TO piece');
  const waiting: Piece[] = [];
  let scheduled = false;
  let interruptHolder: (() => void) | null = null;

  /** Runs a piece so that its failure undoes it and nothing else. Throws only where the whole transaction is lost. */
  function runPiece(work: () => unknown): Result {
    savepoint.run();
    try {
      const value = work();
      release.run();
      return { ok: true, value };
    } catch (error) {
      // After some errors (disk full, I/O) SQLite has already rolled everything back.
      if (!db.inTransaction) throw error;
      rollbackPiece.run();
      release.run();
      return { ok: false, error };
    }
  }

  function inTransaction(run: () => Result[]): Result[] {
    begin.run();
    try {
      const results = run();
      commitAll.run();
      return results;
    } catch (error) {
      if (db.inTransaction) rollbackAll.run();
      throw error;
    }
  }

  /** Without a savepoint: that keeps a copy of every page that its piece touches. @throws PieceError */
  function runBare(work: () => unknown): Result {
    try {
      return { ok: true, value: work() };
    } catch (error) {
      throw new PieceError(error, db.inTransaction);
    }
  }

  /** Runs the first piece, and those after it until the time is over. */
  function runFor(mostMs: number, pieces: readonly Piece[], run: (work: () => unknown) => Result): Result[] {
    const end = clock.monotonic() + mostMs;
    const results: Result[] = [];
    for (const { work } of pieces) {
      results.push(run(work));
      if (clock.monotonic() >= end) break;
    }
    return results;
  }

  /** Each piece gets a savepoint only where one of them has failed. */
  function runAll(pieces: readonly Piece[], mostMs: number): Result[] {
    try {
      return inTransaction(() => runFor(mostMs, pieces, runBare));
    } catch (error) {
      if (!(error instanceof PieceError)) throw error;
      // After some errors (disk full, I/O) SQLite has already rolled everything back.
      if (!error.canGoOn) throw error.cause;
      if (pieces.length === 1) return [{ ok: false, error: error.cause }];
      return inTransaction(() => runFor(mostMs, pieces, runPiece));
    }
  }

  function runReported(pieces: readonly Piece[], mostMs: number): Result[] {
    try {
      const gone = watch.lookSometimes();
      if (gone !== null) throw gone;
      const results = runAll(pieces, mostMs);
      const faults = results.filter((result) => !result.ok);
      for (const { error } of faults) trouble.report(error);
      if (faults.length === 0) trouble.clear();
      checkpoints.noteCommit();
      return results.map((result) => (result.ok ? result : { ok: false, error: toStoreError(result.error, path) }));
    } catch (error) {
      trouble.report(error);
      const failed: Result = { ok: false, error: toStoreError(error, path) };
      return pieces.map(() => failed);
    }
  }

  /** Commits what waited longest; what there was no time for waits on. */
  function commitSome(mostMs: number): void {
    const pieces = waiting.splice(0, MOST_PIECES);
    if (pieces.length === 0) return;
    const error = db.open ? trouble.refusal() : createClosingError();
    const results = error ? pieces.map((): Result => ({ ok: false, error })) : runReported(pieces, mostMs);
    waiting.unshift(...pieces.slice(results.length));
    for (const [index, result] of results.entries()) pieces[index]?.settle(result);
  }

  function makeWay(): void {
    const interrupt = interruptHolder;
    interruptHolder = null;
    interrupt?.();
    schedule();
  }

  function flush(): void {
    makeWay();
    while (waiting.length > 0) commitSome(Number.POSITIVE_INFINITY);
  }

  function commitTurn(): void {
    if (checkpoints.pause !== null) {
      void checkpoints.pause.then(commitTurn);
      return;
    }
    scheduled = false;
    if (interruptHolder !== null) return;
    commitSome(MOST_MS);
    schedule();
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0 || interruptHolder !== null) return;
    scheduled = true;
    setImmediate(commitTurn);
  }

  return {
    commit<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const settle = (result: Result): void => (result.ok ? resolve(result.value as T) : reject(result.error));
        waiting.push({ work, settle });
        schedule();
      });
    },
    commitNow<T>(work: () => T): T {
      if (!db.open) throw createClosingError();
      if (db.inTransaction) return unwrap<T>(runPiece(work));
      flush();
      const [result] = runReported([{ work, settle: () => {} }], Number.POSITIVE_INFINITY);
      return unwrap<T>(result);
    },
    flush,
    hold(interrupt) {
      interruptHolder = interrupt;
      return () => {
        if (interruptHolder === interrupt) interruptHolder = null;
        schedule();
      };
    },
    makeWay,
  };
}

export function createClosingError(): EngineError {
  return new EngineError(
    'closing',
    'The workspace is being closed, so this was not saved. Open it again and repeat it.',
  );
}

function unwrap<T>(result: Result | undefined): T {
  if (result?.ok) return result.value as T;
  throw result?.error;
}
