import type { TemplateChoice } from '../../../src-preload/contract/compose.ts';
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
 * The template for an event on a channel, by what of it the webhook has: its own for this event, its own for every event, then
 * the provider's for this event and for every event. Where there is none, the place that one is written to.
 * @param hasOwn whether the webhook has a template of this key
 */
export function chooseTemplateKey(
  { payload }: Provider,
  channel: WebhookDraft['channel'],
  eventType: string,
  hasOwn: (key: string) => boolean,
): TemplateChoice {
  const defaults = payload.templates[channel] ?? {};
  const name = [eventType, '*'].find((each) => Object.hasOwn(defaults, each));
  const documented = name === undefined ? null : (defaults[name] ?? null);
  const own = [`${channel}/${eventType}`, `${channel}/*`].find(hasOwn);
  return { key: own ?? `${channel}/${name ?? (payload.perEvent ? eventType : '*')}`, documented };
}

/** The template that an event is rendered with; null where there is none. */
export function chooseTemplate(provider: Provider, draft: WebhookDraft, eventType: string): ChosenTemplate | null {
  const { channel, templates } = draft;
  const hasOwn = (key: string): boolean => Object.hasOwn(templates, key);
  const { key, documented } = chooseTemplateKey(provider, channel, eventType, hasOwn);
  if (hasOwn(key)) return { text: templates[key] ?? '', key, isDefault: false };
  return documented === null ? null : { text: documented, key, isDefault: true };
}
