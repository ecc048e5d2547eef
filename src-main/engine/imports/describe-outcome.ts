import type { AttemptError } from '../../../src-preload/contract/delivery.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { findAnswerError } from '../dispatch/judge-answer.ts';
import type { ReportedOutcome } from './imported-request.ts';

export interface OutcomeWords {
  outcome: 'success' | 'failure' | 'unknown';
  status: number | null;
  error: AttemptError | null;
}

const notTold: AttemptError = {
  code: 'outcome-unknown',
  phase: null,
  message: 'What it was imported from does not say what became of it.',
  cause: null,
};

/** What the source says became of a request, by the success rule of its webhook: any 2xx where it has none. */
export function describeOutcome(
  { response, error }: ReportedOutcome,
  owner: Webhook | null,
  webhooks: Pick<WebhookDirectory, 'provider'>,
): OutcomeWords {
  if (error !== null) {
    const reported: AttemptError = { ...error, phase: null, cause: null };
    const outcome = error.code === 'outcome-unknown' ? 'unknown' : 'failure';
    return { outcome, status: response?.status ?? null, error: reported };
  }
  if (response === null) return { outcome: 'unknown', status: null, error: notTold };
  const provider = owner === null ? null : (webhooks.provider(owner.providerId)?.provider ?? null);
  const judged = { response: { ...response, truncated: false }, error: null, timings: noTimings };
  const found = findAnswerError(judged, provider?.delivery.success ?? '2xx', provider?.name ?? 'The sender');
  return { outcome: found === null ? 'success' : 'failure', status: response.status, error: found };
}

const noTimings = { dns: null, connect: null, tls: null, firstByte: null, total: 0, reusedConnection: false };
