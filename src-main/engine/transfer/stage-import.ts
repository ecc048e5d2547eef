import type { OwnSchemes } from '../schemes/own-schemes.ts';
import type { Rows, Staged } from '../store/rows.ts';
import type { PendingSecrets, StagedExpectation } from '../webhooks/pending-secrets.ts';
import type { SecretService } from '../webhooks/secret-service.ts';
import type { Validations } from '../webhooks/validations.ts';
import type { WebhookRecord, WebhookRecords } from '../webhooks/webhook-records.ts';
import type { AppSettingsAccess } from './app-settings.ts';
import type { ImportWrites } from './import-writes.ts';
import type { PlanRun } from './plan-run.ts';

export interface StageParts {
  ownSchemes: OwnSchemes;
  app: AppSettingsAccess;
  records: WebhookRecords;
  secrets: SecretService;
  pending: PendingSecrets;
  validations: Validations;
}

/** An import whose rows are worked out, secrets encrypted. */
export interface StagedImport {
  /** In the order in which they are written and taken over. */
  changes: Staged[];
  /** Begins what can only begin when all is stored. */
  follow(): void;
}

/** Works out, in slices, what an import writes. The provider files are written by then, their providers taken up. */
export async function stageImport(parts: StageParts, writes: ImportWrites, run: PlanRun): Promise<StagedImport> {
  const { app, ownSchemes, records, secrets, pending, validations } = parts;
  const schemes = new Map([...ownSchemes.all(), ...writes.schemes.map((scheme) => [scheme.id, scheme] as const)]);
  const changes: Staged[] = [
    ...writes.schemes.map(ownSchemes.stage),
    ...(writes.app === null ? [] : [app.stageApp(writes.app)]),
    ...(writes.mail === null ? [] : [app.stageMail(writes.mail)]),
    ...(writes.password === null ? [] : [app.stagePassword(writes.password.value)]),
    ...(writes.proxy === null ? [] : [app.stageProxy(writes.proxy)]),
    ...stageProviderRows(writes),
  ];
  const next = new Map(writes.webhooks.map(({ record }) => [record.id, record]));
  const signed = new Set<string>();
  /** Webhooks whose validation was for another URL or secret. */
  const moved = new Set<string>();
  const sealed: Staged[] = [];
  for (const { webhookId, field, value } of writes.secrets) {
    await run.pause();
    const record = next.get(webhookId) ?? records.find(webhookId);
    if (record === null) continue;
    sealed.push(secrets.prepare(record, field, value, schemes));
    if (field === 'signing') signed.add(webhookId);
    moved.add(webhookId);
  }
  const later: (StagedExpectation & { value: null })[] = [];
  const waiting: string[] = [];
  const made: string[] = [];
  for (const { record, before } of writes.webhooks) {
    await run.pause();
    if (before !== null && before.draft.url !== record.draft.url) moved.add(record.id);
    const isMoved = moved.has(record.id);
    const staged = records.stage(isMoved ? { ...record, ...validations.listLost(record) } : record, before === null);
    changes.push(isMoved ? dropValidation(parts, record, staged) : staged);
    const expected = signed.has(record.id) ? null : pending.stage(record);
    if (expected === null) continue;
    if (expected.value !== null) {
      made.push(record.id);
      sealed.push(secrets.prepare(record, 'signing', expected.value, schemes));
    } else {
      waiting.push(record.id);
      later.push(expected);
    }
  }
  for (const id of moved) {
    const record = next.has(id) ? null : records.find(id);
    if (record === null) continue;
    changes.push(dropValidation(parts, record, records.stageChange(id, validations.listLost(record))));
  }
  changes.push(...sealed);
  if (waiting.length > 0) changes.push(pending.stageWait(waiting));
  return {
    changes,
    follow() {
      if (made.length > 0) pending.noteMade(made);
      for (const each of later) each.follow();
    },
  };
}

/** Drops a validation that is under way, too: it is for another URL or secret. */
function dropValidation(
  { validations }: Pick<StageParts, 'validations'>,
  record: WebhookRecord,
  { write, adopt }: Staged<'webhooks'>,
): Staged<'webhooks'> {
  return {
    write,
    adopt() {
      adopt();
      validations.drop(record);
    },
  };
}

function stageProviderRows({ settings, events, samples }: ImportWrites): Staged[] {
  const toStaged = (write: (rows: Pick<Rows, 'providers'>) => void): Staged => ({ write, adopt() {} });
  return [
    ...settings.map(({ providerId, id, value }) =>
      toStaged(({ providers }) => providers.saveSetting({ providerId, id, value: JSON.stringify(value) })),
    ),
    ...events.map(({ row, isNew }) =>
      toStaged(({ providers }) => (isNew ? providers.addEventType(row) : providers.changeEventType(row))),
    ),
    ...samples.map((row) => toStaged(({ providers }) => providers.saveSample(row))),
  ];
}
