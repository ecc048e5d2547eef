import type { Params, Result } from '../../../src-preload/contract/methods.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import type { OwnProviders } from '../providers/own/own-providers.ts';
import type { Random } from '../random.ts';
import type { OwnSchemes } from '../schemes/own-schemes.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { createLockedError, createUndecidedError } from '../vault/vault-errors.ts';
import { assertValid } from '../webhooks/issues.ts';
import type { PendingSecrets } from '../webhooks/pending-secrets.ts';
import { listPlainCredentials } from '../webhooks/plain-credentials.ts';
import type { ProviderStates } from '../webhooks/provider-states.ts';
import type { SecretService } from '../webhooks/secret-service.ts';
import type { Validations } from '../webhooks/validations.ts';
import type { LiveDirectory } from '../webhooks/webhook-directory.ts';
import type { WebhookRecord, WebhookRecords } from '../webhooks/webhook-records.ts';
import { MAIL, MOST_WEBHOOKS } from './file-schema.ts';
import type { ImportWrites } from './import-writes.ts';
import { nameLiterals } from './name-literals.ts';
import { createRefusal, type ImportPlan, planImport } from './plan-import.ts';
import { createPlanRuns, type PlanRun } from './plan-run.ts';
import { exportFile } from './read-file.ts';
import { readTransferFileAside } from './read-file-aside.ts';
import { type FileSecretField, openSecrets, sealSecrets, type TransferSecret } from './sealed-secrets.ts';
import { fileSecretFields, toSecretField } from './secret-fields.ts';
import { type StageParts, stageImport } from './stage-import.ts';
import type { WorkspaceReader } from './workspace-reader.ts';
import { writeProviderFiles } from './write-definitions.ts';
import { listProviders, writeTransferFile } from './write-file.ts';

/** Webhooks, settings, events and samples as a file, and back. */
export interface Transfer {
  /**
   * @throws EngineError `secret-locked` where secrets are asked for and one cannot be read; `refused` where the file would be too
   * large to be imported
   */
  export(params: Params<'transfer.export'>): Promise<Result<'transfer.export'>>;
  /** Writes nothing. @throws EngineError `invalid` for a wrong passphrase, `cancelled` */
  plan(params: Params<'transfer.plan'>): Promise<Result<'transfer.plan'>>;
  /** All or nothing. @throws EngineError `invalid` for a plan with problems, `conflict` where it is another one by now, `cancelled` */
  apply(params: Params<'transfer.apply'>): Promise<Result<'transfer.apply'>>;
  /** Stops a plan, or an import that is not stored yet. */
  cancel(params: Params<'transfer.cancel'>): Result<'transfer.cancel'>;
}

export interface TransferParts {
  store: Store;
  vault: Vault;
  random: Random;
  emit: Emit;
  reader: WorkspaceReader;
  records: WebhookRecords;
  states: ProviderStates;
  secrets: SecretService;
  pending: PendingSecrets;
  validations: Validations;
  directory: LiveDirectory;
  own: OwnProviders;
  ownSchemes: OwnSchemes;
  meta: KeyValueRepository;
}

export function openTransfer(parts: TransferParts): Transfer {
  const { store, vault, random, emit, reader, records, states, directory } = parts;
  const { app } = reader;
  const stageParts: StageParts = { app, ...parts };
  const runs = createPlanRuns(emit);

  async function makePlan(text: string, passphrase: string | null, run: PlanRun): Promise<ImportPlan> {
    const reading = await readTransferFileAside(text, run.signal);
    if (!reading.ok) return createRefusal(reading.problems);
    const { file } = reading;
    const opened = file.secrets && passphrase !== null ? await openSecrets(file.secrets, passphrase) : null;
    run.signal.throwIfAborted();
    return planImport(reader, text, file, opened, run);
  }

  /** Somebody may have saved, switched off or deleted one since the plan was made, or entered a secret. */
  function assertUnchanged({ webhooks, secrets }: ImportWrites): void {
    for (const { record, before } of webhooks) {
      const present = records.find(record.id) ?? records.findDeleted(record.id);
      if (!isSameRecord(before, present)) throw createChangedError();
    }
    for (const { webhookId, field, replaces } of secrets) {
      if (!replaces && reader.hasSecret(webhookId, field)) throw createChangedError();
    }
  }

  function assertVaultReady(): void {
    const status = vault.status();
    if (status.state === 'undecided') throw createUndecidedError();
    if (status.state !== 'ready') throw createLockedError(status);
  }

  /** @param close is called when it cannot be cancelled any more */
  async function commit(writes: ImportWrites, run: PlanRun, close: () => void): Promise<void> {
    // First the files: the webhooks of a provider need it. They are taken back where the rest does not get through.
    const files = await writeProviderFiles(parts, writes.definitions);
    try {
      states.reload();
      const { changes, follow } = await stageImport(stageParts, writes, run);
      changes.push(files.keep);
      run.expect('write', changes.length);
      await store.transact({
        steps: changes.map(({ write }) => write),
        check: () => assertUnchanged(writes),
        pause: (done) => run.reach(done),
        last() {
          run.signal.throwIfAborted();
          close();
        },
        stored() {
          for (const { adopt } of changes) adopt();
          states.reload();
          directory.invalidate();
        },
      });
      follow();
    } catch (error) {
      await files.takeBack();
      states.reload();
      directory.invalidate();
      throw error;
    }
  }

  function tell(writes: ImportWrites): void {
    const providers = [
      ...writes.definitions,
      ...writes.settings,
      ...writes.events.map(({ row }) => row),
      ...writes.samples,
    ];
    const ids = [...new Set(providers.map(({ providerId }) => providerId))];
    if (ids.length > 0) emit({ name: 'providers.changed', payload: { ids } });
    for (const providerId of ids) emit({ name: 'samples.changed', payload: { providerId } });
    const changed = [
      ...writes.webhooks.map(({ record }) => record.id),
      ...writes.secrets.map((each) => each.webhookId),
      ...records
        .list()
        .flatMap(({ id, draft }) => (writes.schemes.some((scheme) => scheme.id === draft.schemeId) ? id : [])),
    ];
    if (writes.schemes.length > 0) emit({ name: 'schemes.changed', payload: {} });
    if (writes.proxy !== null) emit({ name: 'settings.changed', payload: {} });
    if (changed.length > 0) emit({ name: 'webhooks.changed', payload: { ids: [...new Set(changed)] } });
  }

  return {
    async export({ webhookIds, settings: wanted, passphrase }) {
      const everything = webhookIds === null;
      const settings = wanted ?? everything;
      const chosen = reader.webhooks().filter(({ id }) => everything || webhookIds.includes(id));
      const secrets =
        passphrase === null
          ? []
          : [...chosen.flatMap((record) => readSecrets(reader, record)), ...(settings ? readPassword(reader) : [])];
      const sealed = passphrase === null ? null : await sealSecrets(secrets, passphrase, random);
      const text = writeTransferFile(reader, chosen, { everything, settings, secrets: sealed });
      assertReadable(text, chosen.length);
      return {
        text,
        webhooks: chosen.length,
        secrets: secrets.length,
        leftOut: passphrase === null ? chosen.flatMap(({ draft }) => nameLeftOut(draft)) : [],
        unsaved: chosen.flatMap(({ draft, unsaved }) => (unsaved === null ? [] : draft.name)),
        literals: nameLiterals(reader, chosen, listProviders(reader, chosen, everything)),
      };
    },
    plan: ({ text, passphrase, id }) => runs.with(id, async (run) => (await makePlan(text, passphrase, run)).plan),
    apply: ({ text, passphrase, hash, replaceSecrets, id }) =>
      runs.with(id, async (run, close) => {
        const { plan, writes } = await makePlan(text, passphrase, run);
        assertValid(plan.problems);
        if (plan.hash !== hash) {
          throw createChangedError();
        }
        if (!replaceSecrets) {
          writes.secrets = writes.secrets.filter(({ replaces }) => !replaces);
          if (writes.password?.replaces) writes.password = null;
        }
        const { password } = writes;
        if (writes.secrets.length > 0 || (password !== null && password.value !== null)) assertVaultReady();
        await commit(writes, run, close);
        if (writes.secrets.some(({ replaces }) => replaces) || password !== null || writes.proxy !== null) {
          store.scrub();
        }
        tell(writes);
        return plan;
      }),
    cancel: ({ id }) => ({ cancelled: runs.cancel(id) }),
  };
}

/** How a webhook fares goes on being counted meanwhile, and is no difference. Every change of the draft makes a new revision. */
function isSameRecord(one: WebhookRecord | null, other: WebhookRecord | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.revision === other.revision &&
    one.status === other.status &&
    one.validatedAt === other.validatedAt &&
    one.deletedAt === other.deletedAt &&
    JSON.stringify(one.unsaved) === JSON.stringify(other.unsaved)
  );
}

function createChangedError(): EngineError {
  return new EngineError(
    'conflict',
    'The file or the workspace has changed since its changes were shown. Look at them again, then import.',
  );
}

function readSecrets(reader: WorkspaceReader, { id: webhookId, draft }: WebhookRecord): TransferSecret[] {
  const plain = listPlainCredentials(draft).map(({ place, value }) => ({
    webhookId,
    field: place as FileSecretField,
    value,
  }));
  const kept = fileSecretFields.flatMap((inFile): TransferSecret[] => {
    const field = toSecretField(draft, inFile);
    if (field === null || !reader.hasSecret(webhookId, field)) return [];
    const value = reader.readSecret(webhookId, field);
    if (value !== null) return [{ webhookId, field: inFile, value }];
    throw createUnreadableError();
  });
  return [...kept, ...plain];
}

function nameLeftOut(draft: WebhookDraft): string[] {
  return listPlainCredentials(draft).map(({ label }) => `${label} of “${draft.name}”`);
}

function readPassword({ app }: WorkspaceReader): TransferSecret[] {
  if (!app.hasPassword()) return [];
  const value = app.readPassword();
  if (value === null) throw createUnreadableError();
  return [{ webhookId: MAIL, field: 'authorization', value }];
}

function createUnreadableError(): EngineError {
  return new EngineError(
    'secret-locked',
    'A secret cannot be read at the moment, so nothing was exported. Unlock the secrets first.',
  );
}

const MEBIBYTE = 1024 * 1024;

/** An export that no import takes would be found out when it is needed. */
function assertReadable(text: string, webhooks: number): void {
  if (webhooks > MOST_WEBHOOKS) {
    const message = `A file holds ${MOST_WEBHOOKS} webhooks at most, so nothing was exported. Export these ${webhooks} in several files.`;
    throw new EngineError('refused', message);
  }
  const { maximumBytes } = exportFile;
  const bytes = Buffer.byteLength(text);
  if (bytes <= maximumBytes) return;
  const message =
    `The export would have ${Math.ceil(bytes / MEBIBYTE)} MiB, and a file of more than ${maximumBytes / MEBIBYTE} MiB cannot be ` +
    'imported, so nothing was exported. Choose fewer webhooks, or remove large sample events first.';
  throw new EngineError('refused', message);
}
