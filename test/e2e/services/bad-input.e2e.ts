import { lastResult, notice, showTab } from '../../../scripts/drive/form.mjs';
import { openFireDialog } from '../../../scripts/drive/outbox.mjs';
import { openSettings } from '../../../scripts/drive/settings.mjs';
import { selectWebhook } from '../../../scripts/drive/webhooks.mjs';
import { findBarriers } from '../find-barriers.ts';
import { choose, closeDialog, expect, save, test } from './service.ts';

const callgoose = 'Callgoose SQIBS';

test('what the service does not take is refused at its field with the reason, and nothing that was typed is lost', async ({
  hookwright,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Incident desk');
  await page.keyboard.press('ControlOrMeta+j');
  const request = await showTab(page, 'Request');
  const url = request.getByLabel('Url', { exact: true });
  await url.fill('htps:/nowhere');
  await expect(url).toHaveAccessibleDescription(/must begin with https:\/\/ or http:\/\//);
  await url.fill('https://hooks.example.com/in');

  const headers = request.getByRole('group', { name: 'Custom headers' });
  const rows: [name: string, value: string, reason: RegExp][] = [
    ['Content-Length', '5', /Content-Length is set by the connection itself/],
    ['X Y', 'a', /A header name cannot contain a space/],
    ['X-Emoji', '🚒', /in X-Emoji is sent as UTF-8/],
  ];
  for (const [index, [name, value, reason]] of rows.entries()) {
    await request.getByRole('button', { name: 'Add header' }).click();
    await headers.getByLabel(`Name of header ${index + 1}`, { exact: true }).fill(name);
    await headers.getByLabel(`Value of header ${index + 1}`, { exact: true }).fill(value);
    await expect(request.getByText(reason)).toBeVisible();
  }
  for (let count = rows.length; count < 20; count += 1) {
    await request.getByRole('button', { name: 'Add header' }).click();
    await headers.getByLabel(`Name of header ${count + 1}`, { exact: true }).fill(`X-Header-${count}`);
  }
  await expect(request.getByText('20 is the most that the service takes.')).toBeVisible();
  await expect(request.getByRole('button', { name: 'Add header' })).toBeDisabled();

  const delivery = await showTab(page, 'Delivery');
  const count = delivery.getByLabel('Retry count');
  await count.press('Backspace');
  await expect(count).toHaveValue('');
  await count.fill('5');
  await expect(count).toHaveAccessibleDescription(/a whole number from 0 to 4/);
  await delivery.getByLabel('Retry interval').fill('0');
  await expect(delivery.getByLabel('Retry interval')).toHaveAccessibleDescription(/a whole number from 1 to 5/);
  await delivery.getByLabel('Failure Notification Email').fill('nobody');
  await delivery.getByLabel('Failure Notification Email').blur();
  await expect(delivery.getByLabel('Failure Notification Email')).toHaveAccessibleDescription(/not a mail address/);
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(notice(page, /“Incident desk” was not saved/)).toBeVisible();
  await expect(page.getByText('Edits not saved')).toBeVisible();
  await showTab(page, 'Delivery');
  await expect(count).toHaveValue('5');
  await showTab(page, 'Request');
  await expect(url).toHaveValue('https://hooks.example.com/in');
  await expect(headers.getByLabel('Value of header 3', { exact: true })).toHaveValue('🚒');
  await page.getByRole('button', { name: 'Revert', exact: true }).click();
  await expect(page.getByText('Edits not saved')).toBeHidden();
  await expect(headers.getByRole('textbox')).toHaveCount(0);
});

test('the sixth webhook of a scope is refused at the scope, and one for which the role has no right', async ({
  hookwright,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Incident desk');
  for (let count = 2; count <= 5; count += 1) {
    await page.keyboard.press('ControlOrMeta+Shift+d');
    await expect(page.getByRole('heading', { level: 1, name: /Incident desk copy/ })).toBeVisible();
    await selectWebhook(page, 'Incident desk');
  }
  await page.keyboard.press('ControlOrMeta+Shift+d');
  await expect(notice(page, /Global has 5 webhooks, which is the most that Callgoose SQIBS allows/)).toBeVisible();

  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('radio', { name: callgoose }).click();
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  const request = await showTab(page, 'Request');
  const related = request.getByRole('combobox', { name: 'Webhook related with' });
  await expect(related).toHaveText('Platform');
  await choose(page, related, 'Global');
  await expect(related).toHaveAccessibleDescription(/Global has 5 webhooks, which is the most/);
  await choose(page, related, 'Payments');
  await save(page);

  const settings = await openSettings(page, callgoose);
  await expect(settings.getByRole('combobox', { name: 'Managed teams' })).toBeDisabled();
  await choose(page, settings.getByRole('combobox', { name: 'Role' }), 'Team Manager');
  await expect(settings.getByRole('combobox', { name: 'Managed teams' })).toBeEnabled();
  await page.getByRole('button', { name: 'Close the settings' }).click();
  await expect(related).toHaveAccessibleDescription(/as Team Manager you do not manage “Payments”/);
  await request.getByLabel('Description').fill('For the night shift');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(notice(page, /you do not manage “Payments”/)).toBeVisible();
  await expect(related).toHaveAttribute('aria-invalid', 'true');
  await expect(request.getByLabel('Description')).toHaveValue('For the night shift');
  await choose(page, related, 'Platform / Website');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  // It would leave a team that is not managed, which is refused just the same.
  await expect(page.getByText('Edits not saved')).toBeVisible();
});

test('a secret that no header carries is refused at its field, and event data that are not JSON at theirs', async ({
  hookwright,
}) => {
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Site plans');
  const dialog = await openFireDialog(page);
  const data = dialog.getByLabel('Event data');
  await data.fill('{"data": {oops}}');
  await expect(data).toHaveAccessibleDescription(/expected.*line 1, column 11/);
  await expect(dialog.getByText('Nobody can be called with this data')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Fire', exact: true })).toBeDisabled();
  expect(await findBarriers(page)).toEqual([]);
  await data.fill('{"data": {}}');
  await dialog.getByRole('button', { name: 'Fire 1 webhook' }).click();
  await expect(dialog.getByRole('status', { name: 'Results' })).toContainText(/Site plans.*delivered.*200/);
  await closeDialog(page);

  // Last, because another secret takes the validation back.
  const signing = await showTab(page, 'Signing');
  await signing.getByRole('button', { name: 'Replace' }).click();
  const secret = signing.getByLabel(/^Secret/);
  await secret.fill('siren 🚒');
  await page.keyboard.press('Enter');
  await expect(secret).toHaveAccessibleDescription(/a character beyond Latin-1, which a header cannot carry/);
  await expect(secret).toHaveValue('siren 🚒');
  await secret.fill('siren');
  await page.keyboard.press('Enter');
  await expect(signing.getByRole('group', { name: 'Secret' })).toContainText('fingerprint');

  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Test delivered.*200/);
});
