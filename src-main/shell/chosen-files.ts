import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { EngineError } from '../engine/errors.ts';
import { decodeFile, type FileKind, tooLarge } from '../engine/read-json-file.ts';

/** Asks a person for files. Null: the person thought better of it. `kind` is what the dialog calls such a file. */
export interface FileDialogs {
  chooseTarget(suggestion: string, kind: string, extension?: string): Promise<string | null>;
  chooseSource(kind: string): Promise<string | null>;
}

/** Writes a file whole, for its owner alone; one that is there is replaced, or stays as it was. @throws EngineError `refused` */
export async function writeChosen(path: string, content: string | Buffer): Promise<void> {
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw refuse(`The file could not be written (${readCode(error)}). Choose another folder.`, path);
  }
}

/** Reads a file that a person chooses. @throws EngineError `refused`, `invalid` for what is not UTF-8 text */
export async function readChosen(
  dialogs: FileDialogs,
  label: string,
  kind: FileKind,
): Promise<{ name: string; text: string } | null> {
  const path = await dialogs.chooseSource(label);
  if (path === null) return null;
  try {
    const about = await stat(path);
    if (!about.isFile()) throw refuse('This is no file that could be read. Choose another one.', path);
    if (about.size > kind.maximumBytes) throw refuse(tooLarge(kind), path);
    return { name: basename(path), text: decodeFile(await readFile(path), kind) };
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
