import { create } from 'zustand';
import type { DeliveryDetail } from '../../src-preload/contract/delivery.ts';
import type { EngineEvents } from '../../src-preload/contract/events.ts';
import type { FirePlan, FireResult } from '../../src-preload/contract/fire.ts';
import type { Params } from '../../src-preload/contract/methods.ts';
import { call } from '../client/call.ts';
import { isCancelled, toClientError } from '../client/client-error.ts';
import { createLatest } from '../client/latest.ts';
import { explainWait } from './sending.ts';

/** The event that is to happen. */
export type Occurrence = Params<'deliveries.planFire'>;

/** What became of one webhook of the last firing. */
export interface Shot {
  webhookId: string;
  name: string;
  deliveryId: string | null;
  /** Why there is no delivery. */
  problem: string | null;
  /** Why it has not left; null while it is under way. */
  waits: string | null;
  /** Null until the first attempt has an outcome. */
  detail: DeliveryDetail | null;
  /** The line of the log, once it is known. */
  seq: number | null;
}

interface FiringState {
  /** Whom the event calls; the one before stays while the next is on its way. */
  plan: FirePlan | null;
  /** Why there is no plan: a refused call. */
  problem: string | null;
  /** What is wrong with the event's data, which is told at their field. */
  dataProblem: string | null;
  isFiring: boolean;
  /** Null until something was fired. */
  shots: readonly Shot[] | null;
}

const initial: FiringState = { plan: null, problem: null, dataProblem: null, isFiring: false, shots: null };

/** Whom an event would call, and what became of the last one that was fired. */
export const useFiring = create<FiringState>(() => initial);

const planning = createLatest('deliveries.planFire');
/** Lines of the log by delivery: an outcome may be told before the answer to the firing is here. */
const seqs = new Map<string, number>();

/** Forgets everything: the dialog is new, or closed. */
export function resetFiring(): void {
  planning.cancel();
  seqs.clear();
  useFiring.setState(initial);
}

/** Asks whom the event would call. */
export async function planFiring(occurrence: Occurrence): Promise<void> {
  try {
    useFiring.setState({ plan: await planning.run(occurrence), problem: null, dataProblem: null });
  } catch (thrown) {
    if (isCancelled(thrown)) return;
    const { message, detail } = toClientError(thrown);
    const atData = detail.issues?.find(({ path }) => path === 'dataText')?.message ?? null;
    useFiring.setState({ plan: null, problem: atData === null ? message : null, dataProblem: atData });
  }
}

/** Lets the event happen; the results follow as they come. */
export async function fireEvent(occurrence: Occurrence, confirmed: string[]): Promise<void> {
  useFiring.setState({ isFiring: true, problem: null });
  try {
    const { results } = await call('deliveries.fire', { ...occurrence, confirmed });
    useFiring.setState({ shots: results.map(toShot) });
    await Promise.all(results.map(({ delivery }) => delivery && seqs.has(delivery.id) && loadShot(delivery.id)));
  } catch (thrown) {
    useFiring.setState({ problem: toClientError(thrown).message });
  } finally {
    useFiring.setState({ isFiring: false });
  }
}

/** Back to the plan, for another firing. */
export function dropShots(): void {
  useFiring.setState({ shots: null });
}

/** Takes the news that a delivery has an outcome. */
export function takeShot({ deliveryId, seq }: EngineEvents['delivery.finished']): void {
  seqs.set(deliveryId, seq);
  const isOurs = useFiring.getState().shots?.some((shot) => shot.deliveryId === deliveryId) === true;
  // A result that cannot be read stays "under way"; the log shows it.
  if (isOurs) loadShot(deliveryId).catch(() => {});
}

/** Sending goes on: what waited for that is under way. */
export function takeQueueOfShots({ paused }: EngineEvents['queue.state']): void {
  if (!paused) useFiring.setState(({ shots }) => ({ shots: shots?.map((shot) => ({ ...shot, waits: null })) ?? null }));
}

function toShot({ webhookId, name, delivery, problem }: FireResult['results'][number]): Shot {
  const waits = delivery && explainWait(delivery);
  return { webhookId, name, deliveryId: delivery?.id ?? null, problem, waits, detail: null, seq: null };
}

async function loadShot(deliveryId: string): Promise<void> {
  const detail = await call('deliveries.get', { id: deliveryId });
  useFiring.setState(({ shots }) => ({
    shots:
      shots?.map((shot) =>
        shot.deliveryId === deliveryId ? { ...shot, detail, seq: seqs.get(deliveryId) ?? null } : shot,
      ) ?? null,
  }));
}
