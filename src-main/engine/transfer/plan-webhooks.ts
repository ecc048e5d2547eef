import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { TransferItem } from '../../../src-preload/contract/transfer.ts';
import type { SecretField, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { parseEndpoint } from '../compose/endpoint.ts';
import { createProblem } from '../read-json-file.ts';
import { isOwnSchemeId } from '../signing/own-scheme-id.ts';
import { decodeKey } from '../signing/scheme.ts';
import { schemeOf } from '../signing/scheme-of.ts';
import { dots } from '../vault/redaction.ts';
import { hidePlainCredentials, listPlainCredentials, replacePlainCredentials } from '../webhooks/plain-credentials.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import { findRoleProblem } from '../webhooks/scope-rules.ts';
import { validateDraft } from '../webhooks/validate-draft.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import type { FileWebhook } from './file-schema.ts';
import type { ImportWrites } from './import-writes.ts';
import { compareField, differs } from './plan-providers.ts';
import type { PlanRun } from './plan-run.ts';
import type { FileSecretField } from './sealed-secrets.ts';
import { toSecretField } from './secret-fields.ts';
import type { WorkspaceReader } from './workspace-reader.ts';
import { toLocalUrl } from './write-file.ts';

export interface WebhookPlan {
  items: TransferItem[];
  problems: FieldIssue[];
}

/** The webhook of the file as it would be kept here. */
export function toDraft(webhook: FileWebhook, capturePort: number): WebhookDraft {
  const { provider: _provider, active: _active, ...draft } = webhook;
  return { ...draft, name: draft.name.trim(), url: toLocalUrl(draft.url, capturePort) };
}

/** Plans the webhooks against the providers as they are after the import, in pieces, so that nothing waits for thousands of them. */
export async function planWebhooks(
  reader: WorkspaceReader,
  webhooks: readonly FileWebhook[],
  nextState: (providerId: string) => ProviderInUse | null,
  opened: (webhookId: string, field: FileSecretField) => string | null,
  writes: ImportWrites,
  run: PlanRun,
): Promise<WebhookPlan> {
  const present = new Map<string, WebhookRecord>();
  const hosts = new Set([`http://127.0.0.1:${reader.capturePort()}`]);
  const ids = new Set(webhooks.map(({ id }) => id));
  const inScope = new Map<string, number>();
  const count = (providerId: string, draft: WebhookDraft): void => {
    const key = toScopeKey(providerId, draft);
    inScope.set(key, (inScope.get(key) ?? 0) + 1);
  };
  for (const record of reader.webhooks()) {
    await run.pause();
    present.set(record.id, record);
    hosts.add(toOrigin(record.draft.url));
    if (!ids.has(record.id)) count(record.providerId, record.draft);
  }
  const filled: ReturnType<typeof fillCredentials>[] = [];
  for (const webhook of webhooks) {
    await run.pause();
    const made = fillCredentials(
      toDraft(webhook, reader.capturePort()),
      present.get(webhook.id)?.draft ?? null,
      (place) => opened(webhook.id, place as FileSecretField),
    );
    filled.push(made);
    count(webhook.provider, made.draft);
  }
  const items: TransferItem[] = [];
  const problems: FieldIssue[] = [];
  const seen = new Set<string>();

  for (const [index, webhook] of webhooks.entries()) {
    await run.step();
    const path = `webhooks[${index}]`;
    const draft = filled[index]?.draft;
    const record = present.get(webhook.id) ?? null;
    const deleted = reader.findDeleted(webhook.id);
    const state = nextState(webhook.provider);
    if (!draft) continue;
    if (seen.has(webhook.id)) problems.push(createProblem(`${path}.id`, `The id “${webhook.id}” is there twice.`));
    seen.add(webhook.id);
    if (!state) {
      problems.push(
        createProblem(`${path}.provider`, 'Its provider is not here, and does not come along in this file.'),
      );
      continue;
    }
    const owner = record ?? deleted;
    if (owner && owner.providerId !== webhook.provider) {
      problems.push(createProblem(`${path}.provider`, 'A webhook with this id belongs to another provider here.'));
      continue;
    }
    const fields = record ? compareDrafts(record.draft, draft) : [];
    const action = record ? (fields.length > 0 ? 'change' : 'leave') : 'create';
    const item: TransferItem = {
      kind: 'webhook',
      path,
      name: draft.name,
      providerId: webhook.provider,
      action,
      fields,
      notes: [],
    };
    items.push(item);
    if (action === 'leave') continue;

    const others = (inScope.get(toScopeKey(webhook.provider, draft)) ?? 1) - 1;
    // One that was deleted is in no file: that must not keep everything else out.
    const lacksScheme = isOwnSchemeId(draft.schemeId ?? '') && schemeOf(state.provider, draft) === undefined;
    const check = (signing: boolean, authorization: boolean): FieldIssue[] =>
      validateDraft(draft, state.provider, {
        settings: state.settings,
        eventTypes: state.eventTypes,
        othersInScope: others,
        readClientKey: () => null,
        secrets: { signing, authorization },
      }).filter(({ severity, path }) => severity === 'error' && !(lacksScheme && path === 'schemeId'));
    for (const issue of [...check(true, true), ...checkTemplates(draft)]) {
      problems.push(createProblem(`${path}.${toFilePath(issue.path)}`, issue.message));
    }
    const role = findRefusal(reader, webhook, owner, state);
    if (role !== null) problems.push(createProblem(`${path}.scope`, role));

    /** A signing secret that stays here has to fit the scheme that the file chooses. */
    const keepsFitting = (field: SecretField): boolean => {
      const scheme = field === 'signing' ? schemeOf(state.provider, draft) : undefined;
      const secret = scheme === undefined ? null : reader.readSecret(webhook.id, field);
      return scheme === undefined || secret === null || decodeKey(scheme, Buffer.from(secret, 'utf8')).ok;
    };
    const has = (inFile: FileSecretField): boolean => {
      const field = toSecretField(draft, inFile);
      if (opened(webhook.id, inFile) !== null) return true;
      return field !== null && reader.hasSecret(webhook.id, field) && keepsFitting(field);
    };
    const generated = state.provider.signing?.secret.need === 'generated';
    const lacksSecret = check(has('signing') || generated, has('authorization')).length > check(true, true).length;
    const isNewHost = !hosts.has(toOrigin(draft.url)) && record?.draft.url !== draft.url;
    const needsValidation = state.provider.lifecycle.validateEvent !== null && record?.draft.url !== draft.url;
    item.notes.push(...listWeakened(record?.draft ?? null, draft));
    if (isNewHost)
      item.notes.push('Stays switched off until you have looked at it: it points at a host that is new here.');
    if (lacksSecret) item.notes.push('Stays switched off until its secret is entered.');
    if (lacksScheme) {
      item.notes.push(
        'Stays switched off: its own signing scheme is neither here nor in the file. Import the file of the scheme, or choose another one.',
      );
    }
    if (needsValidation) item.notes.push('Has to be validated before it can be activated.');
    const lacks = filled[index]?.lacks ?? [];
    if (lacks.length > 0) item.notes.push(`Stays switched off: the file leaves out ${lacks.join(', ')}. Enter it.`);
    if (record?.unsaved) item.notes.push('Edits that were not saved are dropped.');
    const mayRun = !isNewHost && !lacksSecret && !lacksScheme && !needsValidation && lacks.length === 0;
    const wanted = record ? record.status : webhook.active ? 'active' : 'inactive';
    const status = mayRun ? wanted : 'inactive';
    writes.webhooks.push({
      record: toRecord(reader, webhook, draft, record ?? deleted, status, needsValidation),
      before: owner,
    });
  }
  return { items, problems };
}

/**
 * Why the role here may not write this webhook; null where it may. It has to be allowed to change the webhook where it is now and
 * where the file puts it, and it is the role of this workspace that counts, not one that the file brings.
 */
export function findRefusal(
  reader: WorkspaceReader,
  webhook: Pick<FileWebhook, 'provider' | 'scope'>,
  owner: WebhookRecord | null,
  next: ProviderInUse,
): string | null {
  const { provider, settings } = reader.state(webhook.provider) ?? next;
  const scopes = [...(owner ? [owner.draft.scope] : []), webhook.scope];
  return scopes.map((scope) => findRoleProblem(provider, settings, scope)).find((problem) => problem !== null) ?? null;
}

/** The same for webhooks of which `isSameScope` is true. */
function toScopeKey(providerId: string, { scope }: WebhookDraft): string {
  return JSON.stringify([providerId, scope.id, scope.target]);
}

/**
 * The webhook with the credentials that the file seals, or the ones that are here where it leaves them out.
 * @returns with the names of those that are nowhere, which are empty
 */
function fillCredentials(
  draft: WebhookDraft,
  here: WebhookDraft | null,
  sealed: (place: string) => string | null,
): { draft: WebhookDraft; lacks: string[] } {
  const known = here === null ? [] : listPlainCredentials(here);
  const lacks: string[] = [];
  const next = replacePlainCredentials(draft, ({ place, label, value }) => {
    if (value !== dots) return null;
    const found = sealed(place) ?? known.find((each) => each.label === label)?.value;
    if (found === undefined) lacks.push(label);
    return found ?? '';
  });
  return { draft: next, lacks };
}

function toRecord(
  reader: WorkspaceReader,
  webhook: FileWebhook,
  draft: WebhookDraft,
  before: WebhookRecord | null,
  status: WebhookRecord['status'],
  needsValidation: boolean,
): WebhookRecord {
  const now = reader.now();
  return {
    id: webhook.id,
    providerId: webhook.provider,
    draft,
    unsaved: null,
    status,
    validatedAt: needsValidation ? null : (before?.validatedAt ?? null),
    consecutiveFailures: before?.consecutiveFailures ?? 0,
    failingSince: before?.failingSince ?? null,
    deactivatedBecause: status === 'deactivated' ? (before?.deactivatedBecause ?? null) : null,
    revision: (before?.revision ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
    deletedAt: null,
  };
}

/** Values of credentials are compared, and shown as dots. */
function compareDrafts(before: WebhookDraft, after: WebhookDraft) {
  const [hiddenBefore, hiddenAfter] = [hidePlainCredentials(before), hidePlainCredentials(after)];
  return compareFields(before, after).map((found) => {
    if (found.field !== 'url' && found.field !== 'headers' && found.field !== 'query') return found;
    const shown = compareField(found.field, hiddenBefore[found.field], hiddenAfter[found.field]);
    return differs(shown) ? shown : { ...shown, after: 'the same names with another secret value' };
  });
}

function compareFields(before: WebhookDraft, after: WebhookDraft) {
  const { templates: oldTexts, tls: oldTls, ...old } = before;
  const { templates: newTexts, tls: newTls, ...rest } = after;
  const plain = Object.entries(rest).map(([field, value]) =>
    compareField(field, old[field as keyof typeof old], value),
  );
  const places = [...new Set([...Object.keys(oldTexts), ...Object.keys(newTexts)])].sort();
  const texts = places.map((place) => compareField(`templates.${place}`, oldTexts[place] ?? '', newTexts[place] ?? ''));
  const tls = [
    compareField('tls.verify', oldTls.verify, newTls.verify),
    compareField('tls.extraCa', oldTls.extraCa, newTls.extraCa),
    compareField('tls.clientCert', oldTls.clientCert, newTls.clientCert),
  ];
  return [...plain, ...tls, ...texts].filter(differs);
}

/** What makes its endpoint easier to pass for; said before anybody agrees to it. */
function listWeakened(before: WebhookDraft | null, { tls }: WebhookDraft): string[] {
  const notes: string[] = [];
  if (!tls.verify && (before?.tls.verify ?? true)) {
    notes.push(
      'Weakens it: the certificate of its receiver is not verified, so anybody in between could read what is sent.',
    );
  }
  if (tls.extraCa !== '' && tls.extraCa !== before?.tls.extraCa) {
    notes.push('Trusts a further certificate authority, of which this machine knows nothing.');
  }
  return notes;
}

function checkTemplates(draft: WebhookDraft): FieldIssue[] {
  const known = /^(custom-url|slack|discord|rocketchat)\/.+$/;
  return Object.keys(draft.templates)
    .filter((place) => !known.test(place))
    .map((place) => createProblem(`templates.${place}`, 'A template stands under “channel/event” or “channel/*”.'));
}

/** `headers.3.name` is `headers[3].name` in the file. */
function toFilePath(path: string): string {
  return path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** Where a URL sends to; a URL that is none is its own place. */
function toOrigin(url: string): string {
  const reading = parseEndpoint(url);
  return reading.ok ? reading.endpoint.url.origin : url;
}
