import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lastResult, sendButton, showTab } from '../../../scripts/drive/form.mjs';
import { logRows } from '../../../scripts/drive/log.mjs';
import { selectWebhook } from '../../../scripts/drive/webhooks.mjs';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import { closeDialog, expect, fire, save, test } from './service.ts';

test('while sending is paused the result says that it waits and why, keeps no button, and goes on with Resume', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver();
  await selectWebhook(page, 'CRM');
  const request = await showTab(page, 'Request');
  await request.getByLabel('URL', { exact: true }).fill(receiver.origin);
  await save(page);
  await page.keyboard.press('ControlOrMeta+Alt+p');
  await expect(page.getByTitle('Show the queue')).toContainText('aused');

  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event waits');
  await expect(lastResult(page)).toContainText('Sending is paused. It goes out when you resume.');
  await expect(sendButton(page)).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Test', exact: true })).toBeEnabled();
  const fired = await fire(page, { event: 'Contract Signup' });
  await expect(fired.getByRole('listitem').filter({ hasText: 'CRM' })).toContainText(/waits.*Sending is paused/);
  await closeDialog(page);
  expect(receiver.arrivals).toHaveLength(0);

  await lastResult(page).getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Event delivered.*200/);
  await receiver.arrival(2);
});

test('the result says what the log says: a time-out behind a status, and no retry left only where there was one', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const stalling = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': 10 });
    response.flushHeaders();
  });
  await new Promise<void>((resolve) => stalling.listen(0, '127.0.0.1', resolve));
  await selectWebhook(page, 'CRM');
  const request = await showTab(page, 'Request');
  await request
    .getByLabel('URL', { exact: true })
    .fill(`http://127.0.0.1:${(stalling.address() as AddressInfo).port}/stall`);
  const delivery = await showTab(page, 'Delivery');
  await delivery.getByLabel('Time-out').fill('2500');
  await save(page);
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText(/Event failed.*200 timed out/);
  await expect(lastResult(page)).not.toContainText('retry');
  await expect(logRows(page).first()).toHaveAccessibleName(/200 timed out/);
  stalling.closeAllConnections();
  stalling.close();

  const receiver = await startReceiver(answerWith(500));
  await showTab(page, 'Request');
  await request.getByLabel('URL', { exact: true }).fill(receiver.origin);
  await save(page);
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText(/Event failed.*500/);
  await expect(lastResult(page)).not.toContainText('retry');
});
