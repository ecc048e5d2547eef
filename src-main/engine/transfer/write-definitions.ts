import type { OwnProviders } from '../providers/own/own-providers.ts';
import type { ProviderFolder } from '../providers/own/provider-folder.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Staged } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { ImportWrites } from './import-writes.ts';

const KEY = 'import-files';

/** A file that an import writes, and its text before; null: it was not there. */
interface FileBefore {
  file: string;
  before: string | null;
}

export interface DefinitionParts {
  own: OwnProviders;
  store: Pick<Store, 'commitNow'>;
  meta: KeyValueRepository;
}

/** Provider files that are written while the rest of their import is not stored. */
export interface WrittenFiles {
  /** Stored with the rest: from then on they stay. */
  keep: Staged<'meta'>;
  takeBack(): Promise<void>;
}

/**
 * Writes the provider files of an import, all of them or none, and reads the folder again. Until `keep` is stored, the next start
 * takes them back.
 * @throws EngineError `refused` where the disk does not take them
 */
export async function writeProviderFiles(
  { own, store, meta }: DefinitionParts,
  definitions: ImportWrites['definitions'],
): Promise<WrittenFiles> {
  const keep: Staged<'meta'> = { write: (rows) => rows.meta.remove(KEY), adopt() {} };
  if (definitions.length === 0) return { keep, takeBack: async () => {} };
  const list: FileBefore[] = [];

  async function takeBack(): Promise<void> {
    await restore(own.folder, list);
    store.commitNow(() => meta.remove(KEY));
    await own.reload();
  }
  try {
    for (const { providerId, file, text } of definitions) {
      const name = file ?? (await own.folder.findFreeName(providerId));
      list.push({ file: name, before: own.files().find((each) => each.file === file)?.text ?? null });
      store.commitNow(() => meta.save(KEY, JSON.stringify(list)));
      await own.folder.write(name, text);
    }
    await own.reload();
  } catch (error) {
    await takeBack();
    throw error;
  }
  return { keep, takeBack };
}

/** Takes back the files of an import that ended before it was stored, because the app was killed. Call it before reading the folder. */
export async function takeBackUnstoredFiles(
  folder: ProviderFolder,
  { store, meta }: Omit<DefinitionParts, 'own'>,
): Promise<void> {
  const text = meta.get(KEY);
  if (text === null) return;
  await restore(folder, JSON.parse(text) as FileBefore[]);
  store.commitNow(() => meta.remove(KEY));
}

async function restore(folder: ProviderFolder, files: readonly FileBefore[]): Promise<void> {
  for (const { file, before } of [...files].reverse()) {
    if (before === null) await folder.remove(file);
    else await folder.write(file, before);
  }
}
