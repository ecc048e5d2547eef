import { describe, expect, it } from 'vitest';
import { countAttempts, decideRetry } from '../../../src-main/engine/dispatch/schedule.ts';
import { senderRules } from '../../../src-main/engine/providers/sender-rules.ts';
import { retryRuleSchema, type SenderRule } from '../../../src-preload/contract/retry.ts';

function findRule(id: string): SenderRule {
  const rule = senderRules.find((other) => other.id === id);
  if (rule === undefined) throw new Error(`No rule ${id}`);
  return rule;
}

/** Waits in seconds while every attempt fails, jitter left out. */
function waitsOf(rule: SenderRule): number[] {
  return Array.from({ length: countAttempts(rule) - 1 }, (_, index) => {
    const answer = { status: 500, timedOut: false, headers: [] };
    const decision = decideRetry(rule, { failures: index + 1, nowMs: 0, answer }, () => 0);
    return decision.kind === 'retry' ? decision.delayMs / 1000 : Number.NaN;
  });
}

const total = (waits: number[]): number => waits.reduce((sum, wait) => sum + wait, 0);

describe('the rules of senders', () => {
  it.each([
    ['standard-webhooks', [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]],
    ['svix', [5, 300, 1800, 7200, 18_000, 36_000, 36_000]],
    ['github', []],
    ['convoy-linear', Array<number>(10).fill(100)],
    ['convoy-example', [10, 30, 60, 180, 300, 600, 900]],
    ['slack', [0, 60, 300]],
    ['frappe-cloud', [120, 240, 480]],
    ['frappe', [1, 4]],
    ['developer', [1, 2, 4, 8]],
  ])('%s waits what its sender documents', (id, waits) => {
    expect(waitsOf(findRule(id))).toEqual(waits);
    expect(findRule(id).confidence).not.toBe('assumed');
  });

  it.each([
    ['stripe', 8, 72 * 3600],
    ['stripe-sandbox', 3, 4 * 3600],
    ['shopify', 8, 4 * 3600],
    ['pagerduty', 4, 20 * 60],
    ['discord', 5, 10 * 60],
  ])('%s has %i retries of assumed times within what its sender documents', (id, count, seconds) => {
    const waits = waitsOf(findRule(id));
    expect(waits).toHaveLength(count);
    expect(total(waits)).toBeLessThanOrEqual(seconds);
    expect(total(waits)).toBeGreaterThan(seconds * 0.75);
    expect(findRule(id)).toMatchObject({
      confidence: 'assumed',
      notes: [expect.stringMatching(/assumed/), ...findRule(id).notes.slice(1)],
    });
  });

  it('name what else their senders do', () => {
    expect(findRule('standard-webhooks')).toMatchObject({ disablesOn: [410], honoursRetryAfter: true });
    expect(findRule('svix').givesUpOn.header).toEqual({ name: 'webhook-delivery', value: 'abort-message' });
    expect(findRule('svix').disablesAfter.hours).toBe(120);
    expect(findRule('shopify').disablesAfter.failures).toBe(8);
    expect(findRule('pagerduty').givesUpOn.statuses).toEqual([400, 403]);
    expect(findRule('discord')).toMatchObject({ success: '204', timeoutMs: 3000 });
    expect(findRule('gitlab').breaker).toEqual({ failures: 4, openSeconds: 60, factor: 2, maximumSeconds: 86_400 });
    expect(waitsOf(findRule('convoy-exponential')).at(-1)).toBe(7200);
    expect(findRule('convoy-exponential').jitter).toEqual({ kind: 'seconds', upTo: 5 });
  });

  it('have ids of their own, sources, and the shape of a rule', () => {
    expect(new Set(senderRules.map(({ id }) => id)).size).toBe(senderRules.length);
    for (const {
      source,
      confidence: _confidence,
      notes: _notes,
      success: _success,
      timeoutMs: _ms,
      ...rule
    } of senderRules) {
      expect(source).not.toBe('');
      expect(retryRuleSchema.parse(rule)).toEqual(rule);
    }
  });
});
