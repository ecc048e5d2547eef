import { createHmac } from 'node:crypto';
import { lastResult, showTab } from '../../../scripts/drive/form.mjs';
import { openFireDialog } from '../../../scripts/drive/outbox.mjs';
import { openSettings } from '../../../scripts/drive/settings.mjs';
import {
  calledIn,
  choose,
  closeDialog,
  createWebhook,
  expect,
  fire,
  notCalledIn,
  save,
  test,
  typeSecret,
} from './service.ts';

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

test('a Y42 webhook that was set up from a status alert hears of it alone, and without a secret is not signed', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver();
  const settings = await openSettings(page, 'Y42');
  await settings.getByRole('textbox', { name: 'Status alerts' }).fill('Weekly export');
  await settings.getByRole('textbox', { name: 'Status alerts' }).press('Enter');
  await expect(settings.getByRole('list', { name: 'Status alerts' })).toContainText('Sales / Weekly export');
  await page.getByRole('button', { name: 'Close the settings' }).click();
  const scope = { label: 'Installed on', value: 'Sales / Weekly export' };
  await createWebhook(page, { provider: 'Y42', name: 'Export watch', url: receiver.origin, scope });
  await save(page);
  await expect(page.getByText('Y42 · Status alert Sales / Weekly export')).toBeVisible();

  const dialog = await openFireDialog(page);
  const source = dialog.getByRole('combobox', { name: 'Where it happens' });
  await choose(page, source, 'Sales');
  await expect(calledIn(dialog)).toHaveText([/^Data pipeline/]);
  await expect(notCalledIn(dialog)).toHaveText([/^Export watch.*where this does not happen/]);
  await choose(page, source, 'Sales / Nightly models');
  await expect(calledIn(dialog)).toHaveText([/^Data pipeline/]);
  await closeDialog(page);

  const results = await fire(page, { event: 'Orchestration run finished', source: 'Sales / Weekly export' });
  await expect(results.getByRole('listitem')).toHaveText([/Data pipeline.*200/, /Export watch.*delivered.*200/]);
  await closeDialog(page);
  expect(receiver.arrivals[0]?.headers['x-y42-signature']).toBeUndefined();
  const signing = await showTab(page, 'Signing');
  await expect(signing.getByText(/no secret/i)).toBeVisible();
  const delivery = await showTab(page, 'Delivery');
  await expect(delivery.getByText(/The document gives no payload/)).toBeVisible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Test delivered.*200/);
});
