import { describe, expect, it } from 'vitest';
import {
  describeFilter,
  emptyFilter,
  type FilterNames,
  isEmptyFilter,
  parseFilter,
} from '../../../src-renderer/features/log/log-filter.ts';

const names: FilterNames = {
  webhooks: [
    { id: 'w1', name: 'CRM' },
    { id: 'w2', name: 'My Pager' },
  ],
  providers: [{ id: 'gridscale', name: 'gridscale' }],
  events: [{ id: 'contract-signup', label: 'Contract Signup' }],
  channels: [{ id: 'slack', label: 'Slack' }],
};
const parse = (input: string) => parseFilter(input, names, 1_000_000_000);

describe('a filter as it is typed', () => {
  it.each([
    ['status:failed', { outcome: 'failure' }],
    ['outcome:delivered', { outcome: 'success' }],
    ['verdict:mismatch', { verdict: 'invalid' }],
    ['side:captured', { side: 'captured' }],
    ['webhook:crm', { webhookId: 'w1' }],
    ['webhook:"my pager"', { webhookId: 'w2' }],
    ['webhook:my-pager', { webhookId: 'w2' }],
    ['webhook:pag', {}],
    ['provider:grid', { providerId: 'gridscale' }],
    ['event:contract-signup', { eventType: 'contract-signup' }],
    ['channel:slack', { channel: 'slack' }],
    ['last:15m', { from: 1_000_000_000 - 900_000 }],
    ['LAST:2H', { from: 1_000_000_000 - 7_200_000 }],
  ])('%s', (input, change) => {
    expect(parse(input).change).toEqual(change);
  });

  it('leaves the rest as text, in its order', () => {
    expect(parse('refused status:failed  on port')).toEqual({
      change: { outcome: 'failure' },
      text: 'refused on port',
    });
  });

  it('takes several', () => {
    expect(parse('status:failed verdict:valid').change).toEqual({ outcome: 'failure', verdict: 'valid' });
  });

  it('leaves what means nothing as text', () => {
    expect(parse('status:maybe webhook:none colour:red')).toEqual({
      change: {},
      text: 'status:maybe webhook:none colour:red',
    });
    expect(parse('last:soon')).toEqual({ change: {}, text: 'last:soon' });
    expect(parse('http://status:failed')).toEqual({ change: {}, text: 'http://status:failed' });
  });
});

describe('a filter in words', () => {
  it('has a chip for each field but the text', () => {
    const filter = { ...emptyFilter, text: 'x', outcome: 'failure', webhookId: 'w2', from: 5 } as const;
    expect(describeFilter(filter, names, (at) => `at ${at}`)).toEqual([
      { field: 'outcome', label: 'failed' },
      { field: 'webhookId', label: 'My Pager' },
      { field: 'from', label: 'since at 5' },
    ]);
  });

  it('names what is gone by its id', () => {
    expect(describeFilter({ ...emptyFilter, webhookId: 'gone' }, names, String)).toEqual([
      { field: 'webhookId', label: 'gone' },
    ]);
  });

  it('is empty only when nothing is set', () => {
    expect(isEmptyFilter(emptyFilter)).toBe(true);
    expect(isEmptyFilter({ ...emptyFilter, from: 0 })).toBe(false);
    expect(isEmptyFilter({ ...emptyFilter, text: 'a' })).toBe(false);
  });
});
