import { create } from 'zustand';
import type { Delivery, DeliveryDetail } from '../../src-preload/contract/delivery.ts';
import type { EngineEvents } from '../../src-preload/contract/events.ts';
import { call } from '../client/call.ts';
import { toClientError } from '../client/client-error.ts';
import { composeInput } from './compose.ts';
import { askToConfirm } from './dialogs.ts';
import { notifyError } from './notices.ts';
import { showIssues } from './webhook-edits.ts';
import { goToFirstError } from './webhook-fields.ts';
import { findWebhook } from './webhooks.ts';

export interface Sending {
  kind: 'test' | 'event' | 'validate';
  /** Null until the delivery is durable. */
  deliveryId: string | null;
  /** The log's line, once there is an outcome. */
  seq: number | null;
  /** Why it has not left: sending is paused, say. Null while it is under way. */
  waits: string | null;
  /** Null until the first attempt has an outcome. */
  result: DeliveryDetail | null;
}

interface SendingState {
  /** The last one of each webhook. */
  byWebhook: Readonly<Record<string, Sending>>;
}

/** What was last sent for each webhook, for the result beside the buttons. */
export const useSending = create<SendingState>(() => ({ byWebhook: {} }));

function put(webhookId: string, sending: Sending | null): void {
  useSending.setState(({ byWebhook }) => {
    const { [webhookId]: _last, ...others } = byWebhook;
    return { byWebhook: sending === null ? others : { ...others, [webhookId]: sending } };
  });
}

type SendCall = Parameters<typeof call<'deliveries.send'>>[1];

async function sendWithConfirmation(params: SendCall, verb: string): Promise<Delivery | null> {
  try {
    return await call('deliveries.send', params);
  } catch (thrown) {
    const error = toClientError(thrown);
    const confirmations = error.detail.confirmations ?? [];
    if (error.code !== 'confirm' || confirmations.length === 0) throw error;
    if (!(await askToConfirm(confirmations, verb))) return null;
    return sendWithConfirmation({ ...params, confirmed: confirmations.map(({ id }) => id) }, verb);
  }
}

/** Sends what the preview shows. What needs a yes is asked for; issues appear at their fields. */
export async function sendWebhook(webhookId: string, kind: 'test' | 'event'): Promise<void> {
  const input = composeInput(webhookId);
  if (input === null || isBusy(webhookId)) return;
  put(webhookId, begin(kind));
  try {
    const verb = kind === 'test' ? 'Send test' : 'Send event';
    const delivery = await sendWithConfirmation({ ...input, kind, confirmed: [] }, verb);
    put(webhookId, delivery && { ...begin(kind), deliveryId: delivery.id, waits: explainWait(delivery) });
    if (delivery !== null) await showIfFinished(webhookId, delivery.id);
  } catch (thrown) {
    put(webhookId, null);
    const error = toClientError(thrown);
    if (error.detail.issues !== undefined) {
      showIssues(webhookId, error.detail.issues);
      goToFirstError(error.detail.issues);
    }
    notifyError(`“${findWebhook(webhookId)?.name ?? 'The webhook'}” was not sent`, error);
  }
}

/** Has the service's own validation sent to the webhook as it is saved; a passed one lets it be activated. */
export async function validateWebhook(webhookId: string): Promise<void> {
  if (isBusy(webhookId)) return;
  put(webhookId, begin('validate'));
  try {
    const { id: deliveryId } = await call('deliveries.validate', { webhookId });
    put(webhookId, { ...begin('validate'), deliveryId });
    await showResult(webhookId, deliveryId, early.get(deliveryId) ?? null);
    early.delete(deliveryId);
  } catch (thrown) {
    put(webhookId, null);
    notifyError(`“${findWebhook(webhookId)?.name ?? 'The webhook'}” was not validated`, thrown);
  }
}

const begin = (kind: Sending['kind']): Sending => ({ kind, deliveryId: null, seq: null, waits: null, result: null });

/** True from the click until the first attempt has an outcome, unless it only waits. */
export function isUnderWay({ result, waits }: Sending): boolean {
  return result === null && waits === null;
}

function isBusy(webhookId: string): boolean {
  const sending = useSending.getState().byWebhook[webhookId];
  return sending !== undefined && isUnderWay(sending);
}

/** Why a delivery that was just made has not left; null where it has. */
export function explainWait({ state, reason }: Delivery): string | null {
  return state === 'queued' || state === 'blocked' ? (reason ?? 'It waits for its turn.') : null;
}

/** Sending goes on: what waited for that is under way, unless its endpoint is paused. */
export function takeQueueChange({ paused, pausedEndpoints }: EngineEvents['queue.state']): void {
  if (paused) return;
  const held = new Set(pausedEndpoints.map(({ webhookId }) => webhookId));
  for (const [id, sending] of Object.entries(useSending.getState().byWebhook)) {
    if (sending.waits !== null && !held.has(id)) put(id, { ...sending, waits: null });
  }
}

const early = new Map<string, number>();

/** The outcome may have been told before the answer to the send arrived; then it is shown now. */
async function showIfFinished(webhookId: string, deliveryId: string): Promise<void> {
  const seq = early.get(deliveryId);
  if (seq === undefined) return;
  early.delete(deliveryId);
  await showResult(webhookId, deliveryId, seq);
}

async function showResult(webhookId: string, deliveryId: string, seq: number | null): Promise<void> {
  const result = await call('deliveries.get', { id: deliveryId });
  const sending = useSending.getState().byWebhook[webhookId];
  if (sending?.deliveryId === deliveryId) put(webhookId, { ...sending, seq, result });
}

/** Takes the news that a delivery has an outcome. */
export function takeFinished({ deliveryId, seq }: EngineEvents['delivery.finished']): void {
  const found = Object.entries(useSending.getState().byWebhook).find(([, each]) => each.deliveryId === deliveryId);
  if (found === undefined) {
    early.set(deliveryId, seq);
    if (early.size > 100) early.delete(early.keys().next().value ?? '');
    return;
  }
  showResult(found[0], deliveryId, seq).catch((thrown: unknown) => {
    put(found[0], null);
    notifyError('The result could not be shown', thrown);
  });
}

/** Takes the result beside the buttons away. */
export function dismissResult(webhookId: string): void {
  put(webhookId, null);
}
