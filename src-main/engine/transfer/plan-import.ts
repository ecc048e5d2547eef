import { createHash } from 'node:crypto';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { TransferItem, TransferPlan } from '../../../src-preload/contract/transfer.ts';
import { createProblem } from '../read-json-file.ts';
import { addOwnSchemes } from '../signing/scheme-of.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import { findScope, type UsedTargets } from '../webhooks/scope-rules.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import type { FileWebhook, TransferFile } from './file-schema.ts';
import { createWrites, type ImportWrites } from './import-writes.ts';
import { planAppSettings } from './plan-app-settings.ts';
import { planDefinition } from './plan-definition.ts';
import { planProvider } from './plan-providers.ts';
import type { PlanRun } from './plan-run.ts';
import { planSchemes } from './plan-schemes.ts';
import { findRefusal, planWebhooks } from './plan-webhooks.ts';
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
 * @throws EngineError `cancelled` where the run is
 */
export async function planImport(
  reader: WorkspaceReader,
  text: string,
  file: TransferFile,
  secrets: readonly TransferSecret[] | null,
  run: PlanRun,
): Promise<ImportPlan> {
  const writes = createWrites();
  const items: TransferItem[] = [];
  const problems: FieldIssue[] = [];
  const next = new Map<string, ProviderInUse>();
  const { pause } = run;
  run.expect('compare', file.webhooks.length + (secrets?.length ?? 0));
  const sealed = new Map((secrets ?? []).map((secret) => [toKey(secret.webhookId, secret.field), secret.value]));

  const schemes = await planSchemes(reader, file.schemes ?? [], writes, pause);
  items.push(...schemes.items);
  problems.push(...schemes.problems);

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
    const planned = planProvider(reader, state, rest, await listTargets(reader, file, state, pause), writes);
    items.push(...planned.items);
    problems.push(...planned.problems);
    next.set(providerId, planned.next);
  }

  const withSchemes = new Map<string, ProviderInUse | null>();
  /** The provider as it is after the import, with the schemes that there are then. */
  function nextState(providerId: string): ProviderInUse | null {
    const known = withSchemes.get(providerId);
    if (known !== undefined) return known;
    const state = next.get(providerId) ?? reader.state(providerId);
    const made = state && { ...state, provider: addOwnSchemes(state.provider, schemes.next) };
    withSchemes.set(providerId, made);
    return made;
  }

  const planned = await planWebhooks(
    reader,
    file.webhooks,
    nextState,
    (webhookId, field) => sealed.get(toKey(webhookId, field)) ?? null,
    writes,
    run,
  );
  items.push(...planned.items);
  problems.push(...planned.problems);
  const settings = planAppSettings(reader, file, secrets, writes);
  items.push(...settings.items);
  problems.push(...settings.problems);
  const places = new Map(file.webhooks.map(({ id }, index) => [id, index]));
  const untouched = new Set(
    items.flatMap(({ kind, path, action }) => (kind === 'webhook' && action === 'leave' ? [path] : [])),
  );
  const here = new Map(reader.webhooks().map((record) => [record.id, record]));
  for (const secret of secrets ?? []) {
    await run.step();
    const index = places.get(secret.webhookId);
    const webhook = index === undefined ? undefined : file.webhooks[index];
    if (index === undefined || webhook === undefined) continue;
    const path = `webhooks[${index}]`;
    const present = untouched.has(path) ? (here.get(secret.webhookId) ?? null) : null;
    problems.push(...planSecret(reader, { webhook, path, present }, secret, items, writes));
  }

  const changes = items.filter(({ action }) => action !== 'leave').length;
  const state = file.secrets === null ? 'none' : secrets === null ? 'sealed' : 'open';
  const revisions = writes.webhooks.map(({ record }) => [record.id, record.revision]);
  const hash = await hashPlan(text, [items, problems, revisions], pause);
  return { plan: { items, problems, changes, hash, secrets: state }, writes };
}

const toKey = (webhookId: string, field: string): string => `${webhookId}\n${field}`;

/** Characters of the file that are hashed in one step. */
const HASHED = 65_536;

async function hashPlan(text: string, lists: readonly unknown[][], pause: Pause): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < text.length; at += HASHED) {
    await pause();
    hash.update(text.slice(at, at + HASHED));
  }
  for (const list of lists) {
    hash.update(`\n${list.length}\n`);
    for (const each of list) {
      await pause();
      hash.update(`${JSON.stringify(each)}\n`);
    }
  }
  return hash.digest('hex');
}

/** Not one of ours, and no file of it is here. */
function describeUnknown(providerId: string): string {
  return `There is no provider “${providerId}”. Add its provider file first, under Own providers.`;
}

/** A plan for a file that cannot be read: nothing but its problems. */
export function createRefusal(problems: FieldIssue[]): ImportPlan {
  return { plan: { items: [], problems, changes: 0, hash: '', secrets: 'none' }, writes: createWrites() };
}

/** @param present the webhook here, where the file leaves it as it is and so nothing else asks whether the role may write it */
function planSecret(
  reader: WorkspaceReader,
  { webhook, path, present }: { webhook: FileWebhook; path: string; present: WebhookRecord | null },
  { webhookId, field: inFile, value }: TransferSecret,
  items: TransferItem[],
  writes: ImportWrites,
): FieldIssue[] {
  const field = toSecretField(webhook, inFile);
  if (!field) return [];
  const replaces = reader.hasSecret(webhookId, field);
  const same = replaces && reader.readSecret(webhookId, field) === value;
  items.push({
    kind: 'secret',
    path,
    name: webhook.name,
    providerId: webhook.provider,
    action: same ? 'leave' : replaces ? 'change' : 'create',
    fields: same || !replaces ? [] : [{ field: `secret.${field}`, before: 'the secret here', after: 'another secret' }],
    notes: [],
  });
  if (same) return [];
  writes.secrets.push({ webhookId, field, value, replaces });
  const state = reader.state(webhook.provider);
  const role = present && state ? findRefusal(reader, webhook, present, state) : null;
  return role === null ? [] : [createProblem(`${path}.scope`, role)];
}

type Pause = PlanRun['pause'];

/** What webhooks belong to after the import. */
async function listTargets(
  reader: WorkspaceReader,
  file: TransferFile,
  { provider }: ProviderInUse,
  pause: Pause,
): Promise<UsedTargets> {
  const ids = new Set(file.webhooks.map(({ id }) => id));
  const scopes = [
    ...reader
      .webhooks()
      .filter(({ id, providerId }) => providerId === provider.id && !ids.has(id))
      .map(({ draft }) => draft.scope),
    ...file.webhooks.filter((webhook) => webhook.provider === provider.id).map(({ scope }) => scope),
  ];
  const used = new Map<string, Set<string>>();
  for (const scope of scopes) {
    await pause();
    const setting = findScope(provider, scope)?.targets;
    if (!setting || scope.target === null) continue;
    used.set(setting, (used.get(setting) ?? new Set()).add(scope.target));
  }
  return used;
}
