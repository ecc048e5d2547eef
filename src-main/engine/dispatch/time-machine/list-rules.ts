import type { SenderRule } from '../../../../src-preload/contract/retry.ts';
import type { RuleChoice } from '../../../../src-preload/contract/time-machine.ts';
import { decidePolicy } from '../../compose/delivery-policy.ts';
import type { WebhookDirectory } from '../../compose/ports.ts';
import { senderRules } from '../../providers/sender-rules.ts';

/** The rules that can be compared: of each webhook as it is saved, then of the senders. */
export function listRules(webhooks: Pick<WebhookDirectory, 'list' | 'provider'>): RuleChoice[] {
  const own = webhooks.list().flatMap((webhook): RuleChoice[] => {
    const provider = webhooks.provider(webhook.providerId)?.provider;
    if (provider === undefined) return [];
    const { retry, success, timeoutMs } = decidePolicy(provider, webhook);
    const rule: SenderRule = {
      ...retry,
      label: webhook.name,
      source: `The webhook “${webhook.name}” of ${provider.name}`,
      confidence: 'documented',
      notes: [],
      success,
      timeoutMs,
    };
    return [{ rule, webhook: { id: webhook.id, name: webhook.name, providerName: provider.name } }];
  });
  return [...own, ...senderRules.map((rule) => ({ rule, webhook: null }))];
}
