import { performance } from 'node:perf_hooks';
import type { ImportBatch, ImportFormat } from '../../../src-preload/contract/imports.ts';
import type { ImportRepository, NewImportBatch, StoredImportBatch } from '../store/import-repository.ts';
import type { Store } from '../store/store.ts';
import { type PreparedImport, type WriteParts, writeRequest } from './write-import.ts';

/** How long one transaction of an import may write, in milliseconds: other work waits as long. */
const SLICE_MS = 5;

/** Deliveries that are removed in one transaction. */
const REMOVED_AT_ONCE = 50;

export interface BatchParts extends WriteParts {
  store: Pick<Store, 'commit'>;
  imports: ImportRepository;
}

export interface BatchWriter {
  /** @param onWritten called after each transaction with how many were written so far; what it throws ends the writing */
  write(prepared: readonly PreparedImport[], onWritten: (count: number) => void): Promise<void>;
  /** From here on the import is in the log. `inOneRun`: no other line came in between. */
  finish(): Promise<{ batch: ImportBatch; inOneRun: boolean }>;
  /** Takes back what was written. */
  undo(): Promise<void>;
}

/**
 * Writes an import in many short transactions, so that nothing waits for it, and whole or not at all: until it is finished it counts as
 * not made, its lines are not in the log, and what a stop leaves of it is removed by `removeUnfinished`.
 */
export async function beginBatch(
  parts: BatchParts,
  about: { id: string; name: string; format: ImportFormat; sha256: Buffer; now: number },
): Promise<BatchWriter> {
  const { store, imports } = parts;
  const { id, name, format, sha256, now } = about;
  const batch: NewImportBatch = {
    id,
    name,
    format,
    sha256,
    createdAt: now,
    firstSeq: parts.exchanges.newestSeq() + 1,
    lastSeq: 0,
    firstDelivery: parts.deliveries.takeNumber(),
    lastDelivery: 0,
  };
  let [lastSeq, lastDelivery, lines] = [0, 0, 0];
  await store.commit(() => imports.insert(batch));

  /** @returns how many were written in one transaction. */
  async function writeSome(prepared: readonly PreparedImport[]): Promise<number> {
    return store.commit(() => {
      const end = performance.now() + SLICE_MS;
      let count = 0;
      for (const each of prepared) {
        ({ seq: lastSeq, number: lastDelivery } = writeRequest(parts, each, now));
        count += 1;
        if (performance.now() >= end) break;
      }
      return count;
    });
  }

  return {
    async write(prepared, onWritten) {
      for (let at = 0; at < prepared.length; ) {
        const count = await writeSome(prepared.slice(at));
        at += count;
        lines += count;
        onWritten(lines);
      }
    },
    async finish() {
      await store.commit(() => imports.finish({ id, lastSeq, lastDelivery }));
      return {
        batch: { id, name, format, createdAt: now, lines },
        inOneRun: lastSeq - batch.firstSeq + 1 === lines,
      };
    },
    undo: async () => void (await removeBatch(parts, { ...batch, lastDelivery })),
  };
}

/** Takes an import out of the log, in short transactions. @returns how many lines it had. */
export async function removeBatch(
  { store, imports }: Pick<BatchParts, 'store' | 'imports'>,
  { id, firstDelivery, lastDelivery }: Pick<StoredImportBatch, 'id' | 'firstDelivery' | 'lastDelivery'>,
): Promise<number> {
  let removed = 0;
  let from: number | null = firstDelivery;
  while (from !== null) {
    const start: number = from;
    const { lines, next } = await store.commit(() => imports.removePart(start, lastDelivery, REMOVED_AT_ONCE));
    removed += lines;
    from = next;
  }
  await store.commit(() => imports.removeBatch(id));
  return removed;
}

/** Removes what a stop left of imports. Before any other import is written: all that have later numbers belong to them. */
export async function removeUnfinished(parts: Pick<BatchParts, 'store' | 'imports'>): Promise<void> {
  for (const batch of parts.imports.listUnfinished()) {
    await removeBatch(parts, { ...batch, lastDelivery: Number.MAX_SAFE_INTEGER });
  }
}
