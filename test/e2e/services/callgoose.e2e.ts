import { createHmac } from 'node:crypto';
import { notice, showTab } from '../../../scripts/drive/form.mjs';
import { openFireDialog } from '../../../scripts/drive/outbox.mjs';
import { openSettings } from '../../../scripts/drive/settings.mjs';
import { selectWebhook, webhookRow } from '../../../scripts/drive/webhooks.mjs';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import {
  calledIn,
  choose,
  closeDialog,
  copySecret,
  createWebhook,
  expect,
  fire,
  notCalledIn,
  save,
  test,
} from './service.ts';

const provider = 'Callgoose SQIBS';
const related = 'Webhook related with';

test('an incident of a service calls its own, its team’s and the Global webhooks, signed under the chosen header', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { app, page } = await hookwright.start();
  const receiver = await startReceiver();
  const at = (name: string, value: string) => ({
    provider,
    name,
    url: receiver.origin,
    scope: { label: related, value },
  });
  await createWebhook(page, at('Website board', 'Platform / Website'));
  const signing = await showTab(page, 'Signing');
  await signing.getByRole('switch', { name: 'HMAC signing' }).click();
  await signing.getByLabel('Header name').fill('X-Board-Signature');
  await save(page);
  const key = await copySecret(page, app);
  await createWebhook(page, at('Platform team', 'Platform'));
  await save(page);
  await createWebhook(page, at('Checkout alarm', 'Payments / Checkout'));
  await save(page);

  const dialog = await openFireDialog(page);
  await choose(page, dialog.getByRole('combobox', { name: 'Where it happens' }), 'Platform / Website');
  await expect(calledIn(dialog)).toHaveText([/^Incident desk/, /^Platform team/, /^Website board/]);
  await expect(notCalledIn(dialog)).toHaveText([/^Checkout alarm.*where this does not happen/]);
  await closeDialog(page);

  const results = await fire(page, { event: 'Incident Created', source: 'Platform / Website' });
  await expect(results.getByRole('listitem')).toHaveText([
    /Incident desk.*200/,
    /Platform team.*200/,
    /Website board.*200/,
  ]);
  expect(receiver.arrivals).toHaveLength(2);
  const signed = receiver.arrivals.find(({ headers }) => headers['x-board-signature'] !== undefined);
  const [timestamp = '', signature] = (signed?.headers['x-board-signature'] ?? '').split(',');
  const payload = Buffer.concat([Buffer.from(`${timestamp}.`), signed?.body ?? Buffer.alloc(0)]);
  expect(createHmac('sha512', key).update(payload).digest('hex')).toBe(signature);
});

test('the sixth failure in a row deactivates a webhook, which says so, is not called, and is activated by hand', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(500));
  await selectWebhook(page, 'Incident desk');
  const request = await showTab(page, 'Request');
  await request.getByLabel('Url', { exact: true }).fill(receiver.origin);
  await save(page);
  for (let count = 1; count <= 6; count += 1) {
    const results = await fire(page, { event: 'Incident Resolved', source: 'Global' });
    await expect(results.getByRole('listitem')).toContainText('failed');
    await closeDialog(page);
  }
  await expect(webhookRow(page, 'Incident desk')).toContainText('deactivated');
  const delivery = await showTab(page, 'Delivery');
  await expect(delivery.getByText('6 of 6 failed in a row')).toBeVisible();
  await expect(delivery).toContainText('After 6 failed deliveries in a row the webhook becomes inactive');
  const dialog = await openFireDialog(page);
  await expect(notCalledIn(dialog)).toHaveText([/Incident desk.*deactivated.*Activate it by hand/]);
  await expect(dialog.getByRole('button', { name: 'Fire', exact: true })).toBeDisabled();
  await closeDialog(page);
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await expect(delivery.getByText('0 of 6 failed in a row')).toBeVisible();
  expect(receiver.arrivals).toHaveLength(6);
});

test('a role that may not is refused with the reason, and nothing is lost', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const settings = await openSettings(page, provider);
  await choose(page, settings.getByRole('combobox', { name: 'Role' }), 'Member');
  await page.getByRole('button', { name: 'Close the settings' }).click();
  await selectWebhook(page, 'Incident desk');
  const request = await showTab(page, 'Request');
  await request.getByLabel('Description').fill('For the night shift');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(notice(page, /Global Admin alone; your role there is Member/)).toBeVisible();
  await expect(request.getByLabel('Description')).toHaveValue('For the night shift');
  await expect(page.getByText('Edits not saved')).toBeVisible();
});
