import { createHash } from 'node:crypto';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { ProviderFilePlan, ProviderFiles } from '../../../src-preload/contract/provider-file.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import { createMissingProviderError } from '../providers/missing-provider.ts';
import { findClash, type OwnProviders } from '../providers/own/own-providers.ts';
import { readProviderFile, writeProviderFile } from '../providers/own/provider-file.ts';
import { assertValid } from './issues.ts';
import type { ProviderStates } from './provider-states.ts';
import type { LiveDirectory } from './webhook-directory.ts';
import type { WebhookRecords } from './webhook-records.ts';

/** What a person does with the files of own providers. */
export interface ProviderFileService {
  list(): ProviderFiles;
  /** Reads the folder again; what changed in it is in use at once. @throws EngineError `refused` where it cannot be read */
  reload(): Promise<ProviderFiles>;
  /** What adding the file would bring. Writes nothing. */
  plan(text: string): Promise<ProviderFilePlan>;
  /** @throws EngineError `invalid` for a file with problems, `conflict` where the plan is another by now, `refused` by the disk */
  add(text: string, hash: string): Promise<ProviderFiles>;
  /** @returns its text, null where it could not be read @throws EngineError `not-found`, `refused` */
  remove(file: string): Promise<string | null>;
  /** Any provider as a file, with an id that is free. @throws EngineError `not-found` */
  write(providerId: string): { file: string; text: string };
}

export interface ProviderFileParts {
  own: OwnProviders;
  records: WebhookRecords;
  states: ProviderStates;
  directory: LiveDirectory;
  emit: Emit;
}

export function createProviderFiles({ own, records, states, directory, emit }: ProviderFileParts): ProviderFileService {
  const webhooksOf = (id: string | null): string[] =>
    records.list().flatMap(({ providerId, draft }) => (providerId === id ? [draft.name] : []));

  function list(): ProviderFiles {
    const missing = [...new Set(records.list().map(({ providerId }) => providerId))].filter((id) => !states.find(id));
    return {
      directory: own.folder.directory,
      files: own.files().map(({ file, providerId, name, provider, problems }) => ({
        file,
        providerId,
        name,
        webhooks: provider === null ? 0 : webhooksOf(providerId).length,
        problems,
      })),
      missing: missing.sort().map((providerId) => ({ providerId, webhooks: webhooksOf(providerId) })),
    };
  }

  async function reload(): Promise<ProviderFiles> {
    const before = own.catalogue();
    await own.reload();
    const after = own.catalogue();
    states.reload();
    directory.invalidate();
    const ids = [...new Set([...before.keys(), ...after.keys()])].filter((id) => before.get(id) !== after.get(id));
    if (ids.length > 0) emit({ name: 'providers.changed', payload: { ids } });
    const present = ids.filter((id) => after.has(id));
    for (const providerId of present) emit({ name: 'samples.changed', payload: { providerId } });
    return list();
  }

  async function plan(text: string): Promise<ProviderFilePlan> {
    const reading = readProviderFile(text);
    const hash = createHash('sha256').update(text);
    if (!reading.ok) {
      const { problems, id, name } = reading;
      return { brings: [], id, name, summary: '', file: '', waiting: [], problems, hash: hash.digest('hex') };
    }
    const { provider } = reading;
    const problem = findTaken(provider.id);
    const file = await own.folder.findFreeName(provider.id);
    const waiting = problem === null ? webhooksOf(provider.id) : [];
    return {
      brings: problem === null ? describe(provider) : [],
      id: provider.id,
      name: provider.name,
      summary: provider.summary,
      file,
      waiting,
      problems: problem === null ? [] : [problem],
      hash: hash.update(JSON.stringify([file, waiting])).digest('hex'),
    };
  }

  function findTaken(id: string): FieldIssue | null {
    const owner = own.findOwner(id);
    return owner === undefined
      ? null
      : findClash(id, owner === null ? states.get(id).provider.name : undefined, owner?.file);
  }

  return {
    list,
    reload,
    plan,
    async add(text, hash) {
      // What is on the disk counts, not what was there when the window asked last.
      await reload();
      const planned = await plan(text);
      assertValid(planned.problems);
      if (planned.hash !== hash) {
        throw new EngineError(
          'conflict',
          'The folder has changed since this was shown. Look at it again, then add it.',
        );
      }
      await own.folder.write(planned.file, text);
      return reload();
    },
    async remove(file) {
      const known = own.files().find((each) => each.file === file);
      if (!known) throw new EngineError('not-found', 'That file is not in the folder any more.', { subject: file });
      await own.folder.remove(file);
      await reload();
      return known.text;
    },
    write(providerId) {
      const provider = states.find(providerId)?.provider;
      if (!provider) throw createMissingProviderError(providerId);
      const id = findFreeId(provider.id, (candidate) => own.findOwner(candidate) !== undefined);
      const name = `${provider.name} (own)`;
      return { file: `${id}.json`, text: writeProviderFile({ ...provider, id, name }) };
    },
  };
}

function findFreeId(id: string, isTaken: (id: string) => boolean): string {
  const base = `${id.slice(0, 55)}-own`;
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? base : `${base}-${count}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** What a person wants to know before saying yes. */
function describe(provider: Provider): ProviderFilePlan['brings'] {
  const { webhook, signing, delivery, lifecycle } = provider;
  const { failures } = delivery.retry.disablesAfter;
  const labels = (items: readonly { label: string }[]): string => items.map(({ label }) => label).join(', ');
  const facts: [name: string, value: string][] = [
    ['Events', labels(provider.eventTypes.filter(({ internal }) => !internal))],
    ['Channels', labels(provider.channels)],
    ['Methods', webhook.methods.join(', ')],
    ['Belongs to', labels(provider.scopes)],
    ['Settings', labels(provider.settings)],
    [
      'Signing',
      signing === null
        ? 'none'
        : `${signing.scheme?.name ?? signing.schemeId ?? 'chosen for each webhook'} (${signing.secret.label})`,
    ],
    ['Retries', delivery.retry.label],
    ['Success', delivery.success === '2xx' ? 'any 2xx' : `status ${delivery.success} alone`],
    ['Deactivates', failures === null ? 'never' : `after ${failures} failures in a row`],
    ['Validation', lifecycle.validateEvent === null ? 'none' : 'before it can be activated'],
    ['Source', provider.source],
  ];
  return facts.flatMap(([name, value]) => (value === '' ? [] : [{ name, value }]));
}
