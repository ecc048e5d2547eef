import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeliveryDetail } from '../../../src-preload/contract/delivery.ts';
import { useCompose } from '../../../src-renderer/stores/compose.ts';
import { closeDialog, confirmOpenQuestion, useDialogs } from '../../../src-renderer/stores/dialogs.ts';
import { useQueue } from '../../../src-renderer/stores/queue.ts';
import {
  sendWebhook,
  takeFinished,
  takeQueueChange,
  useSending,
  validateWebhook,
} from '../../../src-renderer/stores/sending.ts';
import { useWebhooks } from '../../../src-renderer/stores/webhooks.ts';
import { type FakeBridge, installBridge, Refusal } from '../support/fake-bridge.ts';
import { makeWebhook } from '../support/webhook.ts';

const delivery: DeliveryDetail = {
  id: 'd1',
  webhookId: 'one',
  webhookName: 'Signups',
  providerId: 'example',
  eventType: 'signup',
  channel: 'custom-url',
  kind: 'event',
  state: 'delivered',
  reason: null,
  createdAt: 1,
  nextAt: null,
  attemptCount: 1,
  replayOf: null,
  attempts: [],
};

let bridge: FakeBridge;

beforeEach(() => {
  bridge = installBridge({ 'deliveries.send': () => delivery, 'deliveries.get': () => delivery });
  useWebhooks.setState({ webhooks: [makeWebhook()], edits: {}, issues: {}, selectedId: 'one' });
  useCompose.setState({ choices: { one: { eventType: 'signup', sampleId: null, dataText: '{"n":1.0}' } } });
  useSending.setState({ byWebhook: {} });
  useDialogs.setState({ open: null });
});

afterEach(() => vi.unstubAllGlobals());

const outcome = { deliveryId: 'd1', seq: 42, outcome: 'success' as const };

describe('sending', () => {
  it('sends the draft and the data as typed, and shows the result when it is told', async () => {
    await sendWebhook('one', 'event');
    expect(bridge.callsTo('deliveries.send')).toMatchObject([
      { kind: 'event', dataText: '{"n":1.0}', eventType: 'signup', confirmed: [] },
    ]);
    expect(useSending.getState().byWebhook.one).toMatchObject({ deliveryId: 'd1', result: null });
    takeFinished(outcome);
    await expect.poll(() => useSending.getState().byWebhook.one).toMatchObject({ seq: 42, result: { id: 'd1' } });
  });

  it('shows a result that was told before the answer to the send came', async () => {
    bridge.answer({
      'deliveries.send': () => {
        takeFinished(outcome);
        return delivery;
      },
    });
    await sendWebhook('one', 'event');
    expect(useSending.getState().byWebhook.one).toMatchObject({ seq: 42, result: { id: 'd1' } });
  });

  it('sends nothing twice while one is under way', async () => {
    await sendWebhook('one', 'event');
    await sendWebhook('one', 'event');
    expect(bridge.callsTo('deliveries.send')).toHaveLength(1);
  });

  it('says why a delivery waits, does not keep the next one back for it, and is under way when sending goes on', async () => {
    const reason = 'Sending is paused. It goes out when you resume.';
    bridge.answer({ 'deliveries.send': () => ({ ...delivery, state: 'queued', reason, attemptCount: 0 }) });
    await sendWebhook('one', 'event');
    expect(useSending.getState().byWebhook.one).toMatchObject({ waits: reason, result: null });
    await sendWebhook('one', 'event');
    expect(bridge.callsTo('deliveries.send')).toHaveLength(2);
    takeQueueChange({ ...useQueue.getState(), paused: true, waiting: 2 });
    expect(useSending.getState().byWebhook.one).toMatchObject({ waits: reason });
    const pause = { webhookId: 'one', webhookName: 'Signups', failures: 10, until: 5 };
    takeQueueChange({ ...useQueue.getState(), pausedEndpoints: [pause] });
    takeQueueChange({ ...useQueue.getState(), pausedEndpoints: [{ ...pause, until: null }] });
    expect(useSending.getState().byWebhook.one).toMatchObject({ waits: reason });
    takeQueueChange({ ...useQueue.getState(), paused: false, waiting: 2 });
    expect(useSending.getState().byWebhook.one).toMatchObject({ waits: null, result: null });
    takeFinished(outcome);
    await expect.poll(() => useSending.getState().byWebhook.one).toMatchObject({ result: { id: 'd1' } });
  });

  it('asks for a yes and sends it along', async () => {
    bridge.answer({
      'deliveries.send': ({ confirmed }) => {
        if (confirmed.includes('unknown')) return delivery;
        const confirmations = [{ id: 'unknown', message: '{{acount}} is unknown.' }];
        throw new Refusal({ code: 'confirm', message: 'Needs a yes.', detail: { confirmations } });
      },
    });
    const sent = sendWebhook('one', 'test');
    await expect.poll(() => useDialogs.getState().open).toMatchObject({ kind: 'confirm-send' });
    confirmOpenQuestion();
    await sent;
    expect(bridge.callsTo('deliveries.send').map(({ confirmed }) => confirmed)).toEqual([[], ['unknown']]);
  });

  it('sends nothing when the question is closed', async () => {
    bridge.answer({
      'deliveries.send': () => {
        const confirmations = [{ id: 'unknown', message: '{{acount}} is unknown.' }];
        throw new Refusal({ code: 'confirm', message: 'Needs a yes.', detail: { confirmations } });
      },
    });
    const sent = sendWebhook('one', 'test');
    await expect.poll(() => useDialogs.getState().open).not.toBeNull();
    closeDialog();
    await sent;
    expect(bridge.callsTo('deliveries.send')).toHaveLength(1);
    expect(useSending.getState().byWebhook.one).toBeUndefined();
  });
});

describe('validating', () => {
  it('shows the exchange as soon as it is over, with its line of the log', async () => {
    bridge.answer({
      'deliveries.validate': () => {
        takeFinished(outcome);
        return delivery;
      },
    });
    await validateWebhook('one');
    expect(useSending.getState().byWebhook.one).toMatchObject({ kind: 'validate', seq: 42, result: { id: 'd1' } });
  });

  it('shows nothing when the service refuses it', async () => {
    bridge.answer({
      'deliveries.validate': () => {
        throw new Refusal({ code: 'refused', message: 'This service does not validate.', detail: {} });
      },
    });
    await validateWebhook('one');
    expect(useSending.getState().byWebhook.one).toBeUndefined();
  });
});
