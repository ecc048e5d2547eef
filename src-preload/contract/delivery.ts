import { z } from 'zod';
import type { HeaderPair } from './compose.ts';
import { composeInputSchema } from './compose.ts';
import { answers } from './define.ts';

export const deliveryStates = [
  'queued',
  'in_flight',
  'delivered',
  'failed_will_retry',
  'exhausted',
  'unknown',
  'cancelled',
  'blocked',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const attemptErrorCodes = [
  'dns',
  'refused',
  'unreachable',
  'proxy', // the way to it, or what it answered; the receiver got nothing
  'connect-timeout',
  'tls',
  'reset',
  'closed',
  'truncated',
  'malformed-response',
  'deadline',
  'redirect',
  'status',
  'invalid-request',
  'cancelled',
  'outcome-unknown',
  'no-storage',
  'reported', // imported: what it was imported from says so, in words of its own
] as const;
export type AttemptErrorCode = (typeof attemptErrorCodes)[number];

export type AttemptPhase = 'dns' | 'connect' | 'proxy' | 'tls' | 'send' | 'headers' | 'body' | 'deadline';

export interface AttemptError {
  code: AttemptErrorCode;
  phase: AttemptPhase | null;
  /** What happened, to what, what to do. */
  message: string;
  /** The library's own code: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  cause: string | null;
}

/** Milliseconds from the start of the attempt; null where the phase was not reached or a kept-alive connection was used. */
export interface AttemptTimings {
  dns: number | null;
  connect: number | null;
  tls: number | null;
  firstByte: number | null;
  total: number;
  reusedConnection: boolean;
}

export interface RequestRecord {
  method: string;
  url: string;
  headers: HeaderPair[];
  bodyBytes: number;
  bodySha256: string;
  /** Parts that hold a live secret are shown as dots; the stored original is sealed. */
  redacted: boolean;
}

export interface ResponseRecord {
  status: number;
  statusText: string;
  headers: HeaderPair[];
  /** Bytes kept, at most the limit of 1 MiB. */
  bodyBytes: number;
  truncated: boolean;
}

export interface Attempt {
  id: string;
  deliveryId: string;
  /** 1 for the first. */
  number: number;
  startedAt: number;
  finishedAt: number | null;
  outcome: 'success' | 'failure' | 'unknown' | 'in_flight';
  request: RequestRecord;
  response: ResponseRecord | null;
  error: AttemptError | null;
  timings: AttemptTimings | null;
  captureId: string | null;
  /** Whose certificate was taken without a look, by the choice of the webhook. */
  unverified: boolean;
  /** Host and port of the proxy that it went, or was to go, through; null: none. */
  proxy: string | null;
}

export type DeliveryKind = 'test' | 'event' | 'replay' | 'validate' | 'import';

export interface Delivery {
  id: string;
  /** This and what follows is empty where it belongs to no webhook: imported, or replayed from that. */
  webhookId: string;
  webhookName: string;
  providerId: string;
  eventType: string;
  channel: string;
  kind: DeliveryKind;
  state: DeliveryState;
  /** Why it is in that state, in a sentence; null when there is nothing to add. */
  reason: string | null;
  createdAt: number;
  /** When the next attempt is due; null when there is none. */
  nextAt: number | null;
  attemptCount: number;
  /** The delivery that this one replays. */
  replayOf: string | null;
}

export interface DeliveryDetail extends Delivery {
  attempts: Attempt[];
}

export const sendSchema = composeInputSchema.extend({
  kind: z.enum(['test', 'event']),
  confirmed: z.array(z.string().max(200)).max(50),
});

export const deliveryMethods = {
  /** Sends what the preview shows, saved or not. Answers when the delivery is durable; the outcome comes as an event. */
  'deliveries.send': answers<Delivery>()(sendSchema),
  'deliveries.get': answers<DeliveryDetail>()(z.strictObject({ id: z.string().max(64) })),
  /** Sends the provider's validation to the webhook as it is saved. Answers when the exchange is over. */
  'deliveries.validate': answers<Delivery>()(
    z.strictObject({ webhookId: z.string().max(64), confirmed: z.array(z.string().max(200)).max(50).optional() }),
  ),
  'deliveries.cancel': answers<Delivery>()(z.strictObject({ id: z.string().max(64) })),
};
