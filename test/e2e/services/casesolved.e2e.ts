import { lastResult, notice, showTab } from '../../../scripts/drive/form.mjs';
import { selectWebhook } from '../../../scripts/drive/webhooks.mjs';
import { closeDialog, createWebhook, expect, fire, save, test, typeSecret } from './service.ts';

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

test('an event type of the user’s own is added, subscribed to and fired by its name; one event has to stay', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver();
  await selectWebhook(page, 'Site plans');
  const request = await showTab(page, 'Request');
  await request.getByRole('checkbox', { name: 'Site Plan Change' }).click();
  await expect(request.getByText('Choose at least one event.')).toBeVisible();
  await request.getByLabel('Another event type').fill('Site Suspended');
  await request.getByRole('button', { name: 'Add', exact: true }).click();
  await request.getByRole('checkbox', { name: 'Site Suspended' }).click();
  await expect(request.getByText('Choose at least one event.')).toBeHidden();
  await request.getByLabel('Endpoint', { exact: true }).fill(receiver.origin);
  await save(page);
  await expect(page.getByText('not validated')).toBeVisible();
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(page.getByRole('menuitem', { name: /Activate/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Validate', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Validation delivered.*200/);
  await page.getByRole('button', { name: 'Activate', exact: true }).click();

  const results = await fire(page, { event: 'Site Suspended' });
  await expect(results.getByRole('listitem')).toContainText(/Site plans.*delivered.*200/);
  expect(receiver.arrivals.map(({ body }) => body.toString().slice(0, 28))).toEqual([
    '{"event": "Webhook Validate"',
    '{"event": "Site Suspended", ',
  ]);
  await closeDialog(page);
  await showTab(page, 'Request');
  await request.getByRole('button', { name: 'Remove the event type Site Suspended' }).click();
  await expect(notice(page, /Webhooks are subscribed to this event: “Site plans”/)).toBeVisible();
});
