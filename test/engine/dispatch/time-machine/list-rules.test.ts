import { expect, it } from 'vitest';
import { listRules } from '../../../../src-main/engine/dispatch/time-machine/list-rules.ts';
import { senderRules } from '../../../../src-main/engine/providers/sender-rules.ts';
import { openWire } from '../../support/open-wire.ts';
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts';

it('every webhook stands before the senders, with its own rule and how certain that is', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const fixed = await engine.createWebhook('callgoose', {
    name: 'Desk',
    signed: false,
    retryCount: 3,
    retryIntervalMinutes: 2,
  });
  const plans = await engine.createWebhook('casesolved', { name: 'Plans' });
  const lent = await engine.createWebhook('y42', { name: 'Lent', retryRule: { kind: 'sender', id: 'stripe' } });
  const rules = listRules(engine.directory);
  const find = (id: string) => rules.find(({ webhook }) => webhook?.id === id)?.rule;
  expect(find(fixed.id)).toMatchObject({
    label: 'Desk',
    steps: { kind: 'fixed', count: 3, intervalSeconds: 120 },
    disablesAfter: { failures: 6 },
  });
  expect(find(plans.id)).toMatchObject({
    confidence: 'assumed',
    notes: expect.arrayContaining([expect.stringContaining('2, 4 and 8 minutes')]),
  });
  expect(find(lent.id)).toMatchObject({
    label: 'Lent',
    confidence: 'assumed',
    source: expect.stringMatching(/^Stripe/),
  });
  expect(rules.slice(3).map(({ rule }) => rule)).toEqual(senderRules);
});
