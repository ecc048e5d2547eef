import type { RetryRule, RetrySteps } from '../../../src-preload/contract/retry.ts';

/** A rule that does nothing but follow its steps, and what is different about it. */
export function createRule(
  id: string,
  label: string,
  steps: RetrySteps,
  rest: Partial<Omit<RetryRule, 'id' | 'label' | 'steps'>> = {},
): RetryRule {
  return {
    id,
    label,
    steps,
    jitter: { kind: 'none' },
    honoursRetryAfter: false,
    overloadFloorSeconds: null,
    givesUpOn: { statuses: [], header: null },
    disablesOn: [],
    disablesAfter: { failures: null, hours: null },
    breaker: null,
    ...rest,
  };
}
