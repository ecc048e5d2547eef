import type { Webhook } from '../../src-preload/contract/webhook.ts';
import { call } from '../client/call.ts';
import { rebaseDraft, toDraft } from './drafts.ts';
import { withdrawNoticesAbout } from './notices.ts';
import { setView, useView } from './view.ts';
import { type Edits, useWebhooks, type WebhooksState } from './webhooks.ts';

/**
 * Edits after the webhook under them changed. Where nobody else changed the same field they move to the new version;
 * else they stay on the old one, and saving them meets the engine's refusal.
 */
function carryOver(edits: Edits, fresh: Webhook): Edits {
  const { draft, conflicts } = rebaseDraft(toDraft(edits.base), edits.draft, toDraft(fresh));
  return conflicts.length === 0 ? { draft, base: fresh } : edits;
}

/** Takes one webhook as the engine answered it. */
export function takeWebhook(fresh: Webhook): void {
  useWebhooks.setState((state) => {
    const known = state.webhooks.some((webhook) => webhook.id === fresh.id);
    const webhooks = known
      ? state.webhooks.map((webhook) => (webhook.id === fresh.id ? fresh : webhook))
      : [...state.webhooks, fresh];
    const edits = state.edits[fresh.id];
    return edits === undefined
      ? { webhooks }
      : { webhooks, edits: { ...state.edits, [fresh.id]: carryOver(edits, fresh) } };
  });
}

/** Takes one webhook out, with everything that is known about it. */
export function dropWebhook(id: string): void {
  withdrawNoticesAbout(id);
  useWebhooks.setState((state) => {
    const { [id]: _edits, ...edits } = state.edits;
    const { [id]: _typed, ...typed } = state.typed;
    const { [id]: _issues, ...issues } = state.issues;
    return { webhooks: state.webhooks.filter((webhook) => webhook.id !== id), edits, typed, issues };
  });
}

function takeAll(webhooks: readonly Webhook[]): Partial<WebhooksState> {
  const before = useWebhooks.getState();
  const edits: Record<string, Edits> = {};
  for (const webhook of webhooks) {
    const known = before.edits[webhook.id];
    if (known !== undefined) edits[webhook.id] = carryOver(known, webhook);
    else if (webhook.unsaved !== null) edits[webhook.id] = { draft: webhook.unsaved, base: webhook };
  }
  return { webhooks, edits };
}

/** Fetches all webhooks; edits that were kept from the last run come back with them. Selects what was selected. */
export async function loadWebhooks(): Promise<void> {
  const webhooks = await call('webhooks.list', {});
  useWebhooks.setState(takeAll(webhooks));
  const { selectedId } = useWebhooks.getState();
  if (webhooks.some((webhook) => webhook.id === selectedId)) return;
  const remembered = useView.getState().values.selectedWebhook;
  const chosen = webhooks.find((webhook) => webhook.id === remembered) ?? webhooks[0];
  useWebhooks.setState({ selectedId: chosen?.id ?? null });
}

/** Selects a webhook and remembers that for the next run. */
export function selectWebhook(id: string | null): void {
  useWebhooks.setState({ selectedId: id });
  setView('selectedWebhook', id);
}
