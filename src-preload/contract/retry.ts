import { z } from 'zod';
import { answers } from './define.ts';

/** Any of them is a success; everything else, redirects included, is a failure. */
export const successSchema = z.enum(['2xx', '200', '204']);
export type SuccessRule = z.infer<typeof successSchema>;

/** When attempts follow the first one, which is made at once. */
export type RetrySteps =
  | { kind: 'none' }
  /** `count` retries, `intervalSeconds` apart. */
  | { kind: 'fixed'; count: number; intervalSeconds: number }
  /** Seconds to wait before each retry. */
  | { kind: 'schedule'; delaysSeconds: readonly number[] }
  /** The nth retry waits `firstSeconds * factor ** (n - 1)`, at most `capSeconds`. */
  | { kind: 'exponential'; firstSeconds: number; factor: number; capSeconds: number; count: number };

/** Only ever adds: no attempt is early. `share` is of the planned delay: 0.2 adds up to a fifth. */
export type RetryJitter = { kind: 'none' } | { kind: 'share'; upTo: number } | { kind: 'seconds'; upTo: number };

/** What a delivery goes through when it fails. */
export interface RetryRule {
  id: string;
  label: string;
  steps: RetrySteps;
  jitter: RetryJitter;
  /** Retry-After is honoured, clamped to [planned, max(2 x planned, 24 h)]. */
  honoursRetryAfter: boolean;
  /** At least this long after 429, 502, 504 or a time-out; null: no floor. */
  overloadFloorSeconds: number | null;
  /** Answers after which the delivery is given up. */
  givesUpOn: { statuses: readonly number[]; header: { name: string; value: string } | null };
  /** Statuses after which it is given up and the webhook disabled: 410 (Gone). */
  disablesOn: readonly number[];
  /** Disables the webhook after so many failed deliveries in a row, or after failing for so long; null: never. */
  disablesAfter: { failures: number | null; hours: number | null };
  /** After so many failed attempts in a row nothing is sent for a while, and then one probe; null: never. */
  breaker: { failures: number; openSeconds: number; factor: number; maximumSeconds: number } | null;
}

/** A rule as a service that sends webhooks has it. */
export interface SenderRule extends RetryRule {
  source: string;
  /** Of the times above all; `notes` say what else is not certain. */
  confidence: 'documented' | 'second-hand' | 'assumed';
  notes: readonly string[];
  success: SuccessRule;
  /** Null where it is not published. */
  timeoutMs: number | null;
}

const seconds = z.number();
const statuses = z.array(z.number()).max(100).readonly();

/** The shape alone; the engine checks what the numbers may be, at the field where they stand. */
export const retryRuleSchema: z.ZodType<RetryRule> = z.strictObject({
  id: z.string().max(64),
  label: z.string().max(200),
  steps: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('fixed'), count: z.number(), intervalSeconds: seconds }),
    z.strictObject({ kind: z.literal('schedule'), delaysSeconds: z.array(seconds).max(200).readonly() }),
    z.strictObject({
      kind: z.literal('exponential'),
      firstSeconds: seconds,
      factor: z.number(),
      capSeconds: seconds,
      count: z.number(),
    }),
  ]),
  jitter: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('share'), upTo: z.number() }),
    z.strictObject({ kind: z.literal('seconds'), upTo: seconds }),
  ]),
  honoursRetryAfter: z.boolean(),
  overloadFloorSeconds: seconds.nullable(),
  givesUpOn: z.strictObject({
    statuses,
    header: z.strictObject({ name: z.string().max(200), value: z.string().max(1000) }).nullable(),
  }),
  disablesOn: statuses,
  disablesAfter: z.strictObject({ failures: z.number().nullable(), hours: z.number().nullable() }),
  breaker: z
    .strictObject({ failures: z.number(), openSeconds: seconds, factor: z.number(), maximumSeconds: seconds })
    .nullable(),
});

/** Which rule a webhook is retried by: a sender's by its id, or an own one. Where there is none, as its service does. */
export const retryChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sender'), id: z.string().max(64) }),
  z.strictObject({ kind: z.literal('own'), rule: retryRuleSchema }),
]);
export type RetryChoice = z.infer<typeof retryChoiceSchema>;

/** One attempt of a delivery that fails again and again. */
export interface PlannedAttempt {
  /** 1 for the first. */
  number: number;
  /** After the one before, in ms: as planned, and with all the jitter there can be. */
  afterMs: number;
  latestMs: number;
  /** After the first, in ms, without jitter and the time that attempts take. */
  atMs: number;
}

/** A rule drawn out, for a person to look at. */
export interface RulePicture {
  rule: RetryRule;
  attempts: PlannedAttempt[];
  /** What it does besides, a sentence each. */
  notes: string[];
  /** Null for an own rule, and for that of the service. */
  sender: Pick<SenderRule, 'source' | 'confidence' | 'notes'> | null;
}

export const retryMethods = {
  /** The rules of services that send webhooks. */
  'retry.senders': answers<SenderRule[]>()(z.strictObject({})),
  /** What a webhook with these fields would do, saved or not. */
  'retry.picture': answers<RulePicture>()(
    z.strictObject({
      providerId: z.string().max(64),
      retryRule: retryChoiceSchema.nullable(),
      retryCount: z.number(),
      retryIntervalMinutes: z.number(),
    }),
  ),
};
