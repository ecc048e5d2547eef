import { EngineError } from '../errors.ts';
import { toStoreError } from './faults.ts';
import type { Sqlite } from './sqlite.ts';
import type { TroubleWatch } from './trouble.ts';

export interface Committer {
  /** See `Store.commit`. */
  commit<T>(work: () => T): Promise<T>;
  /** See `Store.commitNow`. */
  commitNow<T>(work: () => T): T;
  /** Commits what waits for the end of the turn. */
  flush(): void;
}

interface Piece {
  work: () => unknown;
  settle: (result: Result) => void;
}

type Result = { ok: true; value: unknown } | { ok: false; error: unknown };

/**
 * Puts all pieces of work of one turn of the event loop into one transaction: making a commit durable costs the same for one
 * row and for a thousand.
 */
export function createCommitter(db: Sqlite, path: string, trouble: TroubleWatch): Committer {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commitAll = db.prepare('COMMIT');
  const rollbackAll = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT piece');
  const release = db.prepare('RELEASE piece');
  const rollbackPiece = db.prepare('ROLLBACK TO piece');
  let waiting: Piece[] = [];
  let scheduled = false;

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

  function runAll(pieces: readonly Piece[]): Result[] {
    begin.run();
    try {
      const results = pieces.map((piece) => runPiece(piece.work));
      commitAll.run();
      return results;
    } catch (error) {
      if (db.inTransaction) rollbackAll.run();
      throw error;
    }
  }

  function runReported(pieces: readonly Piece[]): Result[] {
    try {
      const results = runAll(pieces);
      const fault = results.find((result) => !result.ok);
      if (fault && !fault.ok) trouble.report(fault.error);
      else trouble.clear();
      return results.map((result) => (result.ok ? result : { ok: false, error: toStoreError(result.error, path) }));
    } catch (error) {
      trouble.report(error);
      const failed: Result = { ok: false, error: toStoreError(error, path) };
      return pieces.map(() => failed);
    }
  }

  function flush(): void {
    const pieces = waiting;
    if (pieces.length === 0) return;
    waiting = [];
    const error = db.open ? trouble.refusal() : createClosingError();
    const results = error ? pieces.map((): Result => ({ ok: false, error })) : runReported(pieces);
    for (const [index, result] of results.entries()) pieces[index]?.settle(result);
  }

  return {
    commit<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        const settle = (result: Result): void => (result.ok ? resolve(result.value as T) : reject(result.error));
        waiting.push({ work, settle });
        if (scheduled) return;
        scheduled = true;
        setImmediate(() => {
          scheduled = false;
          flush();
        });
      });
    },
    commitNow<T>(work: () => T): T {
      if (!db.open) throw createClosingError();
      if (db.inTransaction) return unwrap<T>(runPiece(work));
      flush();
      const [result] = runReported([{ work, settle: () => {} }]);
      return unwrap<T>(result);
    },
    flush,
  };
}

function createClosingError(): EngineError {
  return new EngineError(
    'closing',
    'The workspace is being closed, so this was not saved. Open it again and repeat it.',
  );
}

function unwrap<T>(result: Result | undefined): T {
  if (result?.ok) return result.value as T;
  throw result?.error;
}
