import { describe, expect, test } from 'vitest';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import { answerStatus, startReceiver } from '../support/receiver.ts';
import { openService } from './support/open-service.ts';

const created = 'incident-created';
const global = { id: 'global', target: null };
const hour = 3_600_000;

const own = (rest: Partial<RetryRule>): { kind: 'own'; rule: RetryRule } => ({
  kind: 'own',
  rule: createRule('own', 'Own', { kind: 'fixed', count: 3, intervalSeconds: 1800 }, rest),
});

async function open(rule: Partial<RetryRule>, status: number) {
  const service = await openService('callgoose');
  const receiver = await startReceiver(answerStatus(status));
  const event = (await service.engine.call('providers.list', {})).find(({ provider }) => provider.id === 'callgoose')
    ?.eventTypes[0]?.id;
  const { id } = await service.create({
    name: 'Pager',
    url: receiver.url,
    failureEmail: 'oncall@example.com',
    retryRule: own(rule),
  });
  const fire = async () => (await service.fireAndSettle(event ?? created, global))[0];
  return { service, receiver, id, fire };
}

describe('a receiver that answers 410', () => {
  test('ends the delivery, deactivates the webhook, is mailed, and only a person activates it again', async () => {
    const { service, receiver, id, fire } = await open({ disablesOn: [410] }, 410);
    expect(await fire()).toMatchObject({ state: 'exhausted', reason: expect.stringMatching(/410.*gone for good/) });
    expect(await service.get(id)).toMatchObject({
      status: 'deactivated',
      deactivatedBecause: 'the receiver answered 410: it is gone for good',
    });
    const mails = await service.mails();
    expect(mails.map(({ reason }) => reason)).toEqual(['delivery-failed', 'webhook-deactivated']);
    expect(mails[1]?.text).toContain('was deactivated, because the receiver answered 410');
    expect(await fire()).toBeUndefined();
    service.clock.advance(1000 * hour);
    expect(receiver.requests).toHaveLength(1);
    const { deactivatedBecause, ...again } = await service.engine.call('webhooks.setActive', { id, active: true });
    expect([again.status, deactivatedBecause]).toEqual(['active', null]);
    expect(await fire()).toMatchObject({ state: 'exhausted' });
  });

  test('is tried again by a rule that does not name 410', async () => {
    const { service, id, fire } = await open({}, 410);
    expect(await fire()).toMatchObject({ state: 'failed_will_retry' });
    expect(await service.get(id)).toMatchObject({ status: 'active', deactivatedBecause: null });
    expect(await service.mails()).toEqual([]);
  });

  test('drops what waits for the same webhook, with the reason', async () => {
    const { service, receiver, fire } = await open({ disablesOn: [410] }, 500);
    const waiting = await fire();
    await receiver.stop();
    expect(waiting?.state).toBe('failed_will_retry');
    const gone = await startReceiver(answerStatus(410));
    const [webhook] = await service.engine.call('webhooks.list', {});
    await service.save(webhook?.id ?? '', { url: gone.url });
    await fire();
    await expect.poll(async () => (await service.delivery(waiting?.id ?? '')).state).toBe('cancelled');
    expect((await service.delivery(waiting?.id ?? '')).reason).toMatch(
      /“Pager” was deactivated, because the receiver answered 410.*, before this was tried again/,
    );
    expect(await service.engine.call('deliveries.waiting', {})).toEqual([]);
    service.clock.advance(hour / 2);
    expect(gone.requests).toHaveLength(1);
  });
});

describe('a webhook that fails for as long as its rule allows', () => {
  test('is deactivated by the attempt that comes after it, and mailed, while its delivery still waits', async () => {
    const { service, id, fire } = await open({ disablesAfter: { failures: null, hours: 1 } }, 500);
    const started = service.clock.now();
    const delivery = await fire();
    expect(await service.get(id)).toMatchObject({ status: 'active', failingSince: started });
    service.clock.advance(hour / 2);
    await service.settled(delivery?.id ?? '', 2);
    expect(await service.get(id)).toMatchObject({ status: 'active' });
    expect(await service.mails()).toEqual([]);
    service.clock.advance(hour / 2);
    await service.settled(delivery?.id ?? '', 3);
    expect(await service.get(id)).toMatchObject({
      status: 'deactivated',
      deactivatedBecause: 'every attempt has failed for 1 h',
    });
    expect((await service.mails()).map(({ reason }) => reason)).toEqual(['webhook-deactivated']);
  });

  test('counts from the failure after the last success', async () => {
    const { service, receiver, id, fire } = await open({ disablesAfter: { failures: null, hours: 1 } }, 500);
    await fire();
    await receiver.stop();
    const other = await startReceiver();
    await service.save(id, { url: other.url });
    await fire();
    expect(await service.get(id)).toMatchObject({ failingSince: null, status: 'active' });
  });
});
