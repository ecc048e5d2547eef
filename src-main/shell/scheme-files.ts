import type { Params, Result } from '../../src-preload/contract/methods.ts';
import type { Engine } from '../engine/engine.ts';
import { schemeFileKind } from '../engine/schemes/scheme-file.ts';
import { type FileDialogs, readChosen, writeChosen } from './chosen-files.ts';

const KIND = 'Signing scheme';

/** Reads a scheme file that a person chooses. @throws EngineError `refused`, `invalid` for what is not UTF-8 text */
export function readSchemeChoice(dialogs: FileDialogs): Promise<Result<'schemes.openFile'>> {
  return readChosen(dialogs, KIND, schemeFileKind);
}

/** Writes a scheme into a file that a person chooses. @throws EngineError `not-found`, `refused` */
export async function saveScheme(
  engine: Engine,
  dialogs: FileDialogs,
  params: Params<'schemes.saveFile'>,
): Promise<Result<'schemes.saveFile'>> {
  const { file, text } = await engine.call('schemes.export', params);
  const path = await dialogs.chooseTarget(file, KIND);
  if (path === null) return null;
  await writeChosen(path, text);
  return { path };
}
