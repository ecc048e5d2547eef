import { previewBody, replacePayload } from '../../scripts/drive/editor.mjs';
import { notice, showTab } from '../../scripts/drive/form.mjs';
import { listWebhooks, selectWebhook, webhookRow } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('a webhook is made, named, saved and found again after a restart', async ({ hookwright }) => {
  const first = await hookwright.start({ lasting: true });
  await first.page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = first.page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('radio', { name: 'gridscale partner' }).click();
  await dialog.getByRole('radio', { name: 'Discord' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Sales floor');
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await expect(dialog).toBeHidden();

  const request = first.page.getByRole('tabpanel', { name: /^Request/ });
  await expect(request.getByLabel('Name', { exact: true })).toHaveValue('Sales floor');
  await expect(request.getByLabel('URL', { exact: true })).toHaveValue(
    `http://127.0.0.1:${hookwright.port}/gridscale/sales-floor`,
  );
  await request.getByRole('checkbox', { name: 'Contract Finalize' }).click();
  await first.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(first.page.getByText('not saved')).toBeHidden();
  await first.close();

  const { page } = await hookwright.start();
  await expect(page.getByRole('heading', { level: 1, name: 'Sales floor' })).toBeVisible();
  const again = await showTab(page, 'Request');
  await expect(again.getByRole('checkbox', { name: 'Contract Signup' })).toBeChecked();
  await expect(again.getByRole('checkbox', { name: 'Contract Finalize' })).not.toBeChecked();
  await expect(again.getByRole('radio', { name: 'Discord' })).toBeChecked();
});

test('a duplicate has its own name and address, and both can be edited apart', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Slack', 'gridscale partner');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText(/^Slack copy/);
  const copy = await heading.innerText();
  const request = await showTab(page, 'Request');
  await request.getByLabel('Name', { exact: true }).fill('Slack of the board');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(webhookRow(page, 'Slack of the board')).toBeVisible();
  await expect(webhookRow(page, copy)).toBeHidden();
  await expect(webhookRow(page, 'Slack', 'gridscale partner')).toBeVisible();
});

test('a deleted webhook comes back with Undo, with its template', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Discord');
  await showTab(page, 'Payload');
  await replacePayload(page, '{"content": "hello {{account.email}}"}');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Edits not saved')).toBeHidden();
  const before = await listWebhooks(page);

  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(webhookRow(page, 'Discord')).toBeHidden();
  await notice(page, 'Deleted “Discord”').getByRole('button', { name: 'Undo' }).click();
  await expect(webhookRow(page, 'Discord')).toBeVisible();
  const listNames = async () => (await listWebhooks(page)).map(({ name }) => name).sort();
  await expect.poll(listNames).toEqual(before.map(({ name }) => name).sort());
  await expect(page.getByRole('heading', { level: 1, name: 'Discord' })).toBeVisible();
  await expect(previewBody(page)).toContainText('hello ada@example.com');
});

test('a new webhook has nothing to cancel, and is found under Recently deleted after a restart', async ({
  hookwright,
}) => {
  const first = await hookwright.start({ lasting: true });
  await first.page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = first.page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('radio', { name: 'gridscale partner' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('Sales floor');
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await expect(dialog).toBeHidden();
  await expect(first.page.getByText(/not saved/)).toBeHidden();
  await first.page.keyboard.press('ControlOrMeta+Shift+Backspace');
  const request = await showTab(first.page, 'Request');
  await request.getByLabel('Name', { exact: true }).fill('Sales desk');
  await first.page.getByRole('button', { name: 'Revert', exact: true }).click();
  await expect(request.getByLabel('Name', { exact: true })).toHaveValue('Sales floor');
  await first.page.keyboard.press('ControlOrMeta+Shift+Delete');
  await expect(webhookRow(first.page, 'Sales floor')).toBeHidden();
  await first.close();

  const { page } = await hookwright.start();
  await expect(webhookRow(page, 'CRM')).toBeVisible();
  await expect(webhookRow(page, 'Sales floor')).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Shift+x');
  const list = page.getByRole('dialog', { name: 'Recently deleted' });
  await expect(list.getByRole('listitem')).toHaveText([/Sales floor.*gridscale partner.*30 days left/]);
  await list.getByRole('button', { name: 'Restore “Sales floor”' }).click();
  await expect(list.getByText('Nothing to restore')).toBeVisible();
  await list.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sales floor' })).toBeVisible();
  await expect((await showTab(page, 'Signing')).getByRole('group', { name: 'Secret' })).toContainText('set');
});

test('edits that were not saved survive a restart and can be given up', async ({ hookwright }) => {
  const first = await hookwright.start({ lasting: true });
  await replacePayload(first.page, '{"draft": "{{account.uuid}}"}');
  await expect(first.page.getByText('Edits not saved')).toBeVisible();
  // Closed at once: what was typed last must not wait for a pause.
  await first.close();

  const { page } = await hookwright.start();
  await expect(page.getByText('Edits not saved')).toBeVisible();
  await expect(webhookRow(page, 'CRM')).toContainText('edited');
  await expect(previewBody(page)).toContainText('"draft"');
  await page.getByRole('button', { name: 'Revert', exact: true }).click();
  await expect(page.getByText('Edits not saved')).toBeHidden();
  await expect(previewBody(page)).toContainText('"account_email"');
});

test('a webhook is switched off and on, and says so', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await expect(webhookRow(page, 'CRM')).toContainText('off');
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await expect(webhookRow(page, 'CRM')).not.toContainText('off');
});

test('a typed secret stays on other tabs, is asked about at the end, and goes along with Save', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  await selectWebhook(page, 'Billing');
  const signing = await showTab(page, 'Signing');
  await signing.getByRole('button', { name: 'Replace' }).click();
  const field = signing.getByLabel(/^Secret key/);
  await field.fill('typed and not set');
  await expect(signing.getByRole('button', { name: 'Set', exact: true })).toHaveCount(0);
  await showTab(page, 'Payload');
  await selectWebhook(page, 'CRM');
  await selectWebhook(page, 'Billing');
  await showTab(page, 'Signing');
  await expect(field).toHaveValue('typed and not set');

  await app.evaluate(({ dialog }) => {
    Object.assign(dialog, { showMessageBoxSync: () => 0 });
  });
  const window = await app.browserWindow(page);
  await window.evaluate((shown) => shown.close());
  await expect(field).toHaveValue('typed and not set');

  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Edits not saved')).toBeHidden();
  await expect(signing.getByRole('group', { name: /^Secret key/ })).toContainText('fingerprint');
  expect(await window.evaluate((shown) => shown.isDestroyed())).toBe(false);
});
