import { z } from 'zod';
import { answers } from './define.ts';
import type { Delivery } from './delivery.ts';
import type { Confirmation } from './errors.ts';
import type { ChannelId } from './provider.ts';
import { type Scope, scopeSchema } from './webhook.ts';

/** Why a webhook is not called for an event. */
export const notCalledReasons = [
  'feature-off',
  'other-scope',
  'not-subscribed',
  'not-validated',
  'inactive',
  'deactivated',
  'cannot-be-sent',
] as const;
export type NotCalledReason = (typeof notCalledReasons)[number];

interface Candidate {
  webhookId: string;
  name: string;
  scope: Scope;
  channel: ChannelId;
}

export interface CalledWebhook extends Candidate {
  method: string;
  /** As it will be sent; secrets in it are shown as dots. */
  url: string;
  /** There are edits that are not saved; the saved webhook is what is called. */
  unsaved: boolean;
  /** What must be said yes to first. Each id is unique among all webhooks. */
  confirmations: Confirmation[];
}

export interface NotCalledWebhook extends Candidate {
  reason: NotCalledReason;
  /** A sentence, with what to do about it. */
  message: string;
}

export interface FirePlan {
  /** What the place puts into the data of the event; null takes the place of a name that there is none of. */
  placed: { path: string; value: string | null }[];
  called: CalledWebhook[];
  notCalled: NotCalledWebhook[];
}

export interface FireResult {
  /** One for each webhook that was to be called. `problem` says why there is no delivery. */
  results: { webhookId: string; name: string; delivery: Delivery | null; problem: string | null }[];
  notCalled: NotCalledWebhook[];
}

const occurrence = z.strictObject({
  providerId: z.string().max(64),
  eventType: z.string().max(200),
  /** Where the event happens: the scope and, where it has targets, which one. What lies around it hears of it too. */
  source: scopeSchema,
  dataText: z.string().max(5_000_000),
});

export const fireMethods = {
  /** Which webhooks an event calls, and which not and why. Nothing is sent. */
  'deliveries.planFire': answers<FirePlan>()(occurrence),
  /** One delivery for each webhook of the plan. Answers when all are durable; outcomes come as events. */
  'deliveries.fire': answers<FireResult>()(occurrence.extend({ confirmed: z.array(z.string().max(400)).max(1000) })),
};
