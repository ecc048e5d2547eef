import { createHmac } from 'node:crypto';
import type { Page } from '@playwright/test';
import { showTab } from '../../scripts/drive/form.mjs';
import { logRows, openPair } from '../../scripts/drive/log.mjs';
import { runFromPalette } from './keyboard.ts';
import { createWebhook, expect, save, test, typeSecret } from './services/service.ts';

const body = '{"action":"opened"}';
const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

async function post(port: number, path: string, secret: string): Promise<void> {
  const headers = { 'X-GitHub-Event': 'issues', 'X-Hub-Signature-256': sign(secret) };
  await (await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers })).text();
}

const chooseScheme = async (page: Page, search: string): Promise<void> => {
  const signing = await showTab(page, 'Signing');
  await signing.getByRole('combobox', { name: 'Signing scheme' }).click();
  await page.getByPlaceholder('Search signing scheme').fill(search);
  await expect(page.getByRole('option').first()).toContainText(search);
  await page.keyboard.press('Enter');
};

test('a captured request of nobody is recognised by its headers, proved with a secret, and made a webhook', async ({
  hookwright,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  await expect(page.getByRole('button', { name: 'Capture is listening' })).toBeVisible();
  await post(hookwright.port, '/github/issues', 'a secret of theirs');
  const opened = await openPair(page, logRows(page, /captured, unknown path/).first(), 'Verification');
  await expect(opened.getByText('Looks like the signature of GitHub (X-Hub-Signature-256).')).toBeVisible();
  await opened.getByRole('button', { name: 'Check with a secret…' }).click();

  const dialog = page.getByRole('dialog', { name: 'What signed this?' });
  const github = dialog.getByRole('listitem', { name: 'GitHub', exact: true });
  await expect(github).toContainText('likely');
  await dialog.getByLabel('Secret', { exact: true }).fill('another secret');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('The secret does not prove it.')).toBeVisible();
  await dialog.getByLabel('Secret', { exact: true }).fill('a secret of theirs');
  await page.keyboard.press('Enter');
  await expect(github).toContainText('Proved: it is signed with this secret.');

  await github.getByRole('button', { name: 'Use in a new webhook' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'GitHub' })).toBeVisible();
  const signing = await showTab(page, 'Signing');
  await expect(signing.getByRole('combobox', { name: 'Signing scheme' })).toHaveText('GitHub');
  await typeSecret(page, 'Signing secret', 'a secret of theirs');
  await save(page);
  await post(hookwright.port, '/github/issues', 'a secret of theirs');
  await expect(logRows(page, /captured, valid/).first()).toBeVisible();
});

test('a pasted request is recognised from the palette, and a fault is shown at its field', async ({ hookwright }) => {
  test.slow();
  const { page } = await hookwright.start();
  await runFromPalette(page, 'signed this', /^What signed this\? Paste a request…/);
  const dialog = page.getByRole('dialog', { name: 'What signed this?' });
  await dialog.getByLabel('Request').fill(`X-Hub-Signature-256: ${sign('theirs')}\n\n${body}`);
  await dialog.getByLabel('Secret', { exact: true }).fill('theirs');
  await dialog.getByRole('button', { name: 'Check with the secret' }).click();
  await expect(dialog.getByText('It is signed by the scheme of GitHub.')).toBeVisible();
  await dialog.getByLabel('Request').fill('nothing that is a request');
  await dialog.getByRole('button', { name: 'Check with the secret' }).click();
  await expect(dialog.getByLabel('Request')).toHaveAttribute('aria-invalid', 'true');
});

test('a secret is replaced, and a request that is signed with the old one is taken until that is removed', async ({
  hookwright,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const url = `http://127.0.0.1:${hookwright.port}/rotated`;
  await createWebhook(page, { provider: 'Any service', name: 'Rotated', url });
  await chooseScheme(page, 'Meta');
  await typeSecret(page, 'Signing secret', 'the first secret');
  await save(page);

  const signing = await showTab(page, 'Signing');
  await signing.getByRole('button', { name: 'Replace' }).click();
  await signing.getByLabel('Signing secret').fill('the second secret');
  await signing.getByRole('checkbox', { name: 'Keep the old secret for a while' }).click();
  await signing.getByLabel('Signing secret').press('Enter');
  const previous = signing.getByRole('group', { name: 'Previous secret' });
  await expect(previous).toContainText('fingerprint');
  await expect(signing.getByText('The previous one is only accepted on arrival.')).toBeVisible();

  await post(hookwright.port, '/rotated', 'the first secret');
  const opened = await openPair(page, logRows(page, /captured, valid/).first(), 'Verification');
  await expect(opened.getByText('valid, previous secret')).toBeVisible();
  await expect(opened.getByText(/It is signed with the previous secret\.$/)).toBeVisible();

  await previous.getByRole('button', { name: 'Remove: Previous secret' }).click();
  await expect(previous).toBeHidden();
  await post(hookwright.port, '/rotated', 'the first secret');
  await expect(logRows(page, /captured, signature differs/).first()).toBeVisible();
});
