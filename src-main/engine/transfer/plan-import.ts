import { createHash } from 'node:crypto';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { TransferItem, TransferPlan } from '../../../src-preload/contract/transfer.ts';
import { createProblem } from '../read-json-file.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import { findScope, type UsedTargets } from '../webhooks/scope-rules.ts';
import type { TransferFile } from './file-schema.ts';
import { createWrites, type ImportWrites } from './import-writes.ts';
import { planAppSettings } from './plan-app-settings.ts';
import { planDefinition } from './plan-definition.ts';
import { planProvider } from './plan-providers.ts';
import { findRefusal, planWebhooks, toDraft } from './plan-webhooks.ts';
import type { TransferSecret } from './sealed-secrets.ts';
import { toSecretField } from './secret-fields.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

export interface ImportPlan {
  plan: TransferPlan;
  writes: ImportWrites;
}

/**
 * What an import would do, to the last field, looked up and not tried: nothing is written.
 * @param secrets null where the file has none, or they could not be opened
 */
export async function planImport(
  reader: WorkspaceReader,
  text: string,
  file: TransferFile,
  secrets: readonly TransferSecret[] | null,
): Promise<ImportPlan> {
  const writes = createWrites();
  const items: TransferItem[] = [];
  const problems: FieldIssue[] = [];
  const next = new Map<string, ProviderInUse>();

  for (const [providerId, part] of Object.entries(file.providers).sort(([one], [other]) => (one < other ? -1 : 1))) {
    const { definition, ...rest } = part;
    const defined = definition === undefined ? null : planDefinition(reader, providerId, definition, writes);
    if (defined?.ok === false) {
      problems.push(...defined.problems);
      continue;
    }
    if (defined) items.push(defined.item);
    const state = defined?.state ?? reader.state(providerId);
    if (!state) {
      problems.push(createProblem(`providers.${providerId}`, describeUnknown(providerId)));
      continue;
    }
    const planned = planProvider(reader, state, rest, listTargets(reader, file, state), writes);
    items.push(...planned.items);
    problems.push(...planned.problems);
    next.set(providerId, planned.next);
  }

  const planned = await planWebhooks(
    reader,
    file.webhooks,
    (providerId) => next.get(providerId) ?? reader.state(providerId),
    (webhookId, field) => secrets?.find((each) => each.webhookId === webhookId && each.field === field)?.value ?? null,
    writes,
  );
  items.push(...planned.items);
  problems.push(...planned.problems);
  const settings = planAppSettings(reader, file, secrets, writes);
  items.push(...settings.items);
  problems.push(...settings.problems);
  for (const secret of secrets ?? []) problems.push(...planSecret(reader, file, secret, items, writes));

  const changes = items.filter(({ action }) => action !== 'leave').length;
  const state = file.secrets === null ? 'none' : secrets === null ? 'sealed' : 'open';
  const hash = createHash('sha256')
    .update(text)
    .update(JSON.stringify([items, problems, writes.webhooks.map(({ record }) => [record.id, record.revision])]))
    .digest('hex');
  return { plan: { items, problems, changes, hash, secrets: state }, writes };
}

/** Not one of ours, and no file of it is here. */
function describeUnknown(providerId: string): string {
  return `There is no provider “${providerId}”. Add its provider file first, under Own providers.`;
}

/** A plan for a file that cannot be read: nothing but its problems. */
export function createRefusal(problems: FieldIssue[]): ImportPlan {
  return { plan: { items: [], problems, changes: 0, hash: '', secrets: 'none' }, writes: createWrites() };
}

function planSecret(
  reader: WorkspaceReader,
  file: TransferFile,
  { webhookId, field: inFile, value }: TransferSecret,
  items: TransferItem[],
  writes: ImportWrites,
): FieldIssue[] {
  const index = file.webhooks.findIndex(({ id }) => id === webhookId);
  const webhook = file.webhooks[index];
  const field = webhook && toSecretField(webhook, inFile);
  if (!webhook || !field) return [];
  const replaces = reader.hasSecret(webhookId, field);
  const same = replaces && reader.readSecret(webhookId, field) === value;
  items.push({
    kind: 'secret',
    path: `webhooks[${index}]`,
    name: webhook.name,
    providerId: webhook.provider,
    action: same ? 'leave' : replaces ? 'change' : 'create',
    fields: same || !replaces ? [] : [{ field: `secret.${field}`, before: 'the secret here', after: 'another secret' }],
    notes: [],
  });
  if (same) return [];
  writes.secrets.push({ webhookId, field, value, replaces });
  const present = reader.webhooks().find(({ id }) => id === webhookId);
  const state = reader.state(webhook.provider);
  const path = `webhooks[${index}].scope`;
  const isUntouched = items.some(
    (item) => item.kind === 'webhook' && item.path === `webhooks[${index}]` && item.action === 'leave',
  );
  const role = present && state && isUntouched ? findRefusal(reader, webhook, present, state) : null;
  return role === null ? [] : [createProblem(path, role)];
}

/** What webhooks belong to after the import. */
function listTargets(reader: WorkspaceReader, file: TransferFile, { provider }: ProviderInUse): UsedTargets {
  const ids = new Set(file.webhooks.map(({ id }) => id));
  const drafts = [
    ...reader
      .webhooks()
      .filter(({ id, providerId }) => providerId === provider.id && !ids.has(id))
      .map(({ draft }) => draft),
    ...file.webhooks
      .filter((webhook) => webhook.provider === provider.id)
      .map((webhook) => toDraft(webhook, reader.capturePort())),
  ];
  const used = new Map<string, Set<string>>();
  for (const { scope } of drafts) {
    const setting = findScope(provider, scope)?.targets;
    if (!setting || scope.target === null) continue;
    used.set(setting, (used.get(setting) ?? new Set()).add(scope.target));
  }
  return used;
}
