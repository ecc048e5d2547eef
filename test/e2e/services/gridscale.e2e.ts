import { createHmac } from 'node:crypto';
import { lastResult, notice, sendButton, showTab } from '../../../scripts/drive/form.mjs';
import { logRows, openPair } from '../../../scripts/drive/log.mjs';
import { openFireDialog, openOutbox } from '../../../scripts/drive/outbox.mjs';
import { openSettings } from '../../../scripts/drive/settings.mjs';
import { selectWebhook } from '../../../scripts/drive/webhooks.mjs';
import { openMailServer } from '../../engine/notify/support/open-mail-server.ts';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import { findBarriers } from '../find-barriers.ts';
import { closeDialog, copySecret, createWebhook, expect, fire, notCalledIn, save, test } from './service.ts';

test('a gridscale partner switches the feature on, is called with a valid signature, and is mailed about a failure', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { app, page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(200, 500));

  const settings = await openSettings(page, 'gridscale partner');
  await settings.getByRole('switch', { name: 'Webhook feature' }).click();
  await settings.getByRole('switch', { name: 'Inform about failing hooks' }).click();
  await settings.getByLabel('Email address').fill('partner@example.com');
  await settings.getByLabel('Email address').press('Enter');
  await page.getByRole('button', { name: 'Close the settings' }).click();

  await createWebhook(page, { provider: 'gridscale partner', name: 'Ledger', url: `${receiver.origin}/ledger` });
  await save(page);
  const secret = await copySecret(page, app);

  const dialog = await openFireDialog(page);
  await expect(dialog.getByText('Nobody is called')).toBeVisible();
  await expect(notCalledIn(dialog).filter({ hasText: 'Ledger' })).toContainText('“Webhook feature” is off');
  await closeDialog(page);
  const again = await openSettings(page, 'gridscale partner');
  await again.getByRole('switch', { name: 'Webhook feature' }).click();
  await page.getByRole('button', { name: 'Close the settings' }).click();

  const delivered = await fire(page, { event: 'Contract Signup' });
  await expect(delivered.getByRole('listitem').filter({ hasText: 'Ledger' })).toContainText(/delivered.*200/);
  expect(await findBarriers(page)).toEqual([]);
  const [arrival] = receiver.arrivals;
  const stamp = arrival?.headers['x-auth-timestamp'] ?? '';
  const expected = createHmac('sha256', secret)
    .update(stamp)
    .update(arrival?.body ?? '')
    .digest('hex');
  expect(arrival?.headers['x-auth-signature']).toBe(expected);
  await closeDialog(page);

  const failed = await fire(page, { event: 'Contract Finalize' });
  await expect(failed.getByRole('listitem').filter({ hasText: 'Ledger' })).toContainText(/failed.*500/);
  await closeDialog(page);
  const outbox = await openOutbox(page);
  await expect(outbox.getByRole('option', { name: /Webhook “Ledger” failed/ })).toContainText('kept');
  await expect(outbox.getByRole('article')).toContainText('The receiver answered 500 Internal Server Error.');
  expect(await findBarriers(page)).toEqual([]);
  await outbox.getByRole('button', { name: 'Show in the log' }).click();
  await expect(page.getByRole('region', { name: 'Log' })).toContainText('Internal Server Error');
});

test('every activity of a gridscale partner stands in the log, and while the feature is off a replay waits', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(200, 503, 200));
  await selectWebhook(page, 'Data pipeline');
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('200');
  await selectWebhook(page, 'CRM');
  const request = await showTab(page, 'Request');
  await request.getByLabel('URL', { exact: true }).fill(`${receiver.origin}/crm`);
  await save(page);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Test delivered.*200/);
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText(/Event failed.*503/);

  const settings = await openSettings(page, 'gridscale partner');
  await settings.getByRole('switch', { name: 'Webhook feature' }).click();
  await settings.getByRole('switch', { name: 'Inform about failing hooks' }).click();
  await expect(settings.getByText('There is no address yet, so nobody is told.')).toBeVisible();
  await settings.getByRole('button', { name: 'Show gridscale partner in the log' }).click();
  await expect(page.getByRole('button', { name: 'Remove the filter gridscale partner' })).toBeVisible();
  await expect(logRows(page)).toHaveCount(2);
  await expect(logRows(page, /503 failed/)).toHaveCount(1);
  await expect(logRows(page, /200 delivered/)).toHaveCount(1);

  await sendButton(page).click();
  await expect(notice(page, /“Webhook feature” is switched off in the settings/)).toBeVisible();
  const opened = await openPair(page, logRows(page, /503 failed/).first(), 'Overview');
  await opened.getByRole('button', { name: /^Replay/ }).click();
  const replay = page.getByRole('dialog', { name: /Replay/ });
  await expect(replay).toContainText('“Webhook feature” is off in the settings of gridscale partner: it is held back');
  await replay.getByRole('button', { name: /^(Replay|Send)/ }).click();
  await expect(replay).toBeHidden();
  expect(receiver.arrivals).toHaveLength(2);
  const again = await openSettings(page, 'gridscale partner');
  await again.getByRole('switch', { name: 'Webhook feature' }).click();
  await receiver.arrival(3);
});

test('a mail server is tried out, refuses with its words, takes the mail, and what was kept is sent by hand', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(503));
  const server = await openMailServer({
    onRcptTo: ({ address }, _session, callback) =>
      callback(
        address.startsWith('nobody') ? Object.assign(new Error('5.1.1 No such user'), { responseCode: 550 }) : null,
      ),
  });

  const settings = await openSettings(page, 'gridscale partner');
  await settings.getByRole('switch', { name: 'Inform about failing hooks' }).click();
  await settings.getByLabel('Email address').fill('partner@example.com');
  await settings.getByLabel('Email address').press('Enter');
  await page.getByRole('button', { name: 'Close the settings' }).click();
  await selectWebhook(page, 'CRM');
  const request = await showTab(page, 'Request');
  await request.getByLabel('URL', { exact: true }).fill(receiver.origin);
  await save(page);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(lastResult(page)).toContainText('Event failed');

  const outbox = await openOutbox(page);
  await expect(outbox.getByRole('note')).toContainText('No mail server is set');
  await outbox.getByRole('button', { name: 'Set up the mail server' }).click();
  const mail = page.getByRole('region', { name: 'Mail', exact: true });
  await mail.getByLabel('Server', { exact: true }).fill('127.0.0.1');
  await mail.getByLabel('Port', { exact: true }).fill(String(server.port));
  await mail.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: /^None/ }).click();
  await mail.getByLabel('To', { exact: true }).fill('nobody@example.com');
  await mail.getByRole('button', { name: 'Save and send test mail' }).click();
  await expect(mail.getByText('Mails need a sender.')).toBeVisible();
  await mail.getByLabel('Sender').fill('hooks@example.com');
  await mail.getByRole('button', { name: 'Save and send test mail' }).click();
  const result = mail.getByRole('status', { name: 'Result of the test mail' });
  await expect(result).toContainText('refused the recipient nobody@example.com. Check the address.');
  await expect(result).toContainText('5.1.1 No such user');
  await mail.getByLabel('To', { exact: true }).fill('you@example.com');
  await mail.getByRole('button', { name: 'Send test mail' }).click();
  await expect(result).toContainText('sent to you@example.com');

  await result.getByRole('button', { name: 'Show it in the outbox' }).click();
  await outbox.getByRole('button', { name: 'Send it' }).click();
  await expect(outbox.getByRole('radio', { name: 'Sent 2' })).toBeVisible();
  expect(server.received.map(({ to }) => to)).toEqual([['you@example.com'], ['partner@example.com']]);
  await outbox.getByRole('radio', { name: 'Failed 1' }).click();
  await expect(outbox.getByRole('article')).toContainText('It was not sent.');
  await outbox.getByRole('button', { name: 'Remove the mail' }).click();
  await expect(outbox.getByText('No mail is failed')).toBeVisible();
  await server.close();
});
