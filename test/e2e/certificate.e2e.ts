import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { lastResult, showTab } from '../../scripts/drive/form.mjs';
import { logRows, openPair } from '../../scripts/drive/log.mjs';
import { selectWebhook, webhookRow } from '../../scripts/drive/webhooks.mjs';
import { makeCertificate } from '../engine/support/certificate.ts';
import { expect, test } from './hookwright.ts';

test('a receiver that nobody vouches for is reached by a choice, which the window shows', async ({ hookwright }) => {
  const certificate = makeCertificate();
  const server = createServer(certificate, (request, response) => request.on('end', () => response.end('ok')).resume());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Slack', 'gridscale partner');
  const request = await showTab(page, 'Request');
  await expect(request.getByRole('heading', { name: 'Certificate' })).toBeHidden();
  await request.getByLabel('URL', { exact: true }).fill(`https://localhost:${port}/in`);

  const tryOut = page.getByRole('button', { name: 'Test', exact: true });
  await tryOut.click();
  await expect(logRows(page)).toHaveCount(1);
  await expect(lastResult(page)).toContainText(/fail/i);

  const authority = request.getByLabel('Extra certificate authority');
  await authority.fill('nothing of the kind');
  await expect(request.getByText('This is not a certificate in PEM form.')).toBeVisible();
  const file = { name: 'authority.pem', mimeType: 'text/plain', buffer: Buffer.from(certificate.cert) };
  await request.getByLabel('Certificate file', { exact: true }).setInputFiles(file);
  await expect(authority).toHaveValue(certificate.cert);
  await expect(request.getByText('This is not a certificate in PEM form.')).toBeHidden();
  await tryOut.click();
  await expect(lastResult(page)).toContainText('200');
  const badge = page.getByRole('button', { name: 'certificate not verified', exact: true });
  await expect(badge).toBeHidden();
  await expect(logRows(page)).toHaveCount(2);

  await authority.fill('');
  await request.getByRole('switch', { name: 'Do not verify the certificate' }).click();
  await expect(badge).toBeVisible();
  await expect(request.getByText('Any certificate is accepted')).toBeVisible();
  await expect(webhookRow(page, 'Slack', 'gridscale partner')).toHaveAccessibleName(/certificate not verified/);
  await tryOut.click();
  await expect(logRows(page)).toHaveCount(3);
  await expect(logRows(page).first()).toContainText('200');
  await expect(lastResult(page)).toContainText('200');
  const opened = await openPair(page, logRows(page).first(), 'Overview');
  await expect(opened.getByText('not verified', { exact: true })).toBeVisible();
  server.closeAllConnections();
  server.close();
});
