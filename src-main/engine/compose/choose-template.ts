import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

export interface ChosenTemplate {
  text: string;
  /** Where it stands in `draft.templates`, or would. */
  key: string;
  /** The provider's default, unchanged. */
  isDefault: boolean;
}

/**
 * The template for an event on the webhook's channel: the webhook's own for this event, its own for every event, then the
 * provider's for this event and for every event. Null where there is none.
 */
export function chooseTemplate(provider: Provider, draft: WebhookDraft, eventType: string): ChosenTemplate | null {
  const { channel, templates } = draft;
  const keys = [`${channel}/${eventType}`, `${channel}/*`];
  for (const key of keys) {
    if (Object.hasOwn(templates, key)) return { text: templates[key] ?? '', key, isDefault: false };
  }
  const defaults = provider.payload.templates[channel] ?? {};
  for (const name of [eventType, '*']) {
    const text = Object.hasOwn(defaults, name) ? defaults[name] : undefined;
    if (text !== undefined) return { text, key: `${channel}/${name}`, isDefault: true };
  }
  return null;
}
