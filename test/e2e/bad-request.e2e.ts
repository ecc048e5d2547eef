import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Page } from '@playwright/test';
import { payloadEditor, previewBody, replacePayload } from '../../scripts/drive/editor.mjs';
import { lastResult, notice, sendButton, showTab } from '../../scripts/drive/form.mjs';
import { closePair, logRows, openPair } from '../../scripts/drive/log.mjs';
import { findFreePort } from '../../scripts/drive/open-app.mjs';
import { expect, test } from './hookwright.ts';

async function enterUrl(page: Page, url: string): Promise<void> {
  const request = await showTab(page, 'Request');
  await request.getByLabel('URL', { exact: true }).fill(url);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

test('an address that cannot be parsed is named at its field and nothing is sent', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await enterUrl(page, 'http://127.0.0.1:99999/hook');
  await page.keyboard.press('Tab');
  const request = page.getByRole('tabpanel', { name: /^Request/ });
  await expect(request).toContainText('“99999” is not a port. Give a number from 1 to 65535.');
  await expect(request.getByLabel('URL', { exact: true })).toHaveAttribute('aria-invalid', 'true');

  await sendButton(page).click();
  await expect(notice(page, '“CRM” was not sent')).toContainText('“99999” is not a port');
  await expect(logRows(page)).toHaveCount(0);
  // What was typed is still there, and becomes right by correcting it.
  await expect(request.getByLabel('URL', { exact: true })).toHaveValue('http://127.0.0.1:99999/hook');
  await enterUrl(page, `http://127.0.0.1:${hookwright.port}/gridscale/crm`);
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');
});

test('a refused connection says where nothing listens', async ({ hookwright }) => {
  const port = await findFreePort();
  const { page } = await hookwright.start();
  await enterUrl(page, `http://127.0.0.1:${port}/hook`);
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event failed');
  await expect(lastResult(page)).toContainText('refused');
  await lastResult(page)
    .getByRole('button', { name: /show in the log/ })
    .click();
  await expect(logRows(page)).toHaveCount(1);
  await expect(
    page.getByText(`Nothing listens at 127.0.0.1:${port}: the connection was refused.`).first(),
  ).toBeVisible();
});

test('an answer that never ends is cut off at the time-out', async ({ hookwright }) => {
  const endless = createServer((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write('.'), 20);
    response.once('close', () => clearInterval(drip));
  }).listen(0, '127.0.0.1');
  await once(endless, 'listening');
  try {
    const { page } = await hookwright.start();
    await enterUrl(page, `http://127.0.0.1:${portOf(endless)}/hook`);
    const delivery = await showTab(page, 'Delivery');
    await delivery.getByLabel('Time-out').fill('2500');
    await sendButton(page).click();
    await expect(lastResult(page)).toContainText('Event failed');
    const row = logRows(page).first();
    await expect(row).toHaveAccessibleName('sent POST /hook, 200 timed out; not captured');
    const opened = await openPair(page, row, 'Overview');
    await expect(opened).toContainText(/time-out/i);
    await closePair(page);
    // The window works on.
    await showTab(page, 'Payload');
    await expect(previewBody(page)).toContainText('ada@example.com');
  } finally {
    endless.closeAllConnections();
    endless.close();
  }
});

test('a template with an unclosed brace blocks sending until it is closed', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await replacePayload(page, '{"mail": "{{account.email"}');
  await expect(page.getByRole('button', { name: 'Problems: 1 error' })).toBeVisible();
  await page.getByRole('button', { name: 'Problems: 1 error' }).click();
  const problems = page.getByRole('list', { name: 'Problems' });
  await expect(problems.getByRole('button').first()).toContainText('1:11');
  await expect(page.getByText(/^Cannot be sent: /)).toBeVisible();

  await sendButton(page).click();
  await expect(notice(page, '“CRM” was not sent')).toBeVisible();
  await expect(logRows(page)).toHaveCount(0);

  await replacePayload(page, '{"mail": "{{account.email}}"}');
  await expect(page.getByRole('button', { name: 'Problems: No problems' })).toBeVisible();
  await expect(previewBody(page)).toContainText('ada@example.com');
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');
  await expect(logRows(page)).toHaveCount(1);
});

test('an unknown placeholder is sent only after a yes', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await replacePayload(page, '{"mail": "{{account.mail}}"}');
  await expect(page.getByText('Asks before sending')).toBeVisible();
  await sendButton(page).click();
  const question = page.getByRole('alertdialog', { name: 'Send it like this?' });
  await expect(question).toContainText('account.mail');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(logRows(page)).toHaveCount(0);
  await expect(payloadEditor(page)).toBeVisible();

  await sendButton(page).click();
  await question.getByRole('button', { name: 'Send event anyway' }).click();
  await expect(lastResult(page)).toContainText('Event delivered');
});

test('each trailer of a captured request is on a line of its own', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const sender = connect(hookwright.port, '127.0.0.1').resume();
  const head = 'POST /trailers HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close';
  sender.write(`${head}\r\n\r\n2\r\nhi\r\n0\r\nX-One: 1\r\nX-Two: 2\r\n\r\n`);
  await once(sender, 'close');
  const opened = await openPair(page, logRows(page).first(), 'Overview');
  const trailers = opened.getByRole('definition').filter({ hasText: 'X-One' });
  expect(await trailers.innerText()).toBe('X-One: 1\nX-Two: 2');
});
