import type { ComposeInput } from '../../../src-preload/contract/compose.ts';
import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import type { FirePlan, FireResult } from '../../../src-preload/contract/fire.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { EngineError } from '../errors.ts';
import { placeInData } from './event-source.ts';
import { type FirePlanParts, type Occurrence, planFire, toConfirmationId } from './plan-fire.ts';

export interface FirePartsWithSending extends FirePlanParts {
  webhooks: FirePlanParts['webhooks'] & { find(id: string): Webhook | null };
  send(order: ComposeInput & { kind: 'event'; confirmed: string[] }): Promise<Delivery>;
}

export interface Firing {
  /** @throws EngineError as `planFire` */
  plan(occurrence: Occurrence): FirePlan;
  /**
   * Lets an event happen: one delivery for each webhook that it calls, made from the webhook as it is saved. What keeps one
   * webhook from being called does not keep the others.
   * @throws EngineError `confirm` where a yes is missing, before anything is sent; and as `planFire`
   */
  fire(occurrence: Occurrence, confirmed: readonly string[]): Promise<FireResult>;
}

export function createFiring(parts: FirePartsWithSending): Firing {
  async function deliver(
    webhookId: string,
    { eventType, dataText }: Occurrence,
    confirmed: readonly string[],
  ): Promise<Pick<FireResult['results'][number], 'delivery' | 'problem'>> {
    const webhook = parts.webhooks.find(webhookId);
    if (webhook === null) return { delivery: null, problem: 'It was deleted meanwhile.' };
    const prefix = toConfirmationId(webhookId, '');
    const own = confirmed.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
    try {
      const order = { draft: webhook, eventType, dataText, kind: 'event' as const, confirmed: own };
      return { delivery: await parts.send(order), problem: null };
    } catch (error) {
      if (error instanceof EngineError) return { delivery: null, problem: error.message };
      throw error;
    }
  }

  return {
    plan: (occurrence) => planFire(parts, occurrence),
    async fire(occurrence, confirmed) {
      const { placed, called, notCalled } = planFire(parts, occurrence);
      const there = { ...occurrence, dataText: placeInData(occurrence.dataText, placed) };
      const open = called.flatMap(({ confirmations }) => confirmations).filter(({ id }) => !confirmed.includes(id));
      if (open.length > 0) {
        throw new EngineError('confirm', open.map(({ message }) => message).join(' '), { confirmations: open });
      }
      // All at once, so that they become durable in one commit.
      const results = await Promise.all(
        called.map(async ({ webhookId, name }) => ({
          webhookId,
          name,
          ...(await deliver(webhookId, there, confirmed)),
        })),
      );
      return { results, notCalled };
    },
  };
}
