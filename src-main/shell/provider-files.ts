import { existsSync, mkdirSync, statSync } from 'node:fs';
import type { Params, Result } from '../../src-preload/contract/methods.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { providerFileKind } from '../engine/providers/own/provider-file.ts';
import { type FileDialogs, readChosen, writeChosen } from './chosen-files.ts';

const KIND = 'Provider file';

/** Reads a provider file that a person chooses. @throws EngineError `refused`, `invalid` for what is not UTF-8 text */
export function readProviderChoice(dialogs: FileDialogs): Promise<Result<'providerFiles.open'>> {
  return readChosen(dialogs, KIND, providerFileKind);
}

/** Writes a provider into a file that a person chooses. @throws EngineError `not-found`, `refused` */
export async function saveProvider(
  engine: Engine,
  dialogs: FileDialogs,
  params: Params<'providerFiles.save'>,
): Promise<Result<'providerFiles.save'>> {
  const { file, text } = await engine.call('providerFiles.write', params);
  const path = await dialogs.chooseTarget(file, KIND);
  if (path === null) return null;
  await writeChosen(path, text);
  return { path };
}

/**
 * The folder of own providers, made where it is missing, so that it can be shown.
 * @throws EngineError `refused` for what is no folder: the system would run or open it
 */
export function prepareFolder(directory: string): string {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { mode: 0o700 });
    if (statSync(directory).isDirectory()) return directory;
  } catch {
    // Told below.
  }
  throw new EngineError('refused', 'The folder of own providers cannot be made, or is no folder.', {
    subject: directory,
  });
}
