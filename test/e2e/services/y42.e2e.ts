import { createHmac } from 'node:crypto';
import { createWebhook, expect, fire, save, test, typeSecret } from './service.ts';

test('a webhook of a Y42 space takes a secret and is called for an event of an alert in it', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver();
  await createWebhook(page, { provider: 'Y42', name: 'Warehouse', url: receiver.origin });
  await save(page);
  await typeSecret(page, /^Secret/, '9f86d081884c7d659a2f');
  const results = await fire(page, { event: 'Job failed', source: 'Sales / Nightly models' });
  await expect(results.getByRole('listitem').filter({ hasText: 'Warehouse' })).toContainText(/delivered.*200/);
  const [arrival] = receiver.arrivals;
  const expected = createHmac('sha256', '9f86d081884c7d659a2f')
    .update(arrival?.body ?? '')
    .digest('hex');
  expect(arrival?.headers['x-y42-signature']).toBe(`sha256=${expected}`);
  expect(JSON.parse(arrival?.body.toString() ?? '')).toMatchObject({ event: 'job.failed', alert: 'Nightly models' });
});
