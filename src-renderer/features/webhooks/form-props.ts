import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { Issues } from './use-issues.ts';

/** What every part of a webhook's form takes. What it shows follows from the provider's data alone. */
export interface FormProps {
  webhook: Webhook;
  draft: WebhookDraft;
  state: ProviderState;
  issues: Issues;
  onDraftChange: (change: Partial<WebhookDraft>) => void;
}
