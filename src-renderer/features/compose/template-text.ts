import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

/** The key of the template in `draft.templates` that an event of the type is rendered with. */
export function templateKey(provider: Provider, draft: WebhookDraft, eventType: string): string {
  return `${draft.channel}/${provider.payload.perEvent ? eventType : '*'}`;
}

/** The payload that the service documents for the channel and the event; empty where it has none. */
export function documentedTemplate(provider: Provider, draft: WebhookDraft, eventType: string): string {
  const byEvent = provider.payload.templates[draft.channel];
  return byEvent?.[provider.payload.perEvent ? eventType : '*'] ?? byEvent?.['*'] ?? '';
}

/** The template as it stands: the webhook's own, or the documented one. */
export function currentTemplate(provider: Provider, draft: WebhookDraft, eventType: string): string {
  return draft.templates[templateKey(provider, draft, eventType)] ?? documentedTemplate(provider, draft, eventType);
}

/** The templates with this one changed. One that equals the documented payload is not kept: it is no difference. */
export function changeTemplate(
  provider: Provider,
  draft: WebhookDraft,
  eventType: string,
  text: string,
): WebhookDraft['templates'] {
  const key = templateKey(provider, draft, eventType);
  const { [key]: _before, ...others } = draft.templates;
  return text === documentedTemplate(provider, draft, eventType) ? others : { ...others, [key]: text };
}
