import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { EventTypeSpec, Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { parseEndpoint } from '../compose/endpoint.ts';
import { isOwnSchemeId } from '../signing/own-scheme-id.ts';
import { schemeOf } from '../signing/scheme-of.ts';
import { createIssue, createWarning } from './issues.ts';
import { warnOfPlainCredentials } from './keep-credential.ts';
import { findLimitProblem, findRoleProblem, findScopeProblem, type SettingValues } from './scope-rules.ts';
import { findPastedAlong } from './validate-address.ts';
import { validateAuthorization, validateHeaders, validateSignatureHeader } from './validate-headers.ts';
import { validatePlaceholders } from './validate-placeholders.ts';
import { validatePublicUrl } from './validate-public-url.ts';
import { validateRetry, validateTimeout } from './validate-rules.ts';
import { isMailAddress } from './validate-text.ts';
import { validateTls } from './validate-tls.ts';

/** What the rules look at besides the draft. */
export interface DraftContext {
  settings: SettingValues;
  /** The provider's and the user's own. */
  eventTypes: readonly EventTypeSpec[];
  /** How many other webhooks there are in the draft's scope. */
  othersInScope: number;
  /** The private key of the client certificate as it is kept; null where there is none or it cannot be read. */
  readClientKey(): string | null;
  /** Which secrets exist, readable or not. */
  secrets: {
    signing: boolean;
    authorization: boolean;
    /** Why the signing secret does not fit the scheme that the draft chose; left out where that is not looked at. */
    findSigningProblem?: () => string | null;
  };
}

/**
 * Checks a draft by the rules of its provider. Pure. Paths name the fields as the form does; an error keeps the draft from being
 * saved, a warning does not.
 */
export function validateDraft(draft: WebhookDraft, provider: Provider, context: DraftContext): FieldIssue[] {
  return [
    ...validateName(draft, provider),
    ...validateScope(draft, provider, context),
    ...validateChannel(draft, provider),
    ...validateEvents(draft, provider, context),
    ...validateUrl(draft, provider),
    ...validateTls(draft, context.readClientKey),
    ...validateMethod(draft, provider),
    ...validateAuthorization(draft, provider, context.secrets.authorization),
    ...validateHeaders(draft, provider),
    ...warnOfPlainCredentials(draft, provider),
    ...validateQuery(draft, provider),
    ...validatePlaceholders(draft),
    ...validateScheme(draft, provider),
    ...validateSignatureHeader(draft, provider),
    ...validatePublicUrl(draft, provider),
    ...validateSecret(draft, provider, context),
    ...validateSuccess(draft, provider),
    ...validateRetry(draft, provider),
    ...validateTimeout(draft),
    ...validateFailureMail(draft, provider),
  ];
}

function validateName({ name }: WebhookDraft, { webhook }: Provider): FieldIssue[] {
  if (name.trim() === '') return [createIssue('name', `${webhook.nameLabel} is missing. Enter one.`)];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(name)) {
    return [createIssue('name', `${webhook.nameLabel} contains a line break or another control character. Remove it.`)];
  }
  return [];
}

function validateScope({ scope }: WebhookDraft, provider: Provider, context: DraftContext): FieldIssue[] {
  if (provider.scopes.length === 0) return [];
  const problem =
    findScopeProblem(provider, context.settings, scope) ?? findLimitProblem(provider, scope, context.othersInScope);
  if (problem !== null) return [createIssue(scope.target === null ? 'scope' : 'scope.target', problem)];
  // Not an error here: whoever may not save it may still try it out.
  const refusal = findRoleProblem(provider, context.settings, scope);
  return refusal === null ? [] : [createWarning('scope', refusal)];
}

function validateChannel({ channel }: WebhookDraft, { channels, name }: Provider): FieldIssue[] {
  if (channels.some(({ id }) => id === channel)) return [];
  const labels = channels.map(({ label }) => label).join(', ');
  return [createIssue('channel', `${name} does not know this channel. Choose one of: ${labels}.`)];
}

function validateEvents({ events }: WebhookDraft, provider: Provider, { eventTypes }: DraftContext): FieldIssue[] {
  const minimum = provider.webhook.minimumEvents;
  if (events.length < minimum) {
    return [createIssue('events', `Choose at least ${minimum === 1 ? 'one event' : `${minimum} events`}.`)];
  }
  const unknown = events.find((id) => !eventTypes.some((type) => type.id === id && !type.internal));
  if (unknown !== undefined) {
    return [createIssue('events', `There is no event “${unknown}” to subscribe to. Take it off the webhook.`)];
  }
  if (events.length === 0) {
    const message = 'No event is chosen, so no event calls this webhook. Choose at least one.';
    return [createWarning('events', message)];
  }
  const repeated = events.find((id, index) => events.indexOf(id) !== index);
  return repeated === undefined ? [] : [createIssue('events', `The event “${repeated}” is chosen twice.`)];
}

function validateUrl({ url }: WebhookDraft, { webhook }: Provider): FieldIssue[] {
  if (url === '') return [createIssue('url', `${webhook.urlLabel} is missing. Enter one that begins with https://.`)];
  const along = findPastedAlong('url', webhook.urlLabel, url);
  if (along?.severity === 'error') return [along];
  const reading = parseEndpoint(url);
  if (!reading.ok) return [createIssue('url', reading.message)];
  const { warnings, needsConfirmation } = reading.endpoint;
  const issues = [...(along === null ? [] : [along]), ...warnings.map((message) => createWarning('url', message))];
  if (needsConfirmation) {
    issues.push(createWarning('url', 'This is a link-local or metadata address. Sending to it asks for a yes first.'));
  }
  return issues;
}

function validateMethod({ method, send }: WebhookDraft, { webhook, name }: Provider): FieldIssue[] {
  if (!webhook.methods.includes(method)) {
    return [createIssue('method', `${name} does not send ${method}. Choose one of: ${webhook.methods.join(', ')}.`)];
  }
  if (send === 'query' || (method !== 'GET' && method !== 'DELETE')) return [];
  const message =
    `A body is sent with ${method}, as the service does it, but many servers and proxies drop or refuse a body there. ` +
    'Send query parameters instead, or choose another method, if the receiver does not see it.';
  return [createWarning('method', message)];
}

function validateQuery({ send, query }: WebhookDraft, { webhook, name }: Provider): FieldIssue[] {
  if (send === 'body') return [];
  if (webhook.query === null) return [createIssue('send', `${name} sends data in the body alone. Choose the body.`)];
  const issues: FieldIssue[] = [];
  for (const [index, parameter] of query.entries()) {
    const path = `query.${index}.name`;
    if (parameter.name === '') {
      issues.push(createIssue(path, 'The query parameter has no name. Give it one, or remove the row.'));
    } else if (query.findIndex((other) => other.name === parameter.name) < index) {
      issues.push(
        createWarning(path, `The query parameter “${parameter.name}” is there more than once; each is sent.`),
      );
    }
  }
  return issues;
}

function validateScheme({ schemeId }: WebhookDraft, provider: Provider): FieldIssue[] {
  const { signing, name } = provider;
  if (schemeId === null) return [];
  if (signing?.schemeId !== null) {
    return [createIssue('schemeId', `${name} does not leave the signing scheme to its webhooks. Choose none.`)];
  }
  if (schemeOf(provider, { schemeId }) !== undefined) return [];
  if (isOwnSchemeId(schemeId)) {
    const message =
      'The own scheme that this webhook is signed with is not in this workspace any more, or was never here.';
    return [createIssue('schemeId', `${message} Bring it back, import its file, or choose another one.`)];
  }
  return [createIssue('schemeId', `There is no signing scheme “${schemeId}” here. Choose another one.`)];
}

function validateSecret(draft: WebhookDraft, provider: Provider, context: DraftContext): FieldIssue[] {
  const { signing } = provider;
  if (signing === null || schemeOf(provider, draft) === undefined) return [];
  const isUsed = signing.channels?.includes(draft.channel) ?? true;
  const isChosen = signing.chosenHeader === null || draft.signed;
  if (!isUsed || !isChosen) return [];
  if (context.secrets.signing) {
    const problem = context.secrets.findSigningProblem?.() ?? null;
    return problem === null ? [] : [createIssue('secret.signing', problem)];
  }
  if (signing.secret.need !== 'required') return [];
  const message = `${signing.secret.label} is missing. Enter one, or let one be generated.`;
  return [createIssue('secret.signing', message)];
}

function validateSuccess({ successRule }: WebhookDraft, { delivery, name }: Provider): FieldIssue[] {
  if (successRule === null || delivery.successChoice) return [];
  return [createIssue('successRule', `${name} says itself what counts as a success. Leave its rule as it is.`)];
}

function validateFailureMail({ failureEmail }: WebhookDraft, { failureMail }: Provider): FieldIssue[] {
  if (!failureMail?.perWebhook || failureEmail === '' || isMailAddress(failureEmail)) return [];
  return [
    createIssue('failureEmail', 'This is not a mail address. Write one, such as ops@example.com, or leave it empty.'),
  ];
}
