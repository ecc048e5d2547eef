import type { OwnProviders } from '../providers/own/own-providers.ts';
import type { ImportWrites } from './import-writes.ts';

/**
 * Writes the provider files of an import, all of them or none, and reads the folder again.
 * @returns what takes them back
 * @throws EngineError `refused` where the disk does not take them
 */
export async function writeProviderFiles(
  own: OwnProviders,
  definitions: ImportWrites['definitions'],
): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = [];
  const takeBack = async (): Promise<void> => {
    for (const step of undo.reverse()) await step();
    if (undo.length > 0) await own.reload();
  };
  try {
    for (const { providerId, file, text } of definitions) {
      const name = file ?? (await own.folder.findFreeName(providerId));
      const before = own.files().find((each) => each.file === file)?.text ?? null;
      undo.push(() => (before === null ? own.folder.remove(name) : own.folder.write(name, before)));
      await own.folder.write(name, text);
    }
    if (definitions.length > 0) await own.reload();
  } catch (error) {
    await takeBack();
    throw error;
  }
  return takeBack;
}
