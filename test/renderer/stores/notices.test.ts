import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Delivery, DeliveryDetail } from '../../../src-preload/contract/delivery.ts';
import { call } from '../../../src-renderer/client/call.ts';
import { dismissNotice, notify, notifyError, useNotices } from '../../../src-renderer/stores/notices.ts';
import { sendReplay, takeReplayOutcome } from '../../../src-renderer/stores/replay-outcome.ts';
import { saveWebhook } from '../../../src-renderer/stores/webhook-actions.ts';
import { editWebhook } from '../../../src-renderer/stores/webhook-edits.ts';
import { dropWebhook, loadWebhooks } from '../../../src-renderer/stores/webhook-sync.ts';
import { type FakeBridge, installBridge, Refusal } from '../support/fake-bridge.ts';
import { makeWebhook } from '../support/webhook.ts';

let bridge: FakeBridge;

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => work());
  vi.stubGlobal('document', { querySelector: () => null });
  bridge = installBridge({
    'webhooks.list': () => [makeWebhook(), makeWebhook({ id: 'two', name: 'Pager' })],
    'webhooks.keepUnsaved': () => null,
    'view.save': () => null,
  });
  useNotices.setState({ notices: [] });
});

afterEach(() => vi.unstubAllGlobals());

const refuse = (): never => {
  throw new Refusal({ code: 'refused', message: 'The role forbids it.', detail: {} });
};
const titles = (): string[] => useNotices.getState().notices.map(({ title }) => title);

describe('a notice', () => {
  it('takes the place of the one about the same subject', () => {
    notify('info', 'Address copied');
    notify('failure', 'Address not copied', { subject: 'Address copied' });
    expect(titles()).toEqual(['Address not copied']);
  });

  it('is there once, however often it is said', () => {
    notify('success', 'Address copied');
    notify('success', 'Address copied');
    expect(titles()).toEqual(['Address copied']);
  });

  it('leaves those about other subjects', () => {
    const first = notify('info', 'One');
    notify('info', 'Two');
    expect(titles()).toEqual(['One', 'Two']);
    dismissNotice(first);
    expect(titles()).toEqual(['Two']);
  });
});

describe('a notice that something failed', () => {
  it('goes when the same call succeeds', async () => {
    bridge.answer({ 'webhooks.setActive': refuse });
    const activate = (id: string) => call('webhooks.setActive', { id, active: true });
    await activate('one').catch((thrown: unknown) => notifyError('The webhook was not activated', thrown));
    bridge.answer({ 'webhooks.setActive': () => makeWebhook() });
    await activate('two');
    expect(titles()).toEqual(['The webhook was not activated']);
    await activate('one');
    expect(titles()).toEqual([]);
  });

  it('says nothing of a save that failed once the values are other ones', async () => {
    await loadWebhooks();
    bridge.answer({ 'webhooks.save': refuse });
    editWebhook('one', { name: 'Mine' });
    await saveWebhook('one');
    expect(titles()).toEqual(['“Signups” was not saved']);
    editWebhook('two', { name: 'Other' });
    expect(titles()).toEqual(['“Signups” was not saved']);
    editWebhook('one', { name: 'Mine, better' });
    expect(titles()).toEqual([]);
  });

  it('goes with the thing that it is about', async () => {
    await loadWebhooks();
    bridge.answer({ 'webhooks.save': refuse });
    await saveWebhook('one');
    dropWebhook('one');
    expect(titles()).toEqual([]);
  });
});

describe('a replay', () => {
  const delivery = { id: 'd', state: 'in_flight', reason: null } as Delivery;
  const attempt = {
    outcome: 'failure',
    response: { status: 500 },
    error: { code: 'status', message: 'It answered 500.' },
  };
  const order = {
    deliveryId: 'old',
    attemptId: null,
    mode: 'exact',
    target: { to: 'original' },
    bodyText: null,
    confirmed: [],
  } as const;
  const answer = (...attempts: object[]) =>
    bridge.answer({
      'replay.send': () => delivery,
      'deliveries.get': () => ({ ...delivery, attempts }) as unknown as DeliveryDetail,
    });

  it('that is answered 500 is a failure, in one notice', async () => {
    answer({ outcome: 'in_flight' });
    await sendReplay({ ...order, confirmed: [] });
    expect(useNotices.getState().notices).toMatchObject([{ tone: 'info', title: 'Replay on its way' }]);
    answer(attempt);
    takeReplayOutcome({ deliveryId: 'd', seq: 7, outcome: 'failure' });
    await expect
      .poll(() => useNotices.getState().notices)
      .toMatchObject([{ tone: 'failure', title: 'Replay failed', detail: 'It answered 500.' }]);
  });

  it('that ended before the answer came is told as it ended', async () => {
    answer({ ...attempt, outcome: 'success', error: null, response: { status: 204 } });
    await sendReplay({ ...order, confirmed: [] });
    expect(useNotices.getState().notices).toMatchObject([
      { tone: 'success', title: 'Replay delivered', detail: '204' },
    ]);
  });

  it('of somebody else is not told', async () => {
    answer(attempt);
    takeReplayOutcome({ deliveryId: 'other', seq: 7, outcome: 'failure' });
    await Promise.resolve();
    expect(titles()).toEqual([]);
  });
});
