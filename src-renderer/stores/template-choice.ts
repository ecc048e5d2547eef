import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import type { TemplateChoice } from '../../src-preload/contract/compose.ts';
import type { Provider } from '../../src-preload/contract/provider.ts';
import type { Webhook, WebhookDraft } from '../../src-preload/contract/webhook.ts';
import { call } from '../client/call.ts';
import { notifyError } from './notices.ts';
import { findProvider } from './providers.ts';
import { draftIn, useWebhooks } from './webhooks.ts';

interface Known {
  /** The provider that the answer is for: another one of the same id may document something else. */
  provider: Provider;
  choice: TemplateChoice;
}

/** What the engine answered, by question. */
const useKnown = create<Readonly<Record<string, Known>>>(() => ({}));

type Chosen = Pick<WebhookDraft, 'channel' | 'templates'>;

function questionOf(providerId: string, { channel, templates }: Chosen, eventType: string): string {
  return JSON.stringify({ providerId, channel, eventType, keys: Object.keys(templates).sort() });
}

async function ask(provider: Provider, question: string): Promise<void> {
  try {
    const choice = await call('compose.chooseTemplate', JSON.parse(question));
    useKnown.setState({ [question]: { provider, choice } });
  } catch (thrown) {
    // One that was removed meanwhile has nothing to show.
    if (findProvider(provider.id) !== null) notifyError('The template could not be loaded', thrown);
  }
}

/**
 * Which template of the webhook an event is rendered with, as it is edited now. Null until the engine has answered; the last
 * answer for the same webhook, channel and event stays while the next one is on its way.
 */
export function useTemplateChoice(webhook: Webhook, provider: Provider, eventType: string): TemplateChoice | null {
  const question = useWebhooks((state) => questionOf(provider.id, draftIn(state, webhook.id) ?? webhook, eventType));
  const channel = useWebhooks((state) => (draftIn(state, webhook.id) ?? webhook).channel);
  const known = useKnown((state) => state[question]);
  const answer = known !== undefined && known.provider === provider ? known.choice : null;
  const place = `${webhook.id} ${channel} ${eventType}`;
  const last = useRef<{ place: string; choice: TemplateChoice } | null>(null);
  if (answer !== null) last.current = { place, choice: answer };
  useEffect(() => {
    if (answer === null) void ask(provider, question);
  }, [answer, provider, question]);
  return answer ?? (last.current?.place === place ? last.current.choice : null);
}
