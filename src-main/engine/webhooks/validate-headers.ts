import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { findHeaderProblem, findSignedHeaderProblem } from '../header-rules.ts';
import { namedHeaderOf, schemeOf } from '../signing/scheme-of.ts';
import { createIssue, createWarning } from './issues.ts';

/** Headers: how many custom ones, their names and values, and what Hookwright sets itself. */
export function validateHeaders(draft: WebhookDraft, provider: Provider): FieldIssue[] {
  const rule = provider.webhook.headers;
  const { headers } = draft;
  const issues: FieldIssue[] = [];
  // Every request has a User-Agent of Hookwright's own, so that a webhook of any service may change or remove it.
  const custom = [...headers.entries()].filter(([, { name }]) => name.toLowerCase() !== 'user-agent');
  const firstTooMany = custom[rule?.maximum ?? 0]?.[0];
  if (rule === null && firstTooMany !== undefined) {
    issues.push(createIssue('headers', `${provider.name} does not send custom headers. Remove them.`));
  } else if (rule !== null && firstTooMany !== undefined) {
    const message = `${provider.name} sends at most ${rule.maximum} custom headers; there are ${custom.length}. Remove some.`;
    issues.push(createIssue(`headers.${firstTooMany}.name`, message));
  }
  const taken = listTakenNames(draft, provider);
  const seen = new Set<string>();
  for (const [index, { name, value }] of headers.entries()) {
    const problem = findHeaderProblem(name, value);
    const lower = name.toLowerCase();
    const owner = taken.get(lower);
    if (problem) issues.push({ path: `headers.${index}.${problem.at}`, ...pick(problem) });
    else if (owner) issues.push(createIssue(`headers.${index}.name`, `${name} is set by ${owner}. Remove it here.`));
    else if (seen.has(lower) && lower === 'content-type') {
      // A list of types is not a type (RFC 9110, section 8.3), and the type decides how values are encoded.
      const message = 'Content-Type is there twice, and a body has one type. Remove one of them.';
      issues.push(createIssue(`headers.${index}.name`, message));
    } else if (seen.has(lower)) {
      issues.push(createWarning(`headers.${index}.name`, `${name} is there more than once; each is sent.`));
    }
    const charset = lower === 'content-type' ? findForeignCharset(value) : null;
    if (charset !== null) {
      const message = `The body is sent in UTF-8, and this says ${charset}. Write charset=utf-8, or leave it out.`;
      issues.push(createWarning(`headers.${index}.value`, message));
    }
    if (/^[ \t]|[ \t]$/.test(value)) {
      const message = `White space around the value of ${name} is lost on the way.`;
      issues.push(createWarning(`headers.${index}.value`, message));
    }
    seen.add(lower);
  }
  return issues;
}

/** The character set that a Content-Type names, where that is not the one in which bodies are sent. */
function findForeignCharset(value: string): string | null {
  const named = /;[ \t]*charset="?([^";,]{1,40})/i.exec(value)?.[1]?.trim() ?? 'utf-8';
  return ['utf-8', 'utf8', 'us-ascii'].includes(named.toLowerCase()) ? null : named;
}

/** The kind of authorization, its names, and that its secret is there. */
export function validateAuthorization(draft: WebhookDraft, provider: Provider, hasSecret: boolean): FieldIssue[] {
  const { authorization } = draft;
  if (!provider.webhook.authorization.includes(authorization.type)) {
    return [createIssue('authorization.type', `${provider.name} does not offer this kind of authorization.`)];
  }
  if (authorization.type === 'none') return [];
  const issues: FieldIssue[] = [];
  if (authorization.type === 'basic') issues.push(...validateUserName(authorization.username));
  if (authorization.type === 'api-key') issues.push(...validateKeyName(authorization.in, authorization.name));
  if (!hasSecret) {
    const label = { basic: 'password', bearer: 'bearer token', 'api-key': 'value of the API key' }[authorization.type];
    issues.push(createWarning(`secret.${authorization.type}`, `The ${label} is missing. Enter it before sending.`));
  }
  return issues;
}

/** The header that the user names for the signature, where the provider leaves the name to the user. */
export function validateSignatureHeader(draft: WebhookDraft, provider: Provider): FieldIssue[] {
  const chosen = provider.signing?.chosenHeader;
  const isNamed = chosen ? draft.signed : nameOfHeader(draft, schemeOf(provider, draft)) !== null;
  if (!isNamed) return [];
  if (chosen && draft.signatureHeader === '') {
    return [createIssue('signatureHeader', `${chosen.label} is missing. Enter one, such as X-Signature.`)];
  }
  const problem = findSignedHeaderProblem(draft.signatureHeader);
  if (problem !== null) return [createIssue('signatureHeader', problem)];
  if (draft.signatureHeader.toLowerCase() !== 'authorization') return [];
  return [createIssue('signatureHeader', `${draft.signatureHeader} is used for something else. Choose another name.`)];
}

/** The user's name for the header of a scheme that leaves it to the user; null: the scheme's own. */
function nameOfHeader({ signatureHeader }: WebhookDraft, scheme: SigningScheme | undefined): string | null {
  return namedHeaderOf(scheme) === null || signatureHeader === '' ? null : signatureHeader;
}

function validateUserName(username: string): FieldIssue[] {
  if (username.includes(':')) {
    const message = 'A user name for Basic cannot contain a colon, because the receiver would cut it there. Remove it.';
    return [createIssue('authorization.username', message)];
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(username)) {
    return [createIssue('authorization.username', 'The user name contains a control character. Remove it.')];
  }
  return [];
}

function validateKeyName(place: 'header' | 'query', name: string): FieldIssue[] {
  const path = 'authorization.name';
  if (name === '') return [createIssue(path, 'The API key has no name. Enter the name that the receiver expects.')];
  const problem = place === 'header' ? findHeaderProblem(name, '') : null;
  return problem ? [{ path, ...pick(problem) }] : [];
}

/** Headers that come from elsewhere in the same request, and from where. */
function listTakenNames(draft: WebhookDraft, provider: Provider): Map<string, string> {
  const taken = new Map<string, string>();
  const { authorization } = draft;
  if (authorization.type === 'basic' || authorization.type === 'bearer') taken.set('authorization', 'Authorization');
  if (authorization.type === 'api-key' && authorization.in === 'header') {
    taken.set(authorization.name.toLowerCase(), 'Authorization');
  }
  for (const name of listSignatureHeaders(draft, provider)) taken.set(name.toLowerCase(), 'the signature');
  return taken;
}

function listSignatureHeaders(draft: WebhookDraft, provider: Provider): string[] {
  const { signing } = provider;
  const scheme = schemeOf(provider, draft);
  if (!signing || !scheme || draft.send === 'query') return [];
  if (signing.channels !== null && !signing.channels.includes(draft.channel)) return [];
  if (signing.chosenHeader) return draft.signed ? [draft.signatureHeader] : [];
  const { signature, timestamp, idHeader } = scheme;
  return [
    ...(signature.place.in === 'header' ? [nameOfHeader(draft, scheme) ?? signature.place.name] : []),
    ...(timestamp?.place.in === 'header' ? [timestamp.place.name] : []),
    ...(idHeader === null ? [] : [idHeader]),
  ];
}

function pick({
  message,
  severity,
}: Pick<FieldIssue, 'message' | 'severity'>): Pick<FieldIssue, 'message' | 'severity'> {
  return { message, severity };
}
