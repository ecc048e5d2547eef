import { expect, test } from 'vitest';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

test('an export that could not be imported again is refused, and a part of it is not', async () => {
  const { engine } = await openForTransfer();
  const [event] = await engine.call('samples.list', { providerId: 'zenskar' });
  if (event === undefined) throw new Error('the sample has no event of Zenskar');
  const dataText = JSON.stringify({ text: 'x'.repeat(4_500_000) });
  for (const name of ['One', 'Two', 'Three', 'Four']) {
    await engine.call('samples.save', { providerId: 'zenskar', id: null, eventType: event.eventType, name, dataText });
  }
  const everything = { webhookIds: null, passphrase: null };
  await expect(engine.call('transfer.export', everything)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/18 MiB.*more than 16 MiB/),
  });
  const webhooks = await engine.call('webhooks.list', {});
  const other = webhooks.find(({ providerId }) => providerId !== 'zenskar');
  const part = await engine.call('transfer.export', { webhookIds: [other?.id ?? ''], passphrase: null });
  expect((await engine.call('transfer.plan', { text: part.text, passphrase: null })).problems).toEqual([]);
});

test('more webhooks than a file holds are neither exported nor imported, and both say how many it holds', async () => {
  const { engine } = await openForTransfer();
  const all = { webhookIds: null, passphrase: null };
  const { text } = await engine.call('transfer.export', all);
  const file = parse(text);
  const one = file.webhooks.find(({ provider }) => provider === 'zenskar');
  if (one === undefined) throw new Error('the sample has no webhook of Zenskar');
  const more = Array.from({ length: 5001 }, (_each, index) => ({ ...one, id: `w-${index}`, name: `W ${index}` }));
  const tooMany = JSON.stringify({ ...file, webhooks: more });
  const refused = await engine.call('transfer.plan', { text: tooMany, passphrase: null });
  expect(refused.problems).toMatchObject([{ path: 'webhooks', message: expect.stringContaining('5000 webhooks') }]);
  const large = JSON.stringify({ ...file, webhooks: more.slice(1) });
  const { hash } = await engine.call('transfer.plan', { text: large, passphrase: null });
  await engine.call('transfer.apply', { text: large, passphrase: null, hash, replaceSecrets: false });
  await expect(engine.call('transfer.export', all)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('5000 webhooks'),
  });
});
