import type { ChannelId } from '../../src-preload/contract/provider.ts';
import type { SecretField, SecretOddity, Webhook } from '../../src-preload/contract/webhook.ts';
import { call } from '../client/call.ts';
import { toClientError } from '../client/client-error.ts';
import { restoreDeleted } from './deleted.ts';
import { askConflict } from './dialogs.ts';
import { rebaseDraft, toDraft } from './drafts.ts';
import { notify, notifyError } from './notices.ts';
import { findProvider } from './providers.ts';
import { dropTypedSecret } from './typed-secrets.ts';
import { dropEdits, editWebhook, flushEdits, showIssues } from './webhook-edits.ts';
import { goToFirstError } from './webhook-fields.ts';
import { dropWebhook, selectWebhook, takeWebhook } from './webhook-sync.ts';
import { findWebhook, useWebhooks } from './webhooks.ts';

/** Makes a webhook and selects it; `startId` is what it begins with, where its provider has such events. Throws ClientError when the provider's rules refuse it. */
export async function createWebhook(
  providerId: string,
  channel: ChannelId | null,
  name: string | null,
  startId?: string,
): Promise<void> {
  const webhook = await call('webhooks.create', {
    providerId,
    channel,
    name,
    ...(startId === undefined ? {} : { startId }),
  });
  takeWebhook(webhook);
  selectWebhook(webhook.id);
}

/** Saves the edits of a webhook, and with them the secrets that were typed. Issues appear at their fields; true when it is saved. */
export async function saveWebhook(id: string): Promise<boolean> {
  const edits = useWebhooks.getState().edits[id];
  const webhook = findWebhook(id);
  if (webhook === null) return false;
  const draft = edits?.draft ?? toDraft(webhook);
  const secrets = Object.entries(useWebhooks.getState().typed[id] ?? {}).map(([field, typed]) => ({
    field: field as SecretField,
    ...typed,
  }));
  useWebhooks.setState({ saving: id });
  try {
    const revision = edits?.base.revision ?? webhook.revision;
    const saved = await call('webhooks.save', { draft, revision, ...(secrets.length === 0 ? {} : { secrets }) });
    dropEdits(id);
    takeWebhook(saved);
    return true;
  } catch (thrown) {
    await explainFailedSave(id, thrown);
    return false;
  } finally {
    useWebhooks.setState({ saving: null });
  }
}

async function explainFailedSave(id: string, thrown: unknown): Promise<void> {
  const error = toClientError(thrown);
  if (error.detail.issues !== undefined) {
    showIssues(id, error.detail.issues);
    goToFirstError(error.detail.issues);
  }
  if (error.code === 'conflict') return askConflict(id);
  const name = findWebhook(id)?.name ?? 'the webhook';
  notifyError(`“${name}” was not saved`, error);
}

/** Settles a conflict: the edits go on top of the newest version, or they are given up for it. */
export async function settleConflict(id: string, keep: 'mine' | 'theirs'): Promise<void> {
  try {
    const fresh = await call('webhooks.get', { id });
    const edits = useWebhooks.getState().edits[id];
    if (keep === 'theirs' || edits === undefined) {
      dropEdits(id);
      takeWebhook(fresh);
      return;
    }
    const { draft } = rebaseDraft(toDraft(edits.base), edits.draft, toDraft(fresh));
    useWebhooks.setState((state) => ({ edits: { ...state.edits, [id]: { draft, base: fresh } } }));
    takeWebhook(fresh);
    await saveWebhook(id);
  } catch (thrown) {
    notifyError('The conflict could not be settled', thrown);
  }
}

/** Gives the edits up and goes back to the webhook as it is saved; the notice takes that back. */
export function revertEdits(id: string): void {
  const { edits, typed } = useWebhooks.getState();
  const draft = edits[id]?.draft;
  const secrets = typed[id];
  const webhook = findWebhook(id);
  if (webhook === null || (draft === undefined && secrets === undefined)) return;
  dropEdits(id);
  notify('info', `Edits of “${webhook.name}” reverted`, {
    subject: `webhook ${id}`,
    action: {
      label: 'Undo',
      run() {
        if (draft !== undefined) editWebhook(id, draft);
        if (secrets !== undefined) useWebhooks.setState((state) => ({ typed: { ...state.typed, [id]: secrets } }));
      },
    },
  });
}

/** What to select when a webhook goes: its neighbour in the list. */
function successorOf(gone: Webhook): string | null {
  const { webhooks } = useWebhooks.getState();
  const group = webhooks.filter(({ providerId }) => providerId === gone.providerId);
  const at = group.findIndex(({ id }) => id === gone.id);
  const next = group[at + 1] ?? group[at - 1] ?? webhooks.find(({ id }) => id !== gone.id);
  return next?.id ?? null;
}

/** Deletes a webhook; the notice takes it back, and so does the list of what was deleted for 30 days. */
export async function deleteWebhook(id: string): Promise<void> {
  const webhook = findWebhook(id);
  if (webhook === null) return;
  try {
    await call('webhooks.delete', { id });
    if (useWebhooks.getState().selectedId === id) selectWebhook(successorOf(webhook));
    dropWebhook(id);
    notify('info', `Deleted “${webhook.name}”`, {
      subject: `webhook ${id}`,
      action: { label: 'Undo', run: () => void restoreDeleted({ kind: 'webhook', id }, webhook.name) },
    });
  } catch (thrown) {
    notifyError(`“${webhook.name}” was not deleted`, thrown);
  }
}

/** Makes a copy and selects it. */
export async function duplicateWebhook(id: string): Promise<void> {
  try {
    const copy = await call('webhooks.duplicate', { id });
    takeWebhook(copy);
    selectWebhook(copy.id);
  } catch (thrown) {
    notifyError('The webhook was not duplicated', thrown);
  }
}

async function change(title: string, ask: () => Promise<Webhook>): Promise<boolean> {
  try {
    takeWebhook(await ask());
    return true;
  } catch (thrown) {
    notifyError(title, thrown);
    return false;
  }
}

/** True while the service's life cycle wants a passed validation before the webhook may be activated. */
export function needsValidation(webhook: Webhook): boolean {
  const lifecycle = findProvider(webhook.providerId)?.provider.lifecycle;
  return lifecycle?.validateEvent != null && webhook.validatedAt === null;
}

/** Switches a webhook on or off; the engine refuses what the provider's life cycle forbids. */
export function setActive(id: string, active: boolean): Promise<boolean> {
  const title = active ? 'The webhook was not activated' : 'The webhook was not deactivated';
  return change(title, () => call('webhooks.setActive', { id, active }));
}

/**
 * Stores a secret. The window keeps no copy of it then.
 * @returns whether it is stored, and what is wrong with it where that can be mended at the field
 */
export async function setSecret(
  webhookId: string,
  field: SecretField,
  value: string,
  options: { passphrase?: string; keepPrevious?: boolean } = {},
): Promise<{ stored: boolean; problem: string | null }> {
  // What fits depends on the scheme and the place that were chosen a moment ago.
  flushEdits();
  try {
    takeWebhook(await call('secrets.set', { webhookId, field, value, ...options }));
    dropTypedSecret(webhookId, field);
    return { stored: true, problem: null };
  } catch (thrown) {
    const [issue] = toClientError(thrown).detail.issues ?? [];
    if (issue === undefined) notifyError('The secret was not stored', thrown);
    return { stored: false, problem: issue?.message ?? null };
  }
}

/** Has the engine make a secret; the window never sees it. `keepPrevious`: the signing secret that is replaced is kept beside it. */
export async function generateSecret(webhookId: string, field: SecretField, keepPrevious = false): Promise<boolean> {
  flushEdits();
  const ask = () => call('secrets.generate', { webhookId, field, keepPrevious });
  if (!(await change('No secret was generated', ask))) return false;
  dropTypedSecret(webhookId, field);
  return true;
}

/** Has the engine take away what a warning names. */
export function tidySecret(webhookId: string, field: SecretField, kind: SecretOddity): Promise<boolean> {
  return change('The secret was not changed', () => call('secrets.tidy', { webhookId, field, kind }));
}

/** Has the engine move a credential that stands in clear into the vault; the form gets the draft that sends the same. */
export async function keepAsSecret(id: string, place: string): Promise<void> {
  const webhook = findWebhook(id);
  if (webhook === null) return;
  const draft = useWebhooks.getState().edits[id]?.draft ?? toDraft(webhook);
  try {
    const kept = await call('secrets.keep', { draft, place });
    takeWebhook(kept.webhook);
    const { url, headers, query, authorization } = kept.draft;
    editWebhook(id, { url, headers, query, authorization });
  } catch (thrown) {
    notifyError('The value was not moved', thrown);
  }
}

/** Removes a secret. */
export function clearSecret(webhookId: string, field: SecretField): Promise<boolean> {
  return change('The secret was not removed', () => call('secrets.clear', { webhookId, field }));
}

/** Has the shell put a secret on the clipboard, from where it goes after a minute. */
export async function copySecret(webhookId: string, field: SecretField): Promise<void> {
  try {
    const { clearsAfterSeconds } = await call('app.copySecret', { webhookId, field });
    notify('success', 'Secret copied', { detail: `It is cleared from the clipboard in ${clearsAfterSeconds} s.` });
  } catch (thrown) {
    notifyError('The secret was not copied', thrown);
  }
}
