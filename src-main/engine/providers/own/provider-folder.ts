import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../../errors.ts';
import { decodeFile, tooLarge } from '../../read-json-file.ts';
import { providerFileKind } from './provider-file.ts';

/** Only stops a folder that was chosen by mistake from being read for minutes. */
export const MOST_FILES = 200;

/** A file of the folder; `problem` is why its text could not be read. */
export type FolderEntry = { file: string } & ({ text: string } | { problem: string });

/** What a link leads to is not part of the workspace, and a message about it would quote what is in it. */
const linkProblem = 'This is a link to another file. Put a copy of the file here in its place.';

/** A pipe in place of the file would otherwise be waited for, and a link be followed, after both were ruled out. */
const READ_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The folder of a workspace that holds a file for each own provider. No link in it is followed. */
export interface ProviderFolder {
  readonly directory: string;
  /** By name, so that which of two files is first does not depend on the disk. A folder that is not there is empty. */
  read(): Promise<FolderEntry[]>;
  /** Whole or not at all. @returns name of the file @throws EngineError `refused` where the disk does not take it */
  write(file: string, text: string): Promise<void>;
  /** A name of a file that is free: `acme.json`, `acme-2.json`. */
  findFreeName(id: string): Promise<string>;
  /** @throws EngineError `refused` */
  remove(file: string): Promise<void>;
}

export function createProviderFolder(directory: string): ProviderFolder {
  /** @throws EngineError `refused` where the folder itself is a link. */
  async function assertNoLink(): Promise<void> {
    const about = await lstat(directory).catch(() => null);
    if (!about?.isSymbolicLink()) return;
    const message = 'The folder of own providers is a link, which is not followed. Put a folder in its place.';
    throw new EngineError('refused', message, { subject: directory });
  }

  async function list(): Promise<string[]> {
    await assertNoLink();
    try {
      const names = await readdir(directory);
      return names.filter((name) => /^[^.].*\.json$/i.test(name)).sort((one, other) => (one < other ? -1 : 1));
    } catch (error) {
      if (readCode(error) === 'ENOENT') return [];
      throw refuse('The folder of own providers cannot be read', directory, error);
    }
  }

  async function readEntry(file: string): Promise<FolderEntry> {
    const path = join(directory, file);
    try {
      // Before it is opened: opening a device may do something. Windows has no flag that refuses a link while opening.
      const found = await lstat(path);
      if (found.isSymbolicLink()) return { file, problem: linkProblem };
      if (!found.isFile()) return { file, problem: 'This is no file. Remove it from the folder.' };
      const handle = await open(path, READ_FLAGS);
      try {
        return await readOpened(file, handle);
      } finally {
        await handle.close();
      }
    } catch (error) {
      if (readCode(error) === 'ELOOP') return { file, problem: linkProblem };
      if (error instanceof EngineError) return { file, problem: error.message };
      return { file, problem: `The file could not be read (${readCode(error)}).` };
    }
  }

  async function readOpened(file: string, handle: FileHandle): Promise<FolderEntry> {
    // What was opened may be something else than what was looked at before.
    const about = await handle.stat();
    if (!about.isFile()) return { file, problem: 'This is no file. Remove it from the folder.' };
    if (about.size > providerFileKind.maximumBytes) return { file, problem: tooLarge(providerFileKind) };
    return { file, text: decodeFile(await handle.readFile(), providerFileKind) };
  }

  return {
    directory,
    async read() {
      const entries: FolderEntry[] = [];
      for (const [index, file] of (await list()).entries()) {
        const problem = `There are more than ${MOST_FILES} files in the folder; this one was not read.`;
        entries.push(index < MOST_FILES ? await readEntry(file) : { file, problem });
      }
      return entries;
    },
    async write(file, text) {
      const path = join(directory, file);
      const part = `${path}.part`;
      await assertNoLink();
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await rm(part, { force: true });
        const handle = await open(part, 'wx', 0o600);
        try {
          await handle.writeFile(text, 'utf8');
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined);
        throw refuse(`The provider file ${file} could not be written`, path, error);
      }
    },
    async findFreeName(id) {
      const taken = new Set((await list()).map((name) => name.toLowerCase()));
      for (let count = 1; ; count += 1) {
        const name = count === 1 ? `${id}.json` : `${id}-${count}.json`;
        if (!taken.has(name)) return name;
      }
    },
    async remove(file) {
      try {
        await rm(join(directory, file), { force: true });
      } catch (error) {
        throw refuse(`The provider file ${file} could not be removed`, join(directory, file), error);
      }
    },
  };
}

function refuse(what: string, path: string, cause: unknown): EngineError {
  const message = `${what} (${readCode(cause)}). Look at its rights and at the space on the disk.`;
  return new EngineError('refused', message, { subject: path }, { cause });
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
