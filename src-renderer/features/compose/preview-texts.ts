import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { useCompose } from '../../stores/compose.ts';
import { findProvider } from '../../stores/providers.ts';
import { findTemplateChoice } from '../../stores/template-choice.ts';
import { findDraft, findWebhook } from '../../stores/webhooks.ts';
import type { RenderedTexts } from './segments.ts';
import { currentTemplate } from './template-text.ts';

function templateOf(provider: Provider, draft: WebhookDraft, eventType: string): string | null {
  const choice = findTemplateChoice(provider, draft, eventType);
  return choice === null ? null : currentTemplate(draft, choice);
}

/** True while the template is another one than that of the preview: its offsets would point beside what they mean. */
function isBehind(template: string, id: string, provider: Provider, eventType: string): boolean {
  const draft = findDraft(id);
  return draft !== null && templateOf(provider, draft, eventType) !== template;
}

/**
 * The template that the present preview was made of, the body it gave, and how they hang together; null without both,
 * and while a newer template waits for its preview.
 */
export function readRenderedTexts(): RenderedTexts | null {
  const { preview, previewInput } = useCompose.getState();
  if (preview === null || previewInput === null || preview.body === null) return null;
  const provider = findProvider(findWebhook(previewInput.draft.id)?.providerId ?? '')?.provider;
  if (provider === undefined) return null;
  const template = templateOf(provider, previewInput.draft, previewInput.eventType);
  if (template === null || isBehind(template, previewInput.draft.id, provider, previewInput.eventType)) return null;
  return { template, output: preview.body, segments: preview.segments };
}
