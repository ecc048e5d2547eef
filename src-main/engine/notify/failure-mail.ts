import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { DeliveryConsequences, DeliveryEnd, SecretGuard } from '../dispatch/ports.ts';
import type { WebhookRepository } from '../store/webhook-repository.ts';
import type { Outbox } from './outbox.ts';
import { type FailureFacts, type MailText, writeDeactivationMail, writeFailureMail } from './write-mail.ts';

export interface FailureMailParts {
  /** What is done to webhooks anyway. */
  consequences: DeliveryConsequences;
  webhooks: Pick<WebhookDirectory, 'find' | 'provider'>;
  /** The rows, because inside a transaction they are ahead of what the directory shows. */
  rows: Pick<WebhookRepository, 'readFailures'>;
  outbox: Pick<Outbox, 'add' | 'wake'>;
  guard: Pick<SecretGuard, 'redactText'>;
}

/**
 * Adds the mails to what a delivery's end does to its webhook: one when it has failed for good, one more when that deactivates
 * the webhook. They are written in the transaction that writes the end itself, so neither is there without the other. A replay
 * that fails is not mailed: whoever replays thousands is looking, and the address would get them all.
 */
export function withFailureMail(parts: FailureMailParts): DeliveryConsequences {
  const { consequences, webhooks, rows, outbox, guard } = parts;

  function addMails(
    webhookId: string,
    outcome: 'failure' | 'will-retry',
    at: number,
    end: DeliveryEnd,
    isDeactivated: boolean,
  ): void {
    const webhook = webhooks.find(webhookId);
    const state = webhook && webhooks.provider(webhook.providerId);
    const present = rows.readFailures(webhookId);
    if (!webhook || !state || !present) return;
    const { provider, eventTypes } = state;
    const { delivery, error, seq } = end;
    const facts: FailureFacts = {
      provider,
      webhook,
      delivery,
      error,
      at,
      eventLabel: eventTypes.find(({ id }) => id === delivery.eventType)?.label ?? delivery.eventType,
      failuresInRow: present.consecutiveFailures,
      deactivatedBecause: present.deactivatedBecause,
    };
    const tellsDeactivation = isDeactivated && provider.failureMail?.onDeactivation === true;
    for (const to of listRecipients(state, webhook)) {
      const about = { to, providerId: provider.id, webhookId, deliveryId: delivery.id, seq };
      if (outcome === 'failure' && delivery.kind !== 'replay') {
        outbox.add({ ...about, ...redact(writeFailureMail(facts)), reason: 'delivery-failed' });
      }
      if (tellsDeactivation) {
        outbox.add({ ...about, ...redact(writeDeactivationMail(facts)), reason: 'webhook-deactivated' });
      }
    }
  }

  function redact({ subject, text }: MailText): MailText {
    return { subject: guard.redactText(subject), text: guard.redactText(text) };
  }

  return {
    recordOutcome(webhookId, outcome, at, end) {
      const before = rows.readFailures(webhookId)?.status;
      consequences.recordOutcome(webhookId, outcome, at, end);
      // A mail has said that the webhook was deactivated and why; what was under way then is in the log.
      if (outcome === 'success' || before === 'deactivated') return;
      const wasActive = before === 'active';
      const isDeactivated = wasActive && rows.readFailures(webhookId)?.status === 'deactivated';
      if (outcome === 'failure' || isDeactivated) addMails(webhookId, outcome, at, end, isDeactivated);
    },
    afterAttempt(webhookId) {
      consequences.afterAttempt(webhookId);
      if (webhooks.find(webhookId)?.status === 'deactivated') outbox.wake();
    },
    afterDelivery(delivery, outcome) {
      consequences.afterDelivery(delivery, outcome);
      if (outcome === 'failure') outbox.wake();
    },
  };
}

/** Whom the provider tells of failures: the address in its settings, where that is switched on, and the webhook's own. */
function listRecipients(
  { provider, settings }: Pick<ProviderState, 'provider' | 'settings'>,
  webhook: Webhook,
): string[] {
  const rule = provider.failureMail;
  if (rule === null) return [];
  const isOn = rule.switchSetting === null || settings[rule.switchSetting] === true;
  const common = isOn && rule.addressSetting !== null ? String(settings[rule.addressSetting] ?? '') : '';
  const own = rule.perWebhook ? webhook.failureEmail : '';
  return [...new Set([common.trim(), own.trim()])].filter((address) => address !== '');
}
