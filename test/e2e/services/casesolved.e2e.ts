import { showTab } from '../../../scripts/drive/form.mjs';
import { createWebhook, expect, fire, save, test, typeSecret } from './service.ts';

test('a Casesolved webhook is validated by the real request, activated only then, and taken back by a new URL', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver(({ headers }) =>
    headers['x-webhook-secret'] === 'super-secret-key'
      ? { status: 200, body: 'OK' }
      : { status: 401, body: 'Unauthorized' },
  );
  await createWebhook(page, { provider: 'Casesolved Cloud', name: 'Backend', url: receiver.origin });
  await save(page);
  const delivery = await showTab(page, 'Delivery');
  const activate = delivery.getByRole('button', { name: 'Activate webhook' });
  await expect(activate).toBeDisabled();
  await expect(activate).toHaveAccessibleDescription('Not possible before it is validated.');

  await delivery.getByRole('button', { name: 'Validate webhook' }).click();
  const exchange = delivery.getByRole('region', { name: 'Last validation' });
  await expect(exchange).toContainText('did not pass');
  await expect(exchange).toContainText('{"event": "Webhook Validate", "data": {}}');
  await expect(exchange).toContainText('401 Unauthorized');
  await expect(activate).toBeDisabled();

  await typeSecret(page, /^Secret/, 'super-secret-key');
  await showTab(page, 'Delivery');
  await delivery.getByRole('button', { name: 'Validate webhook' }).click();
  await expect(exchange).toContainText('passed');
  await expect(exchange).toContainText('200 OK');
  await activate.click();
  await expect(delivery.getByRole('button', { name: 'Deactivate webhook' })).toBeVisible();

  const results = await fire(page, { event: 'Site Plan Change' });
  await expect(results.getByRole('listitem').filter({ hasText: 'Backend' })).toContainText(/delivered.*200/);
  expect(receiver.arrivals.at(-1)?.body.toString()).toMatch(/^\{"event": "Site Plan Change", "data": \{"name": "/);
  await page.keyboard.press('Escape');

  const request = await showTab(page, 'Request');
  await request.getByLabel('Endpoint', { exact: true }).fill(`${receiver.origin}/moved`);
  await save(page);
  await showTab(page, 'Delivery');
  await expect(activate).toBeDisabled();
  await expect(page.getByText('not validated')).toBeVisible();
});
