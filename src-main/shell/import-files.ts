import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Result } from '../../src-preload/contract/methods.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';

/** The most that is read, in bytes; the engine takes no more either. */
const LARGEST = 50 * 1024 * 1024;

const MOST_FILES = 10_000;

/** Handed to the engine in one go, in bytes. */
const PIECE = 600_000;

export interface ImportDialogs {
  /** Asks for files. Empty: the person thought better of it. */
  chooseFiles(): Promise<string[]>;
  chooseFolder(): Promise<string | null>;
}

type Opened = Result<'imports.openFiles'>;

/** Takes in files that a person chooses. */
export async function openImportFiles(engine: Engine, dialogs: ImportDialogs): Promise<Opened> {
  const paths = await dialogs.chooseFiles();
  const [first] = paths;
  if (first === undefined) return null;
  const name = paths.length === 1 ? basename(first) : `${paths.length} files`;
  return takeIn(
    engine,
    name,
    paths.map((path) => ({ path, name: basename(path) })),
    0,
  );
}

/**
 * Takes in the files of a folder that a person chooses: those in it alone, no links and nothing hidden, so that nothing outside of it is
 * read. `skipped` says how many of its entries were left out.
 */
export async function openImportFolder(engine: Engine, dialogs: ImportDialogs): Promise<Opened> {
  const folder = await dialogs.chooseFolder();
  if (folder === null) return null;
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw refuse(`The folder could not be read (${readCode(error)}).`, folder);
  });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort(new Intl.Collator('en', { numeric: true }).compare);
  if (files.length === 0) throw refuse('There are no files in this folder.', folder);
  const label = basename(folder);
  const chosen = files.map((name) => ({ path: join(folder, name), name: `${label}/${name}` }));
  return takeIn(engine, label, chosen, entries.length - files.length, 'raw-http');
}

async function takeIn(
  engine: Engine,
  name: string,
  files: readonly { path: string; name: string }[],
  skipped: number,
  format: 'raw-http' | null = null,
): Promise<Opened> {
  if (files.length > MOST_FILES) throw refuse('Up to 10,000 files can be imported at once.', name);
  const { id } = await engine.call('imports.begin', { name: name.slice(0, 500), totalBytes: 0, format });
  let room = LARGEST;
  for (const { path, name: fileName } of files) {
    const bytes = await readWhole(path, room);
    room -= bytes.length;
    for (let at = 0; at === 0 || at < bytes.length; at += PIECE) {
      const base64 = bytes.subarray(at, at + PIECE).toString('base64');
      await engine.call('imports.append', { id, file: fileName.slice(-500), base64 });
    }
  }
  return { id, name, skipped };
}

/** The bytes of an ordinary file; a link to one elsewhere is not followed. */
async function readWhole(path: string, room: number): Promise<Buffer> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    try {
      const about = await file.stat();
      if (!about.isFile()) throw refuse('This is no file that could be read.', path);
      if (about.size > room)
        throw refuse('Up to 50 MiB can be imported at once. Split them and import the parts.', path);
      return await file.readFile();
    } finally {
      await file.close();
    }
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
