import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../src-main/engine/dispatch/stored-request.ts';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';

const kept = { timeoutMs: 30_000, success: '2xx', atMostOnce: false, ordered: true };
const store = (version: number, retry: unknown): { plan: string } => ({
  plan: JSON.stringify({ version, plan: {}, policy: { ...kept, retry } }),
});

describe('the rule of a delivery that an earlier version made', () => {
  it.each([
    [{ kind: 'none' }, createRule('earlier', 'As the webhook was', { kind: 'none' })],
    [
      { kind: 'fixed', count: 2, intervalSeconds: 60 },
      createRule('earlier', 'As the webhook was', { kind: 'fixed', count: 2, intervalSeconds: 60 }),
    ],
    [
      {
        kind: 'schedule',
        id: 'frappe-cloud',
        label: 'Frappe Cloud',
        delaysSeconds: [120, 240],
        jitter: 0.1,
        confidence: 'assumed',
        honoursRetryAfter: true,
      },
      createRule(
        'frappe-cloud',
        'Frappe Cloud',
        { kind: 'schedule', delaysSeconds: [120, 240] },
        { jitter: { kind: 'share', upTo: 0.1 }, honoursRetryAfter: true },
      ),
    ],
  ])('is read: %o', (first, rule) => {
    expect(readPolicy(store(1, first))).toEqual({ ...kept, retry: rule });
  });

  it('is one of today as it is kept, and of no other version', () => {
    const rule = createRule('a', 'A', { kind: 'fixed', count: 1, intervalSeconds: 5 });
    expect(readPolicy(store(2, rule)).retry).toEqual(rule);
    expect(() => readPolicy(store(3, rule))).toThrow('cannot be read');
  });
});
