import type { FieldIssue } from '../../src-preload/contract/errors.ts';
import { showTab, type WebhookTab, webhookTabs } from './screen.ts';

/** Which fields stand on which tab of the webhook, by the paths that issues carry. */
const fieldsOf: Readonly<Record<WebhookTab, readonly string[]>> = {
  payload: ['templates', 'query', 'insertion', 'layout'],
  request: [
    'name',
    'description',
    'scope',
    'channel',
    'events',
    'url',
    'tls',
    'method',
    'authorization',
    'secret.basic',
    'secret.api-key',
    'secret.bearer',
    'secret.client-key',
    'headers',
    'send',
  ],
  signing: ['schemeId', 'signed', 'signatureHeader', 'publicUrl', 'secret.signing', 'secret.signing-previous'],
  delivery: [
    'successRule',
    'retryRule',
    'retryCount',
    'retryIntervalMinutes',
    'timeoutMs',
    'failureEmail',
    'atMostOnce',
    'ordered',
  ],
  history: [],
};

/** True for an issue at the field or inside of it: `headers` covers `headers.3.name`. */
export function coversIssue(field: string, issue: FieldIssue): boolean {
  return issue.path === field || issue.path.startsWith(`${field}.`);
}

/** The tab where the field of an issue stands, or null for one that stands nowhere. */
export function tabOfIssue(issue: FieldIssue): WebhookTab | null {
  return webhookTabs.find((tab) => fieldsOf[tab].some((field) => coversIssue(field, issue))) ?? null;
}

/** Goes to the first field that is wrong: its tab, and the focus into it. */
export function goToFirstError(issues: readonly FieldIssue[]): void {
  const first = issues.find(({ severity }) => severity === 'error');
  const tab = first === undefined ? null : tabOfIssue(first);
  if (tab === null) return;
  showTab(tab);
  // Two frames: one for the tab to come, one for the issues in it.
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const field = document.querySelector<HTMLElement>('[role="tabpanel"]:not([hidden]) [aria-invalid="true"]');
      field?.scrollIntoView({ block: 'center' });
      field?.focus();
    }),
  );
}
