import { create } from 'zustand';
import type { FieldIssue } from '../../src-preload/contract/errors.ts';
import type { SecretField, Webhook, WebhookDraft } from '../../src-preload/contract/webhook.ts';
import { sameData, toDraft } from './drafts.ts';
import { useKept } from './use-kept.ts';

/** Edits of one webhook, and the version of the webhook that they were made on. */
export interface Edits {
  draft: WebhookDraft;
  base: Webhook;
}

/** A secret that was typed and is not stored yet. */
export interface TypedSecret {
  value: string;
  keepPrevious?: boolean;
  /** Of a private key. */
  passphrase?: string;
}

export type TypedSecrets = Readonly<Partial<Record<SecretField, TypedSecret>>>;

export interface WebhooksState {
  webhooks: readonly Webhook[];
  edits: Readonly<Record<string, Edits>>;
  /** Secrets that were typed, by webhook. They are in the memory of the page alone, and go to the engine with a save. */
  typed: Readonly<Record<string, TypedSecrets>>;
  /** What the last save or send found wrong, by webhook; an issue goes when its field is edited. */
  issues: Readonly<Record<string, readonly FieldIssue[]>>;
  selectedId: string | null;
  /** The webhook whose save is under way. */
  saving: string | null;
}

/** The webhooks as the engine has them, and beside them the edits that are not saved. */
export const useWebhooks = create<WebhooksState>(() => ({
  webhooks: [],
  edits: {},
  typed: {},
  issues: {},
  selectedId: null,
  saving: null,
}));

/** The webhook as saved, or null. */
export function findWebhook(id: string | null): Webhook | null {
  return useWebhooks.getState().webhooks.find((webhook) => webhook.id === id) ?? null;
}

/** What the form shows and what is sent: the edits, or the webhook as saved. Null for one that is not there. */
export function findDraft(id: string | null): WebhookDraft | null {
  return draftIn(useWebhooks.getState(), id);
}

const drafts = new WeakMap<Webhook, WebhookDraft>();

/** The same object for the same webhook, so that a selector that gives it does not render again for nothing. */
function draftOf(webhook: Webhook): WebhookDraft {
  const known = drafts.get(webhook);
  if (known !== undefined) return known;
  const draft = toDraft(webhook);
  drafts.set(webhook, draft);
  return draft;
}

export function useWebhook(id: string | null): Webhook | null {
  return useWebhooks((state) => state.webhooks.find((webhook) => webhook.id === id) ?? null);
}

/** The edits of a webhook, or the webhook as saved; null for one that is not there. */
export function draftIn(state: WebhooksState, id: string | null): WebhookDraft | null {
  if (id === null) return null;
  const edits = state.edits[id];
  if (edits !== undefined) return edits.draft;
  const webhook = state.webhooks.find((each) => each.id === id);
  return webhook === undefined ? null : draftOf(webhook);
}

function sameForm(left: WebhookDraft | null, right: WebhookDraft | null): boolean {
  if (left === null || right === null) return left === right;
  return (Object.keys(left) as (keyof WebhookDraft)[]).every(
    (field) => field === 'templates' || Object.is(left[field], right[field]),
  );
}

/**
 * The draft for the forms: the same object for as long as nothing but a payload changes, so that typing a payload renders
 * none of them. Its `templates` may be older ones.
 */
export function useFormDraft(id: string | null): WebhookDraft | null {
  return useWebhooks(useKept((state: WebhooksState) => draftIn(state, id), sameForm));
}

/** True when there is something to save: edits that differ from what is saved, or a typed secret. */
export function isEdited(state: WebhooksState, id: string): boolean {
  if (state.typed[id] !== undefined) return true;
  const edits = state.edits[id];
  return edits !== undefined && !sameData(edits.draft, toDraft(edits.base));
}

export function useSelectedId(): string | null {
  return useWebhooks((state) => state.selectedId);
}
