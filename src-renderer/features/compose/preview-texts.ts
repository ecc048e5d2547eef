import { useCompose } from '../../stores/compose.ts';
import { findDraft } from '../../stores/webhooks.ts';
import type { RenderedTexts } from './segments.ts';
import { currentTemplate } from './template-text.ts';

/**
 * The template that the present preview was made of, the body it gave, and how they hang together; null without both,
 * and while a newer template waits for its preview: its offsets would point beside what they mean.
 */
export function readRenderedTexts(): RenderedTexts | null {
  const { preview, previewInput } = useCompose.getState();
  if (preview === null || previewInput === null || preview.body === null || preview.template === null) return null;
  const template = currentTemplate(previewInput.draft, preview.template);
  const draft = findDraft(previewInput.draft.id);
  if (draft !== null && currentTemplate(draft, preview.template) !== template) return null;
  return { template, output: preview.body, segments: preview.segments };
}
