import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { notice } from '../../scripts/drive/form.mjs';
import { openSettings } from '../../scripts/drive/settings.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';
import { protectSecrets, unlockSecrets } from './launch.ts';

/** Answers the system's own dialogs, which no test can press, with one path. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function createWorkspace(page: Page, name: string): Promise<void> {
  const settings = await openSettings(page, 'Workspace');
  await settings.getByLabel('New workspace').fill(name);
  await settings.getByRole('button', { name: 'Create and open' }).click();
  await expect(page.getByRole('dialog', { name: 'How should Hookwright keep your secrets?' })).toBeVisible();
}

async function switchTo(page: Page, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: `Workspace: ${from}` }).click();
  await page.getByRole('menuitem', { name: `Switch to ${to}` }).click();
  await expect(page.getByRole('dialog', { name: 'Unlock your secrets' })).toBeVisible();
}

test('webhooks are exported, looked at and imported into another workspace, and back again', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'team.json');
  await answerDialogs(app, path);

  const settings = await openSettings(page, 'Import and export');
  await settings.getByRole('button', { name: 'Export to a file…' }).click();
  await expect(notice(page, /8 webhooks exported to/)).toBeVisible();
  const file = JSON.parse(readFileSync(path, 'utf8'));
  expect(file.webhooks).toHaveLength(8);

  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(settings.getByText('Everything in this file is here already.')).toBeVisible();

  await createWorkspace(page, 'Shop');
  await protectSecrets(page, hookwright.passphrase);
  await expect(page.getByRole('button', { name: 'Workspace: Shop' })).toBeVisible();
  await openSettings(page, 'Import and export');
  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(settings.getByRole('list', { name: 'Changes' })).toContainText('CRM');
  await settings.getByRole('button', { name: /^Import \d+ changes$/ }).click();
  await expect(notice(page, /changes imported/)).toBeVisible();
  await selectWebhook(page, 'CRM');
  await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toBeVisible();

  await switchTo(page, 'Shop', 'Sample workspace');
  await unlockSecrets(page, hookwright.passphrase);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a damaged file says what is wrong where, and nothing of it comes in', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'team.json');
  await answerDialogs(app, path);
  const settings = await openSettings(page, 'Import and export');
  await settings.getByRole('button', { name: 'Export to a file…' }).click();
  await expect(notice(page, /8 webhooks exported to/)).toBeVisible();

  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"url": "capture:/gridscale/crm"', '"url": "ftp://example.com/"'));
  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(settings.getByRole('list', { name: 'Problems of the file' })).toContainText(/webhooks\[\d\]\.url/);
  await expect(settings.getByRole('button', { name: /^Import \d/ })).toBeHidden();

  writeFileSync(path, text.slice(0, 1000));
  await settings.getByRole('button', { name: 'Choose another file…' }).click();
  await expect(settings.getByRole('list', { name: 'Problems of the file' })).toContainText(/line \d+, column \d+/);
});

test('a folder that cannot be opened shows why, and the way back', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const broken = join(hookwright.profile, 'broken');
  mkdirSync(broken);
  for (const name of ['hookwright.db', 'workspace.db'])
    writeFileSync(join(broken, name), 'This is no database.'.repeat(500));
  await answerDialogs(app, broken);
  await page.getByRole('button', { name: 'Workspace: Sample workspace' }).click();
  await page.getByRole('menuitem', { name: 'Open a folder…' }).click();
  await expect(page.getByRole('alert')).toContainText(broken);
  await page.getByRole('button', { name: 'Open “Sample workspace”' }).click();
  await unlockSecrets(page, hookwright.passphrase);
  await expect(page.getByRole('button', { name: 'Workspace: Sample workspace' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
