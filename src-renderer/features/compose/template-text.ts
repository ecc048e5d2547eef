import type { TemplateChoice } from '../../../src-preload/contract/compose.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

type Templates = Pick<WebhookDraft, 'templates'>;

/** The text of the template in use: the webhook's own, or the documented one. */
export function currentTemplate({ templates }: Templates, { key, documented }: TemplateChoice): string {
  return templates[key] ?? documented ?? '';
}

/** The templates with this one changed. One that equals the documented payload is not kept: it is no difference. */
export function changeTemplate(
  { templates }: Templates,
  { key, documented }: TemplateChoice,
  text: string,
): WebhookDraft['templates'] {
  const { [key]: _before, ...others } = templates;
  return text === documented ? others : { ...others, [key]: text };
}
