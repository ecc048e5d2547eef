import type { Attempt, DeliveryDetail } from '../../src-preload/contract/delivery.ts';
import type { EngineEvents } from '../../src-preload/contract/events.ts';
import type { Params } from '../../src-preload/contract/methods.ts';
import { call } from '../client/call.ts';
import { describeAnswer } from './attempt-words.ts';
import { revealLogRow } from './log-selection.ts';
import { type NoticeTone, notify, notifyError } from './notices.ts';
import { toggleLog } from './screen.ts';
import { explainWait } from './sending.ts';

/** Replays of this run whose outcome has not been told. */
const awaited = new Set<string>();

const subjectOf = (deliveryId: string): string => `replay ${deliveryId}`;

/** Sends a replay; what became of it is said when it is known. Throws ClientError. */
export async function sendReplay(order: Params<'replay.send'>): Promise<void> {
  const delivery = await call('replay.send', order);
  const waits = explainWait(delivery);
  awaited.add(delivery.id);
  notify('info', waits === null ? 'Replay on its way' : 'Replay waits', {
    detail: waits,
    subject: subjectOf(delivery.id),
  });
  // It may have ended before the answer was here.
  await tellOutcome(delivery.id, null);
}

/** Takes the news that a delivery has an outcome. */
export function takeReplayOutcome({ deliveryId, seq }: EngineEvents['delivery.finished']): void {
  if (awaited.has(deliveryId)) void tellOutcome(deliveryId, seq);
}

async function tellOutcome(deliveryId: string, seq: number | null): Promise<void> {
  try {
    const detail = await call('deliveries.get', { id: deliveryId });
    const attempt = detail.attempts.at(-1);
    if (attempt === undefined || attempt.outcome === 'in_flight' || !awaited.delete(deliveryId)) return;
    const { tone, title } = describe(detail, attempt.outcome);
    notify(tone, title, {
      detail: explain(attempt),
      subject: subjectOf(deliveryId),
      action: seq === null ? null : { label: 'Show', run: () => showRow(seq) },
    });
  } catch (thrown) {
    awaited.delete(deliveryId);
    notifyError('The outcome of the replay could not be read', thrown);
  }
}

function describe({ state }: DeliveryDetail, outcome: Attempt['outcome']): { tone: NoticeTone; title: string } {
  if (outcome === 'success') return { tone: 'success', title: 'Replay delivered' };
  if (outcome === 'unknown') return { tone: 'warning', title: 'Outcome of the replay unknown' };
  return { tone: 'failure', title: state === 'failed_will_retry' ? 'Replay failed, will be retried' : 'Replay failed' };
}

function explain({ error, response }: Attempt): string {
  return error?.message ?? describeAnswer(response?.status ?? null, null);
}

function showRow(seq: number): void {
  toggleLog(true);
  revealLogRow(seq);
}
