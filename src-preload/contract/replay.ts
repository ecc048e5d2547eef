import { z } from 'zod';
import type { HeaderPair } from './compose.ts';
import { answers } from './define.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import type { Confirmation } from './errors.ts';
import { logFilterSchema } from './log.ts';
import type { Verdict } from './signing.ts';

/**
 * `exact`: the bytes of the attempt, its old signature included. `resigned`: the same message id and body, a new timestamp and
 * signature. `new-id`: the same body as a new message. `edited`: like `new-id`, with another body.
 */
export const replayModes = ['exact', 'resigned', 'new-id', 'edited'] as const;
export type ReplayMode = (typeof replayModes)[number];

/** `original`: the address of the attempt. `webhook`: as that webhook is saved now. `capture`: the capture server here. */
export const replayTargetSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('original') }),
  z.strictObject({ to: z.literal('webhook'), webhookId: z.string().max(64) }),
  z.strictObject({ to: z.literal('url'), url: z.string().max(20_000) }),
  z.strictObject({ to: z.literal('capture') }),
]);
export type ReplayTarget = z.infer<typeof replayTargetSchema>;

/** What would be sent, and what a receiver with the webhook's secret would say to it. */
export interface ReplayPreview {
  method: string;
  /** Secrets are left out, as in the log. */
  url: string;
  headers: HeaderPair[];
  bodyBytes: number;
  /** From the very check that the capture server makes, on this request. Null where it cannot be made. */
  verdict: Verdict | null;
  /** Sentences about what differs from the original. */
  notes: string[];
  /** Why it cannot be sent. */
  blockers: string[];
  confirmations: Confirmation[];
}

/** One delivery of a family: an original, and what was replayed from it. */
export interface LineageEntry {
  id: string;
  replayOf: string | null;
  /** Null for the original. */
  mode: ReplayMode | null;
  webhookName: string;
  /** `captured`: the original is a request that was not sent from here. */
  state: DeliveryState | 'captured';
  createdAt: number;
  /** The newest line of the log that shows it; null when it is not there any more. */
  seq: number | null;
}

export const bulkModes = ['exact', 'resigned', 'new-id'] as const;

/** How a bulk replay is done. */
export const bulkOptionsSchema = z.strictObject({
  mode: z.enum(bulkModes),
  target: replayTargetSchema,
  /** Leaves out what was delivered after all: by a later attempt, or by a replay. */
  skipSucceeded: z.boolean(),
  /** Requests per second; null for as fast as they are answered. */
  ratePerSecond: z.number().min(0.1).max(1000).nullable(),
  /** Requests under way at once, over all endpoints. */
  parallel: z.number().int().min(1).max(32),
});
export type BulkOptions = z.infer<typeof bulkOptionsSchema>;

export interface ReasonCount {
  reason: string;
  count: number;
}

/** What a bulk replay would do. */
export interface BulkPlan {
  /** The newest line that was looked at. Sent back, so that what was counted is what is replayed. */
  upTo: number;
  /** Lines that match the filter. */
  lines: number;
  /** Deliveries behind them. */
  deliveries: number;
  /** How many of these are sent. */
  sends: number;
  skipped: ReasonCount[];
  /** What cannot be replayed, and why. */
  refused: ReasonCount[];
  webhooks: { webhookId: string; name: string; sends: number }[];
  outcomes: { state: DeliveryState; count: number }[];
  confirmations: Confirmation[];
}

export type BulkState = 'running' | 'paused' | 'cancelled' | 'done';

/** How far a bulk replay is. */
export interface BulkProgress {
  id: string;
  state: BulkState;
  /** Why it is paused, when nobody asked for it. */
  reason: string | null;
  options: BulkOptions;
  createdAt: number;
  finishedAt: number | null;
  /** Deliveries to send, what is skipped and refused not counted. */
  total: number;
  /** Of these: sent, with a first outcome. */
  done: number;
  delivered: number;
  /** Failed for good, or to be tried again by the rule of the webhook. */
  failed: number;
  unknown: number;
  underWay: number;
  skipped: number;
  refused: number;
  /** Per second, over the last moments; 0 while it rests. */
  rate: number;
  /** Null while nobody can say. */
  secondsLeft: number | null;
}

export interface BulkSummary extends BulkProgress {
  failures: ReasonCount[];
  skips: ReasonCount[];
  refusals: ReasonCount[];
}

const id = z.string().max(64);
const confirmed = z.array(z.string().max(200)).max(50);

/** One attempt again; or a capture that was not sent from here, whose id stands in the place of the delivery's. `attemptId` null: the last one of the delivery. `bodyText` only for `edited`. */
const replaySchema = z.strictObject({
  deliveryId: id,
  attemptId: id.nullable(),
  mode: z.enum(replayModes),
  target: replayTargetSchema,
  bodyText: z.string().max(5_000_000).nullable(),
});
export type ReplayOrder = z.infer<typeof replaySchema>;

export const replayMethods = {
  'replay.preview': answers<ReplayPreview>()(replaySchema),
  /** Answers when the new delivery is durable. The original is not changed. */
  'replay.send': answers<Delivery>()(replaySchema.extend({ confirmed })),
  /** The body as text, to be edited; null, with the reason, where its bytes are not text or hold a secret. */
  'replay.body': answers<{ text: string | null; reason: string | null }>()(
    z.strictObject({ deliveryId: id, attemptId: id.nullable() }),
  ),
  /** The original first, then by age. */
  'replay.lineage': answers<LineageEntry[]>()(z.strictObject({ deliveryId: id })),
  'replay.plan': answers<BulkPlan>()(z.strictObject({ filter: logFilterSchema, options: bulkOptionsSchema })),
  /** One at a time: a `conflict` while another is not over. */
  'replay.start': answers<BulkProgress>()(
    z.strictObject({ filter: logFilterSchema, options: bulkOptionsSchema, upTo: z.number().int(), confirmed }),
  ),
  /** The one that is not over, else the last one; null when there was none. */
  'replay.current': answers<BulkSummary | null>()(z.strictObject({})),
  'replay.pause': answers<BulkProgress>()(z.strictObject({ id })),
  'replay.resume': answers<BulkProgress>()(z.strictObject({ id })),
  'replay.cancel': answers<BulkProgress>()(z.strictObject({ id })),
};
