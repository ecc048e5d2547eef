import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Params, Result } from '../../src-preload/contract/methods.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { decodeTransferFile } from '../engine/transfer/decode-file.ts';

/** Nothing is read of a file that is larger; the engine refuses it before that. */
const LARGEST = 16 * 1024 * 1024;

export interface TransferDialogs {
  /** Asks where to save. Null: the person thought better of it. */
  chooseTarget(suggestion: string): Promise<string | null>;
  chooseSource(): Promise<string | null>;
}

export const SUGGESTION = 'webhooks.hookwright.json';

/** Exports into a file that a person chooses; a file that is there is replaced whole, or stays as it was. */
export async function saveTransfer(
  engine: Engine,
  dialogs: TransferDialogs,
  params: Params<'transfer.saveFile'>,
): Promise<Result<'transfer.saveFile'>> {
  const path = await dialogs.chooseTarget(SUGGESTION);
  if (path === null) return null;
  const { text, webhooks, secrets } = await engine.call('transfer.export', params);
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw refuse(`The file could not be written (${readCode(error)}). Choose another folder.`, path);
  }
  return { path, webhooks, secrets };
}

/** Reads a file that a person chooses. @throws EngineError `refused`, `invalid` for what is not UTF-8 text */
export async function readTransfer(dialogs: TransferDialogs): Promise<Result<'transfer.openFile'>> {
  const path = await dialogs.chooseSource();
  if (path === null) return null;
  try {
    const { size } = await stat(path);
    if (size > LARGEST) throw refuse('The file is larger than 16 MiB, which no export is.', path);
    return { name: basename(path), text: decodeTransferFile(await readFile(path)) };
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw refuse(`The file could not be read (${readCode(error)}).`, path);
  }
}

function refuse(message: string, path: string): EngineError {
  return new EngineError('refused', message, { subject: path });
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
