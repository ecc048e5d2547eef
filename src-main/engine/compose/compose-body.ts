import type { Meter } from '../../../src-preload/contract/compose.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { BodyType } from '../../../src-preload/contract/template.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import {
  countCodePoints,
  cutToCodePoints,
  type LaidOut,
  layoutJson,
  type RenderedTemplate,
  type RenderScope,
  renderTemplate,
  type TemplateLanguage,
} from '../template/index.ts';
import type { ChosenTemplate } from './choose-template.ts';
import type { CompileTemplate } from './template-cache.ts';
import { encodeQueryPart } from './url-query.ts';

export interface ComposedBody {
  template: ChosenTemplate;
  rendered: RenderedTemplate;
  /** The whole output in the webhook's layout. */
  laidOut: LaidOut;
  /** Cut to the limit: exactly what is sent. */
  text: string;
  bytes: Buffer;
  meter: Meter;
  /** What the request says that the body is. */
  type: BodyType;
  /** The service's document says that values go in as they are. */
  documentedRaw: boolean;
}

export interface ComposedQueryValue {
  name: string;
  /** Before URL-encoding, cut to the limit. */
  text: string;
  rendered: RenderedTemplate;
  meter: Meter;
}

/** Renders the body once: this text is signed, sent, stored and compared, and never written anew. */
export function composeBody(
  provider: Provider,
  draft: WebhookDraft,
  template: ChosenTemplate,
  scope: RenderScope,
  type: BodyType,
  compile: CompileTemplate,
  language: TemplateLanguage,
): ComposedBody {
  const rendered = renderTemplate(compile(template.text, language), scope, {
    kind: 'body',
    insertion: draft.insertion,
    type,
    valueStyle: draft.layout,
    maximumCodePoints: null,
  });
  const laidOut = layoutJson(rendered.text, type === 'json' ? draft.layout : 'as-written');
  const { text, meter } = cut(laidOut.text, provider.payload.maximumCharacters);
  const documentedRaw = provider.payload.documentedInsertion === 'raw';
  return { template, rendered, laidOut, text, bytes: Buffer.from(text, 'utf8'), meter, type, documentedRaw };
}

/** Renders the values of the query parameters; each has the limit for itself. */
export function composeQuery(
  provider: Provider,
  draft: WebhookDraft,
  scope: RenderScope,
  compile: CompileTemplate,
  language: TemplateLanguage,
): ComposedQueryValue[] {
  return draft.query.map(({ name, value }) => {
    const rendered = renderTemplate(compile(value, language), scope, {
      kind: 'query',
      insertion: 'raw',
      valueStyle: draft.layout,
      maximumCodePoints: null,
    });
    const { text, meter } = cut(rendered.text, provider.webhook.query?.maximumCharacters ?? null);
    return { name, text, rendered, meter };
  });
}

export function encodeQuery(values: readonly ComposedQueryValue[]): string {
  return values.map(({ name, text }) => `${encodeQueryPart(name)}=${encodeQueryPart(text)}`).join('&');
}

/** Limits count code points after layout, since that is what the service would count (see PRODUCT, Callgoose). */
function cut(text: string, limit: number | null): { text: string; meter: Meter } {
  const used = countCodePoints(text);
  if (limit === null || used <= limit) return { text, meter: { used, limit, cut: false } };
  return { text: cutToCodePoints(text, limit), meter: { used, limit, cut: true } };
}
