import { useCompose } from '../../stores/compose.ts';
import { findProvider } from '../../stores/providers.ts';
import { findWebhook } from '../../stores/webhooks.ts';
import type { RenderedTexts } from './segments.ts';
import { currentTemplate } from './template-text.ts';

/** The template that the present preview was made of, the body it gave, and how they hang together; null without both. */
export function readRenderedTexts(): RenderedTexts | null {
  const { preview, previewInput } = useCompose.getState();
  if (preview === null || previewInput === null || preview.body === null) return null;
  const provider = findProvider(findWebhook(previewInput.draft.id)?.providerId ?? '')?.provider;
  if (provider === undefined) return null;
  const template = currentTemplate(provider, previewInput.draft, previewInput.eventType);
  return { template, output: preview.body, segments: preview.segments };
}
