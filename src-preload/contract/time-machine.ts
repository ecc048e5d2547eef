import { z } from 'zod';
import { answers } from './define.ts';
import type { AttemptErrorCode } from './delivery.ts';
import { retryRuleSchema, type SenderRule } from './retry.ts';

/** The end of virtual time: 366 days after the event, in milliseconds. */
export const LONGEST_VIRTUAL_MS = 366 * 24 * 3600 * 1000;

const virtualMs = z.number().int().min(0).max(LONGEST_VIRTUAL_MS);

/** What a receiver does to each request that begins during a span. Outside all spans it answers with success. */
export const virtualReceiverSchema = z.discriminatedUnion('kind', [
  /** Nobody listens. */
  z.strictObject({ kind: z.literal('refused') }),
  /** Takes the request and never answers. */
  z.strictObject({ kind: z.literal('time-out') }),
  z.strictObject({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599),
    retryAfterSeconds: z.number().int().min(0).max(31_622_400).nullable(),
  }),
  /** Answers with success after so long, which is a time-out for a sender with less patience. */
  z.strictObject({ kind: z.literal('slow'), seconds: z.number().min(0.1).max(3600) }),
]);
export type VirtualReceiver = z.infer<typeof virtualReceiverSchema>;

/** From `fromMs` up to, but without, `toMs`; milliseconds since the event. Where spans overlap, the later one of the list counts. */
export const outageSpanSchema = z.strictObject({ fromMs: virtualMs, toMs: virtualMs, receiver: virtualReceiverSchema });
export type OutageSpan = z.infer<typeof outageSpanSchema>;

export const simulationLaneSchema = z.strictObject({
  id: z.string().max(200),
  rule: retryRuleSchema,
  success: z.enum(['2xx', '200', '204']),
  timeoutMs: z.number().int().min(1).max(3_600_000),
});
export type SimulationLane = z.infer<typeof simulationLaneSchema>;

/** One attempt on the virtual clock. Times are milliseconds since the event. */
export interface SimulatedAttempt {
  /** 1 for the first. */
  number: number;
  /** Between these it could begin: they differ by the rule's jitter. */
  earliestMs: number;
  latestMs: number;
  startMs: number;
  endMs: number;
  outcome: 'success' | 'failure';
  /** Null where no answer came. */
  status: number | null;
  error: AttemptErrorCode | null;
  /** Seconds that the answer asked to wait for. */
  retryAfterSeconds: number | null;
  /** What set its time; `event` for the first. */
  why: 'event' | 'schedule' | 'retry-after' | 'overload' | 'breaker';
}

/** `given-up`: the answer said that trying again is pointless. `disabled`: the webhook is switched off, too. */
export type SimulationEnd = 'delivered' | 'exhausted' | 'given-up' | 'disabled';

/** What one rule does with one event at time 0, and what it would do with others. */
export interface Simulation {
  id: string;
  attempts: SimulatedAttempt[];
  end: SimulationEnd;
  endMs: number;
  /** In a sentence, as the queue says it. */
  reason: string | null;
  /** While the breaker keeps everything back. */
  breaker: { fromMs: number; toMs: number }[];
  /**
   * An outage of the same kind that begins with the event: the longest that is survived whatever the jitter, and the longest
   * that can be. Null: any.
   */
  survivesMs: { always: number; atBest: number } | null;
  /** After how long it gives up when the receiver never comes back; null: never, because that is a success. */
  givesUpMs: number | null;
  /** Events spread evenly over the outage: how many of them are delivered. Null without an outage. */
  spread: { events: number; delivered: number; attemptsPerEvent: number; peakLoad: number } | null;
}

/** A rule that can be put beside others. */
export interface RuleChoice {
  rule: SenderRule;
  /** The webhook whose rule it is; null for a sender's. */
  webhook: { id: string; name: string; providerName: string } | null;
}

/** A span that was read from the log. */
export interface LoggedSpan {
  span: OutageSpan;
  /** Failed attempts in a row that it was made of. */
  failures: number;
  firstFailureAt: number;
  lastFailureAt: number;
  /** The last success before and the first after; null: none in what was looked at. */
  successBefore: number | null;
  successAfter: number | null;
}

/** Outages as the log shows them: each run of failed attempts is one, from the first failure until the next success began. */
export interface LoggedOutage {
  /** Wall clock of time 0. */
  startsAt: number;
  spans: LoggedSpan[];
  /** Attempts that were looked at, the newest ones of the time span. */
  attempts: number;
  /** There were more than are looked at in one go. */
  isCut: boolean;
  /** Attempts of the delivery itself since time 0; null when it was not asked for one. */
  delivery: { attempts: { startMs: number; outcome: 'success' | 'failure' | 'unknown' | 'in_flight' }[] } | null;
}

export const timeMachineMethods = {
  'timeMachine.rules': answers<RuleChoice[]>()(z.strictObject({})),
  /** The same seed gives the same jitter, in each lane. */
  'timeMachine.simulate': answers<Simulation[]>()(
    z.strictObject({
      lanes: z.array(simulationLaneSchema).max(40),
      outage: z.array(outageSpanSchema).max(40),
      seed: z
        .number()
        .int()
        .min(0)
        .max(2 ** 32 - 1),
    }),
  ),
  /** The outages of a webhook between two instants; of a delivery when its id is given, from its event on. */
  'timeMachine.outageFromLog': answers<LoggedOutage>()(
    z.strictObject({
      webhookId: z.string().max(64),
      deliveryId: z.string().max(64).nullable(),
      from: z.number().nullable(),
      to: z.number().nullable(),
    }),
  ),
};
