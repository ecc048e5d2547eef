import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';
import { EngineError } from '../engine/errors.ts';

export interface KnownWorkspace {
  id: string;
  name: string;
  /** Absolute. */
  directory: string;
}

/** The workspaces that this profile knows, and which one is open. */
export interface WorkspaceList {
  list(): KnownWorkspace[];
  current(): KnownWorkspace;
  /** Adds one in a new folder of the profile. @throws EngineError `invalid` for a name that is empty or taken */
  create(name: string): KnownWorkspace;
  /** Adds a folder, or finds the one that is known by it. @throws EngineError `invalid` for a folder that is not there */
  add(directory: string): KnownWorkspace;
  /** @throws EngineError `not-found`, `invalid` */
  rename(id: string, name: string): void;
  /** @throws EngineError `not-found` */
  choose(id: string): KnownWorkspace;
}

/** The first workspace of a profile: the one that begins with the sample. */
export const FIRST = 'first';

const fileSchema = z.object({
  current: z.string(),
  workspaces: z
    .array(z.object({ id: z.string().min(1), name: z.string().min(1), directory: z.string().min(1) }))
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
export function openWorkspaceList(profile: string): WorkspaceList {
  const path = join(profile, 'workspaces.json');
  let file = read(path);

  const toKnown = ({ id, name, directory }: ListFile['workspaces'][number]): KnownWorkspace => ({
    id,
    name,
    directory: resolve(profile, directory),
  });

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

  function checkName(name: string, exceptId: string | null): string {
    const trimmed = name.trim();
    if (trimmed === '') throw refuse('The workspace has no name. Enter one.');
    if (file.workspaces.some((each) => each.name === trimmed && each.id !== exceptId)) {
      throw refuse(`There is a workspace “${trimmed}” already. Choose another name.`);
    }
    return trimmed;
  }

  function insert(name: string, directory: string): KnownWorkspace {
    const entry = { id: randomUUID(), name, directory: toStored(directory) };
    save({ ...file, workspaces: [...file.workspaces, entry] });
    return toKnown(entry);
  }

  return {
    list: () => file.workspaces.map(toKnown),
    current: () =>
      toKnown(file.workspaces.find(({ id }) => id === file.current) ?? find(file.workspaces[0]?.id ?? FIRST)),
    create(name) {
      const checked = checkName(name, null);
      return insert(checked, findFreeFolder(join(profile, 'workspaces'), checked));
    },
    add(directory) {
      const wanted = resolve(directory);
      const known = file.workspaces.find((each) => resolve(profile, each.directory) === wanted);
      if (known) return toKnown(known);
      if (!existsSync(wanted)) throw refuse(`The folder ${wanted} is not there.`);
      const names = file.workspaces.map(({ name }) => name);
      const name = basename(wanted) || 'Workspace';
      return insert(names.includes(name) ? `${name} (${names.length + 1})` : name, wanted);
    },
    rename(id, name) {
      find(id);
      const checked = checkName(name, id);
      const workspaces = file.workspaces.map((each) => (each.id === id ? { ...each, name: checked } : each));
      save({ ...file, workspaces });
    },
    choose(id) {
      const entry = find(id);
      if (file.current !== id) save({ ...file, current: id });
      return toKnown(entry);
    },
  };
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

function refuse(message: string): EngineError {
  return new EngineError('invalid', message, { issues: [{ path: 'name', message, severity: 'error' }] });
}
