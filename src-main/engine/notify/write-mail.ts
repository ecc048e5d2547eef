import type { AttemptError, Delivery } from '../../../src-preload/contract/delivery.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';

/** What a mail tells about. */
export interface FailureFacts {
  provider: Provider;
  /** What the window calls the event. */
  eventLabel: string;
  webhook: Webhook;
  delivery: Delivery;
  error: AttemptError | null;
  /** When the delivery ended, in ms. */
  at: number;
  /** Deliveries that have failed in a row, this one included. */
  failuresInRow: number;
  /** Why it is deactivated, as half a sentence; null where it is not. */
  deactivatedBecause: string | null;
}

export interface MailText {
  subject: string;
  text: string;
}

/** The mail for a delivery that failed for good. It holds no event data, and of the endpoint only what is not a secret. */
export function writeFailureMail(facts: FailureFacts): MailText {
  const { provider, webhook, delivery } = facts;
  const next =
    'What to do: mend what the error names, send a test from Hookwright, and send the event again from its log. Nothing is ' +
    'lost: the delivery and what the receiver answered are kept there.';
  return {
    subject: `Webhook “${webhook.name}” failed (${provider.name})`,
    text: toText([
      `The webhook “${webhook.name}” of ${provider.name} failed.`,
      '',
      ...describeFacts(facts),
      '',
      ...warnOfDeactivation(facts),
      next,
      '',
      `Delivery ${delivery.id}`,
    ]),
  };
}

/** The mail for a webhook that its rule deactivated. */
export function writeDeactivationMail(facts: FailureFacts): MailText {
  const { provider, webhook, delivery, failuresInRow, deactivatedBecause } = facts;
  const because = deactivatedBecause ?? `${failuresInRow} deliveries in a row failed`;
  return {
    subject: `Webhook “${webhook.name}” was deactivated (${provider.name})`,
    text: toText([
      `The webhook “${webhook.name}” of ${provider.name} was deactivated, because ${because}. ` +
        'It is not called any more. Only a person can activate it again.',
      '',
      'The last failure:',
      ...describeFacts(facts),
      '',
      'What to do: mend what the error names, send a test from Hookwright, and then activate the webhook. Deliveries that ' +
        'waited for it are not sent any more: replay them from the log.',
      '',
      `Delivery ${delivery.id}`,
    ]),
  };
}

/** The mail that shows that the settings work. */
export function writeTestMail(server: string): MailText {
  return {
    subject: 'Test mail from Hookwright',
    text: toText([
      'This is a test. Mails of Hookwright arrive here: it tells you about webhooks that fail.',
      '',
      `It was sent through ${server}. Nothing has to be done.`,
    ]),
  };
}

function describeFacts({ webhook, delivery, eventLabel, error, at }: FailureFacts): string[] {
  const attempts = delivery.attemptCount;
  const isOver = delivery.state !== 'failed_will_retry';
  const lines: [label: string, value: string][] = [
    ['Event', eventLabel],
    ['Endpoint', `${webhook.method} ${describeEndpoint(webhook)}`],
    ['Attempts', attempts === 1 || !isOver ? String(attempts) : `${attempts}, no retry is left`],
    ['Error', error?.message ?? delivery.reason ?? 'unknown'],
    ['Time', `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`],
  ];
  return lines.map(([label, value]) => `  ${`${label}:`.padEnd(10)} ${value}`);
}

function warnOfDeactivation({ provider, webhook, failuresInRow }: FailureFacts): string[] {
  const limit = webhook.retry.disablesAfter.failures;
  if (limit === null || failuresInRow >= limit) return [];
  const left = limit - failuresInRow;
  const rows = failuresInRow === 1 ? '1 delivery has' : `${failuresInRow} deliveries in a row have`;
  return [
    `${rows} failed. After ${left === 1 ? 'one more' : `${left} more`} ${provider.name} deactivates “${webhook.name}”.`,
    '',
  ];
}

/**
 * The address of a chat channel is itself the key to it, so it ends after the host; a query may hold a key in any webhook, and
 * ends in dots.
 */
function describeEndpoint({ url, channel }: Webhook): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname, search } = new URL(url);
  if (channel !== 'custom-url') return `${protocol}//${host}/… (${channel})`;
  return `${protocol}//${host}${pathname}${search === '' ? '' : '?…'}`;
}

function toText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
