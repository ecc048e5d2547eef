import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { createWarning } from './issues.ts';

/**
 * Texts of a draft that are sent and are no templates, with the path and the name that a person knows. Names of headers
 * are not among them: a brace is an error there.
 */
function listPlainTexts(draft: WebhookDraft): [path: string, what: string, text: string][] {
  const { authorization } = draft;
  const texts: [string, string, string][] = [['url', 'The URL', draft.url]];
  for (const [index, { name, value }] of draft.headers.entries()) {
    texts.push([`headers.${index}.value`, `The value of ${name === '' ? 'the header' : name}`, value]);
  }
  if (authorization.type === 'basic') texts.push(['authorization.username', 'The user name', authorization.username]);
  if (authorization.type === 'api-key' && authorization.in === 'query') {
    texts.push(['authorization.name', 'The name of the key', authorization.name]);
  }
  if (draft.send === 'query') {
    for (const [index, { name }] of draft.query.entries()) {
      texts.push([`query.${index}.name`, 'The name of the parameter', name]);
    }
  }
  return texts;
}

/** A warning at each field that holds a placeholder or a conditional, where the engine replaces none. */
export function validatePlaceholders(draft: WebhookDraft): FieldIssue[] {
  const where = draft.send === 'query' ? 'the values of query parameters' : 'the payload';
  return listPlainTexts(draft).flatMap(([path, what, text]) => {
    const found = findBraces(text);
    if (found === null) return [];
    const message = `${what} is sent as written: ${found} is not replaced here. Placeholders work in ${where} only.`;
    return [createWarning(path, message)];
  });
}

const longestShown = 60;

/** The first text in double or triple braces, shortened to be shown; null where there is none. */
function findBraces(text: string): string | null {
  const start = text.indexOf('{{');
  if (start === -1) return null;
  const close = text.indexOf('}}', start + 2);
  if (close === -1) return null;
  const end = text.charAt(close + 2) === '}' ? close + 3 : close + 2;
  return end - start > longestShown ? `${text.slice(start, start + longestShown)}…` : text.slice(start, end);
}
