import type { retryMethods } from '../../../src-preload/contract/retry.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { describeRule, planAttempts } from '../dispatch/picture-rule.ts';
import { EngineError } from '../errors.ts';
import { chooseRule } from '../providers/choose-rule.ts';
import { senderRules } from '../providers/sender-rules.ts';
import type { HandlersOf } from './types.ts';

export function createRetryHandlers(webhooks: Pick<WebhookDirectory, 'provider'>): HandlersOf<typeof retryMethods> {
  return {
    'retry.senders': () => [...senderRules],
    'retry.picture': ({ providerId, ...fields }) => {
      const provider = webhooks.provider(providerId)?.provider;
      if (provider === undefined) throw new EngineError('not-found', `There is no provider “${providerId}”.`);
      const rule = chooseRule(fields, provider);
      const sender = fields.retryRule?.kind === 'sender' ? senderRules.find(({ id }) => id === rule.id) : undefined;
      return {
        rule,
        attempts: planAttempts(rule),
        notes: describeRule(rule),
        sender: sender ? { source: sender.source, confidence: sender.confidence, notes: sender.notes } : null,
      };
    },
  };
}
