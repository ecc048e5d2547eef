import type { ViewState } from '../../../src-preload/contract/settings.ts';
import { EngineError } from '../errors.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Store } from '../store/store.ts';

/** More than a window has to remember; only stops one that has run wild from filling the disk. */
const MAXIMUM_ENTRIES = 500;

/** What the window remembers. Opaque here. */
export interface ViewStateService {
  read(): ViewState;
  /** Keeps the given entries and leaves the rest; null removes one. */
  save(changes: ViewState): void;
}

export function createViewStateService(store: Store, repository: KeyValueRepository): ViewStateService {
  return {
    read: () => Object.fromEntries([...repository.list()].map(([key, text]) => [key, JSON.parse(text)])),
    save(changes) {
      store.commitNow(() => {
        for (const [key, value] of Object.entries(changes)) {
          if (value === null) repository.remove(key);
          else repository.save(key, JSON.stringify(value));
        }
        if (repository.list().size <= MAXIMUM_ENTRIES) return;
        throw new EngineError('bad-request', `The window may keep at most ${MAXIMUM_ENTRIES} entries.`);
      });
    },
  };
}
