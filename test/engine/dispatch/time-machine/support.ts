import fc from 'fast-check';
import { createRule } from '../../../../src-main/engine/providers/create-rule.ts';
import { senderRules } from '../../../../src-main/engine/providers/sender-rules.ts';
import type { RetryRule } from '../../../../src-preload/contract/retry.ts';
import type { OutageSpan, SimulationLane, VirtualReceiver } from '../../../../src-preload/contract/time-machine.ts';

export const none = (): number => 0;

export const minute = 60_000;
export const hour = 60 * minute;

/** A lane with the rule of a sender. */
export function laneOf(id: string): SimulationLane {
  const rule = senderRules.find((other) => other.id === id);
  if (rule === undefined) throw new Error(`No rule ${id}`);
  return { id, rule, success: rule.success, timeoutMs: rule.timeoutMs ?? 30_000 };
}

export const refused: VirtualReceiver = { kind: 'refused' };

export const status = (code: number, retryAfterSeconds: number | null = null): VirtualReceiver => ({
  kind: 'status',
  status: code,
  retryAfterSeconds,
});

/** Down from the event on. */
export const downFor = (toMs: number, receiver: VirtualReceiver = refused): OutageSpan[] => [
  { fromMs: 0, toMs, receiver },
];

const seconds = fc.integer({ min: 0, max: 100_000 });

/** Any rule, of any steps, jitter and ends. */
const anyRule: fc.Arbitrary<RetryRule> = fc
  .record({
    steps: fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.record({
        kind: fc.constant('fixed' as const),
        count: fc.integer({ min: 1, max: 8 }),
        intervalSeconds: seconds,
      }),
      fc.record({
        kind: fc.constant('schedule' as const),
        delaysSeconds: fc.array(seconds, { minLength: 1, maxLength: 8 }),
      }),
      fc.record({
        kind: fc.constant('exponential' as const),
        firstSeconds: fc.integer({ min: 1, max: 1000 }),
        factor: fc.integer({ min: 1, max: 3 }),
        capSeconds: seconds,
        count: fc.integer({ min: 1, max: 8 }),
      }),
    ),
    jitter: fc.oneof(
      fc.constant({ kind: 'none' as const }),
      fc.record({ kind: fc.constant('share' as const), upTo: fc.constantFrom(0.1, 0.2, 0.5) }),
      fc.record({ kind: fc.constant('seconds' as const), upTo: fc.integer({ min: 1, max: 60 }) }),
    ),
    honoursRetryAfter: fc.boolean(),
    overloadFloorSeconds: fc.constantFrom(null, 60, 600),
    gone: fc.boolean(),
    breaker: fc.option(
      fc.record({
        failures: fc.integer({ min: 1, max: 4 }),
        openSeconds: fc.integer({ min: 1, max: 5000 }),
        factor: fc.integer({ min: 1, max: 3 }),
        maximumSeconds: fc.integer({ min: 5000, max: 50_000 }),
      }),
    ),
  })
  .map(({ steps, gone, ...rest }) => createRule('any', 'Any', steps, { ...rest, disablesOn: gone ? [410] : [] }));

export const anyReceiver: fc.Arbitrary<VirtualReceiver> = fc.oneof(
  fc.constant(refused),
  fc.constant({ kind: 'time-out' as const }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(400, 410, 429, 500, 502, 503, 504),
    retryAfterSeconds: fc.option(fc.integer({ min: 0, max: 200_000 })),
  }),
  fc.record({ kind: fc.constant('slow' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
);

export const anyOutage: fc.Arbitrary<OutageSpan[]> = fc.array(
  fc
    .record({
      from: fc.integer({ min: 0, max: 50_000 }),
      length: fc.integer({ min: 1, max: 200_000 }),
      receiver: anyReceiver,
    })
    .map(({ from, length, receiver }) => ({ fromMs: from * 1000, toMs: (from + length) * 1000, receiver })),
  { maxLength: 4 },
);

export const anyLane: fc.Arbitrary<SimulationLane> = fc.record({
  id: fc.constant('any'),
  rule: anyRule,
  success: fc.constantFrom('2xx' as const, '200' as const, '204' as const),
  timeoutMs: fc.constantFrom(3000, 15_000, 30_000),
});
