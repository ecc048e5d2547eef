import type { FieldIssue } from '../../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../../src-preload/contract/provider.ts';
import { createProblem } from '../../read-json-file.ts';
import { type Catalogue, createCatalogue } from '../catalogue.ts';
import { readProviderFile } from './provider-file.ts';
import type { FolderEntry, ProviderFolder } from './provider-folder.ts';

/** One file of the folder. With a problem it brings nothing. */
export interface LoadedFile {
  file: string;
  providerId: string | null;
  name: string | null;
  /** As it was read; null where it could not be. */
  text: string | null;
  provider: Provider | null;
  problems: FieldIssue[];
}

/** The providers of this workspace: the shipped ones, and those of the files in its folder. */
export interface OwnProviders {
  readonly folder: ProviderFolder;
  /** All that can be used, by id; another map after each reload. */
  catalogue(): Catalogue;
  files(): readonly LoadedFile[];
  /** Where a provider's id is taken: the file that brings it, or null for one that is shipped. Undefined: it is free. */
  findOwner(providerId: string): LoadedFile | null | undefined;
  /** Reads the folder again. A bad file stops no other; one that cannot be listed leaves everything as it was. */
  reload(): Promise<void>;
}

/** The providers of a workspace, with the files that are in its folder now. */
export async function openOwnProviders(folder: ProviderFolder, given?: readonly Provider[]): Promise<OwnProviders> {
  const own = createOwnProviders(folder, given);
  // A folder that cannot be listed must not keep the workspace shut; reloading says why.
  await own.reload().catch(() => undefined);
  return own;
}

/**
 * The providers of a workspace, before the first `reload` without any file.
 * @param given providers from elsewhere, such as a script; they count as shipped.
 */
export function createOwnProviders(folder: ProviderFolder, given: readonly Provider[] = []): OwnProviders {
  const base = createCatalogue(given);
  let files: readonly LoadedFile[] = [];
  let catalogue = base;

  async function reload(): Promise<void> {
    files = loadFiles(await folder.read(), base);
    catalogue = new Map([
      ...base,
      ...files.flatMap(({ provider }) => (provider ? [[provider.id, provider] as const] : [])),
    ]);
  }

  return {
    folder,
    catalogue: () => catalogue,
    files: () => files,
    findOwner(providerId) {
      if (base.has(providerId)) return null;
      return files.find(({ provider }) => provider?.id === providerId);
    },
    reload,
  };
}

/** Of two files with one provider, the first by name counts. */
function loadFiles(entries: readonly FolderEntry[], base: Catalogue): LoadedFile[] {
  const owners = new Map<string, string>();
  return entries.map((entry): LoadedFile => {
    const { file } = entry;
    const refused = { file, providerId: null, name: null, text: null, provider: null };
    if ('problem' in entry) return { ...refused, problems: [createProblem('', entry.problem)] };
    const { text } = entry;
    const reading = readProviderFile(text);
    if (!reading.ok) {
      const { problems, id, name } = reading;
      return { ...refused, text, providerId: id || null, name: name || null, problems };
    }
    const { provider } = reading;
    const about = { file, text, providerId: provider.id, name: provider.name };
    const problem = findClash(provider.id, base.get(provider.id)?.name, owners.get(provider.id));
    if (problem !== null) return { ...about, provider: null, problems: [problem] };
    owners.set(provider.id, file);
    return { ...about, provider, problems: [] };
  });
}

/** Why a provider cannot have this id; null: it can. */
export function findClash(id: string, shippedName: string | undefined, file: string | undefined): FieldIssue | null {
  if (shippedName !== undefined) {
    return createProblem('provider.id', `“${id}” is ${shippedName}, which Hookwright brings. Choose another id.`);
  }
  if (file === undefined) return null;
  return createProblem(
    'provider.id',
    `“${id}” is the provider of ${file} already. Choose another id, or change that file.`,
  );
}
