import type { Provider, WebhookFieldId } from '../../../src-preload/contract/provider.ts';

export interface FieldWords {
  label: string;
  hint: string | undefined;
}

/** The service's own words for a field of its form, or the window's. */
export function wordsOf(provider: Provider, field: WebhookFieldId, label: string, hint?: string): FieldWords {
  const own = provider.webhook.fields?.[field];
  return { label: own?.label ?? label, hint: own?.hint || hint };
}
