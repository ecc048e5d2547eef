import { createHmac } from 'node:crypto';
import { lastResult, notice, sendButton, showTab } from '../../../scripts/drive/form.mjs';
import { openFireDialog, openOutbox } from '../../../scripts/drive/outbox.mjs';
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

test('a body with DELETE is warned about and sent; in query mode there is neither body nor signature, and the URL is the one shown', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver();
  await selectWebhook(page, 'Incident desk');
  const request = await showTab(page, 'Request');
  await expect(request.getByText('149.28.129.204', { exact: true })).toBeVisible();
  await expect(request.getByText('172.105.127.89', { exact: true })).toBeVisible();
  await request.getByRole('button', { name: 'Copy 172.105.127.89' }).click();
  await request.getByLabel('Url', { exact: true }).fill(`${receiver.origin}/in?from=sqibs`);
  await choose(page, request.getByRole('combobox', { name: 'HTTP method' }), 'DELETE');
  await expect(request.getByText(/A body is sent with DELETE, as the service does it, but many servers/)).toBeVisible();
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText(/Event delivered.*200/);
  expect(receiver.arrivals[0]).toMatchObject({ method: 'DELETE', target: '/in?from=sqibs' });
  expect(receiver.arrivals[0]?.body.toString()).toContain('"INC-123"');
  expect(receiver.arrivals[0]?.headers['x-signature']).toMatch(/^\d{10},[0-9a-f]{128}$/);

  await request.getByRole('radio', { name: 'Query parameters' }).click();
  await expect(request.getByText(/A body is sent with DELETE/)).toBeHidden();
  await request.getByRole('button', { name: /Open Payload/ }).click();
  await page.getByRole('button', { name: 'Add query parameter' }).click();
  await page.getByRole('textbox', { name: 'Name of query parameter 1' }).fill('title');
  await page.getByRole('textbox', { name: 'Value of query parameter 1' }).focus();
  await page.keyboard.type('P1: {{');
  const helper = page.getByRole('listbox', { name: /Suggest/ });
  await expect(helper.getByRole('option')).toHaveCount(12);
  await helper.getByRole('option', { name: /^incident\.title/ }).click();
  await page.getByRole('tablist', { name: 'Preview' }).getByRole('tab', { name: 'Headers' }).click();
  const line = page.getByRole('region', { name: 'Request line and headers' });
  const url = `${receiver.origin}/in?from=sqibs&title=P1%3A%20Checkout%20answers%20with%20502`;
  await expect(line).toContainText(url);
  await save(page);
  await sendButton(page).click();
  const arrival = await receiver.arrival(2);
  expect(receiver.origin + arrival.target).toBe(url);
  expect(arrival.body).toHaveLength(0);
  expect(arrival.headerNames.filter((name) => /signature|content-type/i.test(name))).toEqual([]);
});

test('a success sets the failures in a row back; the sixth deactivates, both are mailed, and a person activates it again', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(500, 200, 500));
  await selectWebhook(page, 'Incident desk');
  const request = await showTab(page, 'Request');
  await request.getByLabel('Url', { exact: true }).fill(receiver.origin);
  const form = await showTab(page, 'Delivery');
  await form.getByLabel('Failure Notification Email').fill('oncall@example.com');
  await save(page);
  await sendButton(page).click();
  await expect(form.getByText('1 of 6 failed in a row')).toBeVisible();
  await sendButton(page).click();
  await expect(form.getByText('0 of 6 failed in a row')).toBeVisible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Test failed.*500/);
  await expect(form.getByText('0 of 6 failed in a row')).toBeVisible();
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
  expect(receiver.arrivals).toHaveLength(9);
  const outbox = await openOutbox(page);
  await expect(outbox.getByRole('option', { name: /Webhook “Incident desk” was deactivated/ })).toHaveCount(1);
  await expect(outbox.getByRole('option', { name: /Webhook “Incident desk” failed/ })).toHaveCount(7);
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
