import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import { createRule } from '../providers/create-rule.ts';

/** A rule as deliveries of the first version keep it. */
export type FirstRule =
  | { kind: 'none' }
  | { kind: 'fixed'; count: number; intervalSeconds: number }
  | {
      kind: 'schedule';
      id: string;
      label: string;
      delaysSeconds: readonly number[];
      jitter: number;
      honoursRetryAfter: boolean;
    };

/** What a delivery that was made earlier goes on by. */
export function fromFirstRule(rule: FirstRule): RetryRule {
  if (rule.kind !== 'schedule') return createRule('earlier', 'As the webhook was', rule);
  const { id, label, delaysSeconds, jitter, honoursRetryAfter } = rule;
  return createRule(
    id,
    label,
    { kind: 'schedule', delaysSeconds },
    { jitter: jitter > 0 ? { kind: 'share', upTo: jitter } : { kind: 'none' }, honoursRetryAfter },
  );
}
