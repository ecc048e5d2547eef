import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { notice, showTab } from '../../scripts/drive/form.mjs';
import { openSettings } from '../../scripts/drive/settings.mjs';
import { selectWebhook, webhookRow } from '../../scripts/drive/webhooks.mjs';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './hookwright.ts';
import { keepSecretsForThisRun, protectSecrets, unlockSecrets } from './launch.ts';

/** Answers the system's own dialogs, which no test can press, with one path. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Exports everything into the file that the dialogs answer with. */
async function exportAll(page: Page): Promise<void> {
  await openSettings(page, 'Import and export');
  await page.getByRole('button', { name: 'Export…' }).click();
  await page.getByRole('dialog', { name: 'Export' }).getByRole('button', { name: 'Export 8 webhooks…' }).click();
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
  const { app, page } = await hookwright.start({ lasting: true });
  const path = join(hookwright.profile, 'team.json');
  await answerDialogs(app, path);

  const settings = await openSettings(page, 'Import and export');
  await exportAll(page);
  await expect(notice(page, /8 webhooks exported to/)).toBeVisible();
  const file = JSON.parse(readFileSync(path, 'utf8'));
  expect(file.webhooks).toHaveLength(8);

  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(settings.getByText('Everything in this file is already in this workspace.')).toBeVisible();

  await createWorkspace(page, 'Shop');
  await keepSecretsForThisRun(page);
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

test('some webhooks are chosen, their secrets sealed, and what differs is shown before it is imported', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'some.json');
  await answerDialogs(app, path);

  await webhookRow(page, 'CRM').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByText('1 of 8 chosen')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'CRM' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).not.toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Billing' }).click();
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('checkbox', { name: 'Secrets' }).click();
  const button = dialog.getByRole('button', { name: 'Export 2 webhooks…' });
  await expect(button).toBeDisabled();
  await dialog.getByLabel('Passphrase for the file').fill('a passphrase');
  await button.click();
  await expect(notice(page, /2 webhooks and 2 encrypted secrets exported to/)).toBeVisible();
  const file = JSON.parse(readFileSync(path, 'utf8'));
  expect(file.webhooks.map(({ name }: { name: string }) => name)).toEqual(['CRM', 'Billing']);
  expect(file).not.toHaveProperty('mail');

  await page.keyboard.press('ControlOrMeta+Alt+E');
  await dialog.getByRole('checkbox', { name: 'All webhooks' }).click();
  await dialog.getByRole('button', { name: 'Export the settings…' }).click();
  await expect(notice(page, /Settings exported to/)).toBeVisible();
  const settingsFile = JSON.parse(readFileSync(path, 'utf8'));
  expect(settingsFile).toMatchObject({ app: { theme: 'system' }, mail: { server: '' }, webhooks: [] });
  settingsFile.app.theme = 'dark';
  settingsFile.mail = { ...settingsFile.mail, server: 'mail.example.com', from: 'hooks@example.com' };
  writeFileSync(path, JSON.stringify(settingsFile));

  const settings = await openSettings(page, 'Import and export');
  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  const changes = settings.getByRole('list', { name: 'Changes' });
  await expect(changes).toContainText(/App\s*Settings/);
  await expect(changes).toContainText('mail.example.com');
  expect(await findBarriers(page)).toEqual([]);
  await settings.getByRole('button', { name: 'Import 2 changes' }).click();
  await expect(notice(page, '2 changes imported')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  const mail = await openSettings(page, 'Mail');
  await expect(mail.getByLabel('Server', { exact: true })).toHaveValue('mail.example.com');
});

test('a damaged file says what is wrong where, and nothing of it comes in', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'team.json');
  await answerDialogs(app, path);
  const settings = await openSettings(page, 'Import and export');
  await exportAll(page);
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
  const { app, page } = await hookwright.start({ lasting: true });
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

test('the last one is opened again, one whose folder is missing says so, and one is taken off the list', async ({
  hookwright,
}) => {
  const { page } = await hookwright.start();
  await createWorkspace(page, 'Shop');
  await keepSecretsForThisRun(page);
  await createWorkspace(page, 'Office');
  await keepSecretsForThisRun(page);
  const settings = await openSettings(page, 'Workspace');
  const lines = settings.getByRole('list', { name: 'Workspaces' }).getByRole('listitem');
  await expect(lines).toContainText(['Office', 'Shop', 'Sample workspace']);

  const shop = join(hookwright.profile, 'workspaces', 'shop');
  renameSync(shop, `${shop}-away`);
  await settings.getByRole('button', { name: 'Switch to Shop' }).click();
  await expect(notice(page, 'The workspace was not opened')).toContainText('folder of this workspace is not there');
  await openSettings(page, 'Capture');
  await openSettings(page, 'Workspace');
  await expect(lines.filter({ hasText: 'Shop' })).toContainText('missing');
  await settings.getByRole('button', { name: 'Take Shop off the list' }).click();
  await expect(notice(page, '“Shop” is off the list')).toContainText(shop);
  await expect(lines).toHaveCount(2);
  expect(existsSync(`${shop}-away`)).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('button', { name: 'Workspace: Office' }).click();
  await expect(page.getByRole('menuitem', { name: 'Switch to Shop' })).toBeHidden();
});

test('a start without the folder of the open workspace makes nothing in its place', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  await createWorkspace(page, 'Shop');
  await protectSecrets(page, hookwright.passphrase);
  await app.close();
  const shop = join(hookwright.profile, 'workspaces', 'shop');
  renameSync(shop, `${shop}-away`);
  const again = await hookwright.open();
  await expect(again.page.getByRole('alert')).toContainText('The workspace is not there');
  expect(existsSync(shop)).toBe(false);
  expect(await findBarriers(again.page)).toEqual([]);
  renameSync(`${shop}-away`, shop);
  await again.page.getByRole('button', { name: 'Try again' }).click();
  await unlockSecrets(again.page, hookwright.passphrase);
  await expect(again.page.getByRole('button', { name: 'Workspace: Shop' })).toBeVisible();
});

test('an export says which edits it leaves out, and saves them first on wish', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'edited.json');
  await answerDialogs(app, path);
  const request = await showTab(page, 'Request');
  await request.getByLabel('Name', { exact: true }).fill('CRM, edited');
  await page.keyboard.press('ControlOrMeta+Alt+E');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog.getByRole('alert')).toContainText('Edits of “CRM” are not saved.');
  await dialog.getByRole('checkbox', { name: 'CRM' }).click();
  await expect(dialog.getByRole('alert')).toBeHidden();
  await dialog.getByRole('checkbox', { name: 'CRM' }).click();
  await dialog.getByRole('button', { name: /^Export/ }).click();
  await expect(notice(page, /exported to/)).toContainText('Without the edits that are not saved: CRM.');
  expect(readFileSync(path, 'utf8')).not.toContain('CRM, edited');

  await page.keyboard.press('ControlOrMeta+Alt+E');
  await dialog.getByRole('button', { name: 'Save it first' }).click();
  await expect(dialog.getByRole('alert')).toBeHidden();
  await dialog.getByRole('button', { name: /^Export/ }).click();
  await expect.poll(() => readFileSync(path, 'utf8')).toContain('CRM, edited');
});
