import type { EventTypeSpec } from '../../../src-preload/contract/provider.ts';
import { type EventData, parseEventData } from '../template/index.ts';
import { chooseTemplate } from './choose-template.ts';
import { type ComposedBody, type ComposedQueryValue, composeBody, composeQuery, encodeQuery } from './compose-body.ts';
import { bodyTypeOf, findContentType } from './content-type.ts';
import { addData } from './data-language.ts';
import { type EndpointReading, parseEndpoint } from './endpoint.ts';
import { languageOf } from './language-of.ts';
import { planHeaders } from './plan-headers.ts';
import { planSigning } from './plan-signing.ts';
import { planTls } from './plan-tls.ts';
import { createRequestScope } from './request-scope.ts';
import type { CompileTemplate } from './template-cache.ts';
import type { ComposeSource, RequestPlan } from './types.ts';
import { appendQuery } from './url-query.ts';

export interface PlannedRequest {
  plan: RequestPlan;
  endpoint: EndpointReading;
  event: EventTypeSpec | null;
  data: EventData;
  /** Null in query mode, and where there is no template. */
  body: ComposedBody | null;
  query: ComposedQueryValue[];
  /** Why it cannot be sent, in sentences; what is wrong with a template is in its diagnostics. */
  problems: string[];
}

/**
 * Renders everything that stays the same in every attempt of a delivery. Never throws for what the user entered: what is missing
 * is left out and told in `problems`, so that the preview shows as much as there is.
 * @param nowMs the time that `{{timestamp}}` shows
 */
export function planRequest(source: ComposeSource, nowMs: number, compile: CompileTemplate): PlannedRequest {
  const { provider, draft } = source;
  const problems: string[] = [];
  const event = source.eventTypes.find(({ id }) => id === source.eventType) ?? null;
  if (event === null) problems.push(`${provider.name} has no event “${source.eventType}”. Choose another event.`);
  const data = parseEventData(source.dataText);
  if (!data.ok) problems.push(`The event's data cannot be read: ${data.message}`);
  const endpoint = parseEndpoint(draft.url);
  if (!endpoint.ok) problems.push(endpoint.message);
  const scope = createRequestScope(source, event, data, nowMs);

  const language = source.language ? addData(source.language, source.dataText, data) : languageOf(provider);
  const inBody = draft.send === 'body';
  const contentType = findContentType(draft);
  const template = inBody ? chooseTemplate(provider, draft, source.eventType) : null;
  if (inBody && template === null) problems.push('There is no template for this event on this channel. Write one.');
  const body = template && composeBody(provider, draft, template, scope, bodyTypeOf(contentType), compile, language);
  const query = inBody ? [] : composeQuery(provider, draft, scope, compile, language);
  if ([body?.rendered, ...query.map(({ rendered }) => rendered)].some((rendered) => rendered?.tooLarge)) {
    problems.push('The rendered text is larger than 25 MB. Use fewer or shorter values.');
  }

  const url = endpoint.ok ? appendQuery(endpoint.endpoint.address, encodeQuery(query)) : '';
  const plan: RequestPlan = {
    method: draft.method,
    url,
    headers: planHeaders(draft),
    authorization: draft.authorization,
    ...planSigning(provider, draft),
    allowLinkLocal: false,
    ...planTls(draft, url),
  };
  return { plan, endpoint, event, data, body, query, problems };
}
