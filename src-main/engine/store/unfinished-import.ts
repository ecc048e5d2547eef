import type { Sqlite } from './sqlite.ts';

/**
 * Finds the import that is being written, or that a stop cut off: its lines are not in the log before it is whole.
 * @returns its first line's number; those of kind `import` from there on belong to it, since one import is written at a time. Infinite
 * where there is none.
 */
export function createUnfinishedImport(db: Sqlite): () => number {
  const first = db
    .prepare<[], number | null>('SELECT min(first_seq) FROM import_batch WHERE last_delivery = 0')
    .pluck();
  return () => first.get() ?? Number.POSITIVE_INFINITY;
}
