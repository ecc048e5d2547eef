import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { EngineError } from '../engine/errors.ts';
import { databaseName } from '../engine/store/files.ts';

export interface KnownWorkspace {
  id: string;
  name: string;
  /** Absolute. */
  directory: string;
  /** Its folder or its database is not there: moved, or on a disk that is not connected. Opening it would make an empty one in its place. */
  missing: boolean;
}

/** The workspaces that this profile knows, and which one is open. */
export interface WorkspaceList {
  /** The one that was open last comes first. */
  list(): KnownWorkspace[];
  current(): KnownWorkspace;
  /** Adds one in a new folder of the profile. @throws EngineError `invalid` for a name that is empty or taken */
  create(name: string): KnownWorkspace;
  /** Adds a folder, or finds the one that is known by it. @throws EngineError `invalid` for one that cannot be a workspace */
  add(directory: string): KnownWorkspace;
  /** @throws EngineError `not-found`, `invalid` */
  rename(id: string, name: string): void;
  /** @throws EngineError `not-found` */
  choose(id: string): KnownWorkspace;
  /** The current one was opened: from now on its folder and its database are expected to be there. */
  noteOpened(): void;
  /** The database of the current one was set aside, so that the next one begins empty. */
  noteSetAside(): void;
  /** Takes one off the list; its folder stays. @throws EngineError `not-found`, `conflict` for the one that is open */
  remove(id: string): void;
}

/** The first workspace of a profile: the one that begins with the sample. */
export const FIRST = 'first';

const fileSchema = z.object({
  current: z.string(),
  workspaces: z
    .array(
      z.object({
        id: z.string().min(1),
        name: z.string().min(1),
        directory: z.string().min(1),
        openedAt: z.number().optional(),
        /** It was opened, so that there is a database in its folder. */
        hasDatabase: z.boolean().optional(),
      }),
    )
    .min(1),
});

type ListFile = z.infer<typeof fileSchema>;

const initial: ListFile = {
  current: FIRST,
  workspaces: [{ id: FIRST, name: 'Sample workspace', directory: 'workspace' }],
};

/**
 * Keeps the list in `workspaces.json` of the profile. Folders inside the profile are written relative to it, so that it can be
 * moved. A file that cannot be read is set aside: the workspaces themselves are folders and lose nothing.
 */
export function openWorkspaceList(profile: string, now: () => number = Date.now): WorkspaceList {
  const path = join(profile, 'workspaces.json');
  let file = read(path);

  function toKnown({
    id,
    name,
    directory: stored,
    openedAt,
    hasDatabase,
  }: ListFile['workspaces'][number]): KnownWorkspace {
    const directory = resolve(profile, stored);
    // The first one is made with the profile. Once it was open, a sample in its place would hide that the work is gone.
    const wasMade = id !== FIRST || openedAt !== undefined;
    const isThere = existsSync(directory) && (hasDatabase !== true || existsSync(join(directory, databaseName)));
    return { id, name, directory, missing: wasMade && !isThere };
  }

  function toStored(directory: string): string {
    const inside = relative(profile, directory);
    return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside) ? inside.split(sep).join('/') : directory;
  }

  function save(next: ListFile): void {
    mkdirSync(profile, { recursive: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(next, null, 2)}\n`);
    renameSync(`${path}.new`, path);
    file = next;
  }

  function find(id: string): ListFile['workspaces'][number] {
    const entry = file.workspaces.find((each) => each.id === id);
    if (entry) return entry;
    throw new EngineError('not-found', 'That workspace is not in the list any more.', { subject: id });
  }

  function findCurrent(): ListFile['workspaces'][number] {
    return file.workspaces.find(({ id }) => id === file.current) ?? find(file.workspaces[0]?.id ?? FIRST);
  }

  function change(part: Partial<ListFile['workspaces'][number]>): void {
    const entry = findCurrent();
    save({ ...file, workspaces: file.workspaces.map((each) => (each === entry ? { ...each, ...part } : each)) });
  }

  function checkName(name: string, exceptId: string | null): string {
    const trimmed = name.trim();
    if (trimmed === '') throw refuse('The workspace has no name. Enter one.');
    if (file.workspaces.some((each) => each.name === trimmed && each.id !== exceptId)) {
      throw refuse(`There is a workspace “${trimmed}” already. Choose another name.`);
    }
    return trimmed;
  }

  function findFreeName(name: string): string {
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? name : `${name} (${count})`;
      if (!file.workspaces.some((each) => each.name === candidate)) return candidate;
    }
  }

  function insert(name: string, directory: string): KnownWorkspace {
    const entry = { id: randomUUID(), name, directory: toStored(directory) };
    save({ ...file, workspaces: [...file.workspaces, entry] });
    return toKnown(entry);
  }

  return {
    list: () => file.workspaces.toSorted((one, other) => (other.openedAt ?? 0) - (one.openedAt ?? 0)).map(toKnown),
    current: () => toKnown(findCurrent()),
    create(name) {
      const checked = checkName(name, null);
      const directory = findFreeFolder(join(profile, 'workspaces'), checked);
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      return insert(checked, directory);
    },
    add(directory) {
      const wanted = resolve(directory);
      const known = file.workspaces.find((each) => resolve(profile, each.directory) === wanted);
      if (known) return toKnown(known);
      assertUsable(wanted);
      return insert(findFreeName(basename(wanted) || 'Workspace'), wanted);
    },
    rename(id, name) {
      find(id);
      const checked = checkName(name, id);
      const workspaces = file.workspaces.map((each) => (each.id === id ? { ...each, name: checked } : each));
      save({ ...file, workspaces });
    },
    choose(id) {
      const entry = find(id);
      const workspaces = file.workspaces.map((each) => (each.id === id ? { ...each, openedAt: now() } : each));
      save({ current: id, workspaces });
      return toKnown(entry);
    },
    noteOpened() {
      const { openedAt, hasDatabase } = findCurrent();
      if (openedAt === undefined || hasDatabase !== true) change({ openedAt: openedAt ?? now(), hasDatabase: true });
    },
    noteSetAside: () => change({ hasDatabase: false }),
    remove(id) {
      const { name } = find(id);
      if (id === file.current) {
        throw new EngineError('conflict', `“${name}” is open. Switch to another workspace, then take it off the list.`);
      }
      save({ ...file, workspaces: file.workspaces.filter((each) => each.id !== id) });
    },
  };
}

/** Opening it would make an empty workspace where another is expected. */
export function createMissingError(directory: string): EngineError {
  const message = existsSync(directory)
    ? `The database of this workspace, ${databaseName}, is not in its folder: it was deleted or moved.`
    : 'The folder of this workspace is not there: it was moved, or its disk is not connected.';
  return new EngineError('not-found', `${message} Nothing was made in its place.`, { subject: directory });
}

function read(path: string): ListFile {
  if (!existsSync(path)) return initial;
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    try {
      renameSync(path, `${path}.unreadable`);
    } catch {
      // It stays, and is written over by the next change.
    }
    return initial;
  }
}

/** Letters and digits of the name, which every file system takes. */
function findFreeFolder(parent: string, name: string): string {
  const slug =
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'workspace';
  for (let count = 1; ; count += 1) {
    const directory = join(parent, count === 1 ? slug : `${slug}-${count}`);
    if (!existsSync(directory)) return directory;
  }
}

/** Another folder's files must not get a database among them, nor be closed to other users as a workspace is. */
function assertUsable(directory: string): void {
  if (!existsSync(directory) || !statSync(directory).isDirectory())
    throw refuse(`The folder ${directory} is not there.`);
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch {
    throw refuse(`The folder ${directory} cannot be read. Give your user the right to, or choose another one.`);
  }
  if (names.includes(databaseName) || names.every((name) => name.startsWith('.'))) return;
  throw refuse(
    `There is no workspace in ${directory}, but other files are. Choose a workspace’s folder, or an empty one.`,
  );
}

function refuse(message: string): EngineError {
  return new EngineError('invalid', message, { issues: [{ path: 'name', message, severity: 'error' }] });
}
