import type { Provider } from '../../../../src-preload/contract/provider.ts';
import type { RetryChoice, SenderRule } from '../../../../src-preload/contract/retry.ts';
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
      ...findAccount(webhook.retryRule, provider),
      label: webhook.name,
      success,
      timeoutMs,
    };
    return [{ rule, webhook: { id: webhook.id, name: webhook.name, providerName: provider.name } }];
  });
  return [...own, ...senderRules.map((rule) => ({ rule, webhook: null }))];
}

/** Where a webhook's rule comes from, and how certain it is: as certain as the sender's that it follows. */
function findAccount(
  choice: RetryChoice | null,
  provider: Provider,
): Pick<SenderRule, 'source' | 'confidence' | 'notes'> {
  if (choice?.kind === 'own') {
    return { source: 'The own schedule of this webhook', confidence: 'documented', notes: [] };
  }
  if (choice?.kind === 'sender') {
    const sender = senderRules.find(({ id }) => id === choice.id);
    if (sender !== undefined) {
      const { label, source, confidence, notes } = sender;
      return { source: `${label}: ${source}`, confidence, notes };
    }
  }
  const notes = provider.assumptions.filter((text) => /\bretr(?:y|ies|ied)\b/.test(text));
  return {
    source: `${provider.name}: ${provider.source}`,
    confidence: notes.length === 0 ? 'documented' : 'assumed',
    notes,
  };
}
