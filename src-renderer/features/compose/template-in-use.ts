import { useMemo } from 'react';
import type { TemplateChoice } from '../../../src-preload/contract/compose.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { TemplateContext } from '../../../src-preload/contract/template.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import type { EventChoice } from '../../stores/compose.ts';
import { editWebhook } from '../../stores/webhook-edits.ts';
import { draftIn, findDraft, useWebhooks } from '../../stores/webhooks.ts';
import { changeTemplate, currentTemplate } from './template-text.ts';

/** Which template is written: that of a webhook for the event it is tried with. */
export interface TemplateSubject {
  webhook: Webhook;
  provider: Provider;
  choice: EventChoice;
  /** Which template that is, as the engine answers. */
  template: TemplateChoice;
}

/**
 * Something about the template's text, followed as it is typed. Only what shows it renders with a key: a component that
 * needs less than the text selects less.
 */
export function useTemplateText<Part>(
  { webhook, template }: TemplateSubject,
  select: (text: string, documented: string) => Part,
): Part {
  return useWebhooks((state) => {
    const draft = draftIn(state, webhook.id) ?? webhook;
    return select(currentTemplate(draft, template), template.documented ?? '');
  });
}

/** The text itself, to be given to `useTemplateText`. */
export const wholeText = (text: string): string => text;

/** Everything the engine needs to judge the template. */
export function useTemplateContext(subject: TemplateSubject, surroundings: TemplateSurroundings): TemplateContext {
  const text = useTemplateText(subject, wholeText);
  return useMemo(() => ({ ...surroundings, text }), [surroundings, text]);
}

/** Which text it is, for the editor's memory of undo and scrolling. */
export function documentIdOf({ webhook, template }: TemplateSubject): string {
  return `${webhook.id}/${template.key}`;
}

/** Takes the template as it was typed. */
export function writeTemplate({ webhook, template }: TemplateSubject, text: string): void {
  const draft = findDraft(webhook.id);
  if (draft === null) return;
  editWebhook(webhook.id, { templates: changeTemplate(draft, template, text) });
}

/** Goes back to the payload that the service documents. */
export function resetTemplate(subject: TemplateSubject): void {
  writeTemplate(subject, subject.template.documented ?? '');
}
