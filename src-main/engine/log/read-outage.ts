import { LONGEST_VIRTUAL_MS, type LoggedOutage } from '../../../src-preload/contract/time-machine.ts';
import { EngineError } from '../errors.ts';
import type { AttemptHistory } from '../store/attempt-history.ts';
import { type FailedRun, findOutages } from './find-outages.ts';
import type { LogParts } from './log-parts.ts';
import { readDelivery } from './read-detail.ts';

/** Attempts that are looked at, the newest ones. */
const MOST_ATTEMPTS = 5000;
/** Outages that make a picture. */
const MOST_SPANS = 30;

export interface OutageQuestion {
  webhookId: string;
  /** From the event of this delivery on. */
  deliveryId: string | null;
  from: number | null;
  to: number | null;
}

/**
 * The outages that the log of a webhook shows, for the time machine. Only attempts to the host of the newest one count: a
 * webhook that was moved has another receiver since.
 * @throws EngineError `not-found` for a delivery that is gone
 */
export function readOutage(
  parts: Pick<LogParts, 'deliveries' | 'attempts' | 'clock'> & { history: AttemptHistory },
  { webhookId, deliveryId, from, to }: OutageQuestion,
): LoggedOutage {
  const delivery = deliveryId === null ? null : readDelivery(parts, deliveryId);
  if (deliveryId !== null && delivery === null) {
    throw new EngineError('not-found', 'This delivery is not in the log any more.');
  }
  const found = parts.history.listOfWebhook(webhookId, from ?? 0, to ?? Number.MAX_SAFE_INTEGER, MOST_ATTEMPTS + 1);
  const host = delivery === null ? found[0]?.host : (hostOf(delivery.attempts.at(-1)?.request.url) ?? found[0]?.host);
  const looked = found
    .slice(0, MOST_ATTEMPTS)
    .filter((attempt) => attempt.host === host)
    .reverse();
  const runs = findOutages(looked);
  // Of a delivery its first attempt, which follows the event at once: what it met is what there was at time 0.
  const startsAt =
    delivery === null
      ? (chooseStart(runs) ?? parts.clock.now())
      : (delivery.attempts[0]?.startedAt ?? delivery.createdAt);
  const shown = runs.filter((run) => run.to > startsAt && run.from - startsAt < LONGEST_VIRTUAL_MS);
  return {
    startsAt,
    spans: shown.slice(0, MOST_SPANS).map((run) => toSpan(run, startsAt)),
    attempts: looked.length,
    isCut: found.length > MOST_ATTEMPTS || shown.length > MOST_SPANS,
    delivery:
      delivery === null
        ? null
        : {
            attempts: delivery.attempts.map(({ startedAt, outcome }) => ({
              startMs: Math.max(0, startedAt - startsAt),
              outcome,
            })),
          },
  };
}

/** The newest outages are the ones to look at: time 0 is the beginning of the first that still has a place. */
function chooseStart(runs: readonly FailedRun[]): number | undefined {
  return runs.slice(-MOST_SPANS)[0]?.from;
}

function toSpan(run: FailedRun, startsAt: number): LoggedOutage['spans'][number] {
  const limit = (at: number): number => Math.min(Math.max(0, Math.round(at - startsAt)), LONGEST_VIRTUAL_MS);
  return {
    span: { fromMs: limit(run.from), toMs: limit(run.to), receiver: run.receiver },
    failures: run.failures,
    firstFailureAt: run.from,
    lastFailureAt: run.lastFailureAt,
    successBefore: run.successBefore,
    successAfter: run.successAfter,
  };
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}
