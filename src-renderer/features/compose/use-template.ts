import { useCallback, useMemo } from 'react';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { TemplateContext } from '../../../src-preload/contract/template.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import type { EventChoice } from '../../stores/compose.ts';
import { changeTemplate, currentTemplate, documentedTemplate, templateKey } from './template-text.ts';

export interface TemplateInUse {
  /** Which text it is, for the editor's memory of undo and scrolling. */
  documentId: string;
  text: string;
  isChanged: boolean;
  /** Everything the engine needs to judge the template. */
  context: TemplateContext;
  getSurroundings: () => TemplateSurroundings;
  change: (text: string) => void;
  reset: () => void;
}

/** The template that the chosen event is rendered with. */
export function useTemplate(
  webhook: Webhook,
  draft: WebhookDraft,
  provider: Provider,
  choice: EventChoice,
  onDraftChange: (change: Partial<WebhookDraft>) => void,
): TemplateInUse {
  const { eventType, dataText } = choice;
  const text = currentTemplate(provider, draft, eventType);
  const documented = documentedTemplate(provider, draft, eventType);
  const kind = draft.send === 'body' ? 'body' : 'query';
  const surroundings = useMemo<TemplateSurroundings>(
    () => ({ webhookId: webhook.id, eventType, kind, dataText, insertion: draft.insertion }),
    [webhook.id, eventType, kind, dataText, draft.insertion],
  );
  const context = useMemo<TemplateContext>(() => ({ ...surroundings, text }), [surroundings, text]);
  const change = (next: string): void => {
    onDraftChange({ templates: changeTemplate(provider, draft, eventType, next) });
  };
  return {
    documentId: `${webhook.id}/${templateKey(provider, draft, eventType)}`,
    text,
    isChanged: text !== documented,
    context,
    getSurroundings: useCallback(() => surroundings, [surroundings]),
    change,
    reset: () => change(documented),
  };
}
