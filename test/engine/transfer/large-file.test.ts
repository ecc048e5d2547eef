import { expect, test } from 'vitest';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

const COUNT = 3_000;

test(`${COUNT} webhooks of a workspace file are planned while the event loop turns, each once`, async () => {
  const { engine } = await openForTransfer();
  const { text } = await engine.call('transfer.export', { webhookIds: null, settings: false, passphrase: null });
  const file = parse(text);
  const one = file.webhooks.find(({ provider }) => provider === 'zenskar');
  if (one === undefined) throw new Error('the sample has no webhook of Zenskar');
  file.webhooks = Array.from({ length: COUNT }, (_each, index) => ({ ...one, id: `w-${index}`, name: `W ${index}` }));
  let turns = 0;
  let isOver = false;
  const turn = (): void => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const large = JSON.stringify(file);
  const plan = await engine.call('transfer.plan', { text: large, passphrase: null });
  isOver = true;
  expect(plan.problems).toEqual([]);
  expect(plan.items.filter(({ kind, action }) => kind === 'webhook' && action === 'create')).toHaveLength(COUNT);
  expect(turns).toBeGreaterThan(20);
  await engine.call('transfer.apply', { text: large, passphrase: null, hash: plan.hash, replaceSecrets: false });
  expect(await engine.call('webhooks.list', {})).toHaveLength(COUNT + parse(text).webhooks.length);
});
