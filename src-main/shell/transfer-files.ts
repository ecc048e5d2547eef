import type { Params, Result } from '../../src-preload/contract/methods.ts';
import type { Engine } from '../engine/engine.ts';
import { exportFile } from '../engine/transfer/read-file.ts';
import { type FileDialogs, readChosen, writeChosen } from './chosen-files.ts';

const KIND = 'Hookwright export';
const SUGGESTION = 'webhooks.hookwright.json';

/** Exports into a file that a person chooses. @throws EngineError `refused` */
export async function saveTransfer(
  engine: Engine,
  dialogs: FileDialogs,
  params: Params<'transfer.saveFile'>,
): Promise<Result<'transfer.saveFile'>> {
  const path = await dialogs.chooseTarget(SUGGESTION, KIND);
  if (path === null) return null;
  const { text, ...rest } = await engine.call('transfer.export', params);
  await writeChosen(path, text);
  return { path, ...rest };
}

/** Writes sample events into a file that a person chooses. @throws EngineError `refused` */
export async function saveSamples(
  engine: Engine,
  dialogs: FileDialogs,
  params: Params<'samples.saveFile'>,
): Promise<Result<'samples.saveFile'>> {
  const path = await dialogs.chooseTarget(`${params.providerId}-samples.json`, 'Sample events');
  if (path === null) return null;
  const { text, samples } = await engine.call('samples.export', params);
  await writeChosen(path, text);
  return { path, samples };
}

/** Reads a file that a person chooses. @throws EngineError `refused`, `invalid` for what is not UTF-8 text */
export function readTransfer(dialogs: FileDialogs): Promise<Result<'transfer.openFile'>> {
  return readChosen(dialogs, KIND, exportFile);
}
