import type { StorageTrouble } from '../../../src-preload/contract/storage.ts';
import { EngineError } from '../errors.ts';
import type { DispatcherParts } from './dispatcher-parts.ts';

const troubles: ReadonlySet<string> = new Set<StorageTrouble['code']>([
  'database-full',
  'database-failed',
  'database-read-only',
  'database-missing',
]);

/** Whether a commit failed because the disk refuses writes, and not because of what was to be written. */
export function isStorageTrouble(error: unknown): boolean {
  return error instanceof EngineError && troubles.has(error.code);
}

/**
 * Commits what must not be forgotten: while the disk refuses it is kept in memory, and tried again when writes are taken.
 * @throws what is not the disk's fault, and the disk's own error once `abandon` is aborted.
 */
export async function commitUntilStored(
  store: DispatcherParts['store'],
  work: () => void,
  abandon: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      return await store.commit(work);
    } catch (error) {
      if (!isStorageTrouble(error) || abandon.aborted) throw error;
      await untilWritable(store, abandon);
    }
  }
}

function untilWritable(store: DispatcherParts['store'], abandon: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      abandon.removeEventListener('abort', finish);
      resolve();
    };
    const stop = store.onTrouble((trouble) => {
      if (trouble === null) finish();
    });
    abandon.addEventListener('abort', finish);
    if (store.trouble() === null) finish();
  });
}
