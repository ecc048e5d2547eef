import { restoreLast } from '../stores/deleted.ts';
import { openDialog } from '../stores/dialogs.ts';
import { findProvider } from '../stores/providers.ts';
import { showWork } from '../stores/screen.ts';
import { sendWebhook, validateWebhook } from '../stores/sending.ts';
import {
  deleteWebhook,
  duplicateWebhook,
  needsValidation,
  revertEdits,
  saveWebhook,
  setActive,
} from '../stores/webhook-actions.ts';
import { selectWebhook } from '../stores/webhook-sync.ts';
import { findWebhook, isEdited, useWebhooks } from '../stores/webhooks.ts';
import type { Command } from './command.ts';

const selectedId = (): string | null => useWebhooks.getState().selectedId;
const hasSelection = (): boolean => selectedId() !== null;

function withSelected(work: (id: string) => unknown): () => void {
  return () => {
    const id = selectedId();
    if (id !== null) work(id);
  };
}

function selectedIsEdited(): boolean {
  const id = selectedId();
  return id !== null && isEdited(useWebhooks.getState(), id);
}

function selectedIsActive(): boolean {
  return findWebhook(selectedId())?.status === 'active';
}

function selectedNeedsValidation(): boolean {
  const webhook = findWebhook(selectedId());
  return webhook !== null && needsValidation(webhook);
}

function canTest(): boolean {
  const webhook = findWebhook(selectedId());
  return webhook !== null && findProvider(webhook.providerId)?.provider.lifecycle.test === true;
}

/** The webhooks in the order of the side pane: by provider, as they are listed there. */
function step(by: 1 | -1): void {
  const { webhooks, selectedId: current } = useWebhooks.getState();
  const providerIds = [...new Set(webhooks.map(({ providerId }) => providerId))];
  const ordered = providerIds.flatMap((id) => webhooks.filter(({ providerId }) => providerId === id));
  const at = ordered.findIndex(({ id }) => id === current);
  const next = ordered[(at + by + ordered.length) % ordered.length];
  if (next === undefined) return;
  showWork();
  selectWebhook(next.id);
}

/** What can be done with webhooks. */
export const webhookCommands: readonly Command[] = [
  {
    id: 'webhook.new',
    label: 'New webhook…',
    group: 'Webhook',
    keys: ['Mod+N'],
    when: () => true,
    run: () => openDialog({ kind: 'new-webhook' }),
  },
  {
    id: 'webhook.save',
    label: 'Save the webhook',
    group: 'Webhook',
    keys: ['Mod+S'],
    when: () => selectedIsEdited(),
    run: withSelected(saveWebhook),
  },
  {
    id: 'webhook.revert',
    label: 'Revert the edits',
    group: 'Webhook',
    keys: ['Mod+Shift+Backspace'],
    when: () => selectedIsEdited(),
    run: withSelected(revertEdits),
  },
  {
    id: 'webhook.duplicate',
    label: 'Duplicate the webhook',
    group: 'Webhook',
    keys: ['Mod+Shift+D'],
    when: hasSelection,
    run: withSelected(duplicateWebhook),
  },
  {
    id: 'webhook.validate',
    label: 'Validate the webhook',
    group: 'Webhook',
    keys: ['Mod+Shift+Y'],
    when: selectedNeedsValidation,
    run: withSelected(validateWebhook),
  },
  {
    id: 'webhook.activate',
    label: 'Activate the webhook',
    group: 'Webhook',
    keys: ['Mod+Shift+A'],
    when: () => hasSelection() && !selectedIsActive() && !selectedNeedsValidation(),
    run: withSelected((id) => setActive(id, true)),
  },
  {
    id: 'webhook.deactivate',
    label: 'Deactivate the webhook',
    group: 'Webhook',
    keys: ['Mod+Shift+A'],
    when: () => hasSelection() && selectedIsActive(),
    run: withSelected((id) => setActive(id, false)),
  },
  {
    id: 'webhook.delete',
    label: 'Delete the webhook',
    group: 'Webhook',
    keys: ['Mod+Shift+Delete'],
    when: hasSelection,
    run: withSelected(deleteWebhook),
  },
  {
    id: 'deleted.restore',
    label: 'Restore what was deleted last',
    group: 'Webhook',
    keys: ['Mod+Shift+T'],
    when: () => true,
    run: () => void restoreLast(),
  },
  {
    id: 'deleted.show',
    label: 'Recently deleted…',
    group: 'Webhook',
    keys: ['Mod+Shift+X'],
    when: () => true,
    run: () => openDialog({ kind: 'deleted' }),
  },
  {
    id: 'webhook.next',
    label: 'Next webhook',
    group: 'Go to',
    keys: ['Mod+PageDown'],
    when: hasSelection,
    run: () => step(1),
  },
  {
    id: 'webhook.previous',
    label: 'Previous webhook',
    group: 'Go to',
    keys: ['Mod+PageUp'],
    when: hasSelection,
    run: () => step(-1),
  },
  {
    id: 'send.event',
    label: 'Send the event',
    group: 'Send',
    keys: ['Mod+Enter'],
    when: hasSelection,
    run: withSelected((id) => sendWebhook(id, 'event')),
  },
  {
    id: 'fire.event',
    label: 'Fire an event…',
    group: 'Send',
    keys: ['Mod+E'],
    when: () => useWebhooks.getState().webhooks.length > 0,
    run: () => openDialog({ kind: 'fire', webhookId: selectedId() }),
  },
  {
    id: 'send.test',
    label: 'Send a test',
    group: 'Send',
    keys: ['Mod+Shift+Enter'],
    when: canTest,
    run: withSelected((id) => sendWebhook(id, 'test')),
  },
];
