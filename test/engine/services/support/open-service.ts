export { toDraft } from '../../support/to-draft.ts';

import { onTestFinished } from 'vitest';
import { type Engine, openEngine } from '../../../../src-main/engine/engine.ts';
import type { Preview } from '../../../../src-preload/contract/compose.ts';
import type { Delivery, DeliveryDetail } from '../../../../src-preload/contract/delivery.ts';
import type { FirePlan, FireResult } from '../../../../src-preload/contract/fire.ts';
import type { OutboxMail } from '../../../../src-preload/contract/outbox.ts';
import type { ChannelId, Provider, SettingValue } from '../../../../src-preload/contract/provider.ts';
import type { Scope, SecretField, Webhook, WebhookDraft } from '../../../../src-preload/contract/webhook.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts';
import { toDraft } from '../../support/to-draft.ts';
import { createFakeKeyring } from '../../vault/fake-keyring.ts';

/** One service in a whole engine, worked the way the window works it. */
export interface Service {
  engine: Engine;
  clock: FakeClock;
  create(changes?: Partial<WebhookDraft>, channel?: ChannelId): Promise<Webhook>;
  save(id: string, changes: Partial<WebhookDraft>): Promise<Webhook>;
  get(id: string): Promise<Webhook>;
  setSecret(id: string, field: SecretField, value: string): Promise<Webhook>;
  /** The key, as the person reads it from the clipboard. */
  readSecret(id: string): Promise<string>;
  settings(values: Record<string, SettingValue>): Promise<void>;
  /** The data of a sample event, as JSON text. */
  sample(sampleId: string): Promise<string>;
  plan(eventType: string, source: Scope, dataText?: string): Promise<FirePlan>;
  fire(eventType: string, source: Scope, dataText?: string): Promise<FireResult>;
  /** Fires and waits until every delivery is over or waits for a retry. */
  fireAndSettle(eventType: string, source: Scope, dataText?: string): Promise<DeliveryDetail[]>;
  preview(id: string, eventType: string, dataText?: string): Promise<Preview>;
  test(id: string, eventType: string, dataText?: string): Promise<DeliveryDetail>;
  delivery(id: string): Promise<DeliveryDetail>;
  settled(id: string, attempts?: number): Promise<DeliveryDetail>;
  mails(): Promise<OutboxMail[]>;
}

const underWay: readonly Delivery['state'][] = ['queued', 'in_flight'];

export async function openService(providerId: string, options: { providers?: Provider[] } = {}): Promise<Service> {
  const clock = createFakeClock();
  const engine = await openEngine({
    directory: makeTemporaryDirectory(),
    clock,
    vault: { protector: createFakeKeyring('test') },
    capturePort: 0,
    ...options,
  });
  onTestFinished(() => engine.close());
  // The sample webhooks of a new workspace would be called too.
  for (const webhook of await engine.call('webhooks.list', {})) {
    await engine.call('webhooks.delete', { id: webhook.id });
  }

  async function firstSample(eventType: string): Promise<string> {
    const samples = await engine.call('samples.list', { providerId });
    return samples.find((sample) => sample.eventType === eventType)?.dataText ?? '{}';
  }

  function until<T>(look: () => Promise<T | null>): Promise<T> {
    return new Promise((resolve, reject) => {
      const ask = (): void => {
        look().then((found) => {
          if (found === null) return;
          stop();
          resolve(found);
        }, reject);
      };
      const stop = engine.on(ask);
      ask();
    });
  }

  const service: Service = {
    engine,
    clock,
    async create(changes = {}, channel) {
      const name = changes.name ?? null;
      const { id } = await engine.call('webhooks.create', { providerId, channel: channel ?? null, name });
      return service.save(id, changes);
    },
    async save(id, changes) {
      const webhook = await service.get(id);
      return engine.call('webhooks.save', { draft: { ...toDraft(webhook), ...changes }, revision: webhook.revision });
    },
    get: (id) => engine.call('webhooks.get', { id }),
    setSecret: (webhookId, field, value) => engine.call('secrets.set', { webhookId, field, value }),
    readSecret: async (id) => (await engine.readSecret(id, 'signing')).toString('utf8'),
    async settings(values) {
      await engine.call('providers.saveSettings', { providerId, settings: values });
    },
    async sample(sampleId) {
      const samples = await engine.call('samples.list', { providerId });
      return samples.find(({ id }) => id === sampleId)?.dataText ?? '';
    },
    plan: async (eventType, source, dataText) =>
      engine.call('deliveries.planFire', {
        providerId,
        eventType,
        source,
        dataText: dataText ?? (await firstSample(eventType)),
      }),
    fire: async (eventType, source, dataText) =>
      engine.call('deliveries.fire', {
        providerId,
        eventType,
        source,
        dataText: dataText ?? (await firstSample(eventType)),
        confirmed: [],
      }),
    async fireAndSettle(eventType, source, dataText) {
      const { results } = await service.fire(eventType, source, dataText);
      const ids = results.map(({ delivery, problem }) => {
        if (delivery === null) throw new Error(problem ?? 'no delivery');
        return delivery.id;
      });
      return Promise.all(ids.map((id) => service.settled(id)));
    },
    preview: async (id, eventType, dataText) =>
      engine.call('compose.preview', {
        draft: toDraft(await service.get(id)),
        eventType,
        dataText: dataText ?? (await firstSample(eventType)),
      }),
    async test(id, eventType, dataText) {
      const { id: deliveryId } = await engine.call('deliveries.send', {
        draft: toDraft(await service.get(id)),
        eventType,
        dataText: dataText ?? (await firstSample(eventType)),
        kind: 'test',
        confirmed: [],
      });
      return service.settled(deliveryId);
    },
    delivery: (id) => engine.call('deliveries.get', { id }),
    settled: (id, attempts = 1) =>
      until(async () => {
        const delivery = await service.delivery(id);
        const isOver = !underWay.includes(delivery.state) && delivery.attemptCount >= attempts;
        return isOver ? delivery : null;
      }),
    async mails() {
      const { mails } = await engine.call('outbox.list', { state: null, before: null, limit: 500 });
      return Promise.all(mails.toReversed().map(({ id }) => engine.call('outbox.get', { id })));
    },
  };
  return service;
}
