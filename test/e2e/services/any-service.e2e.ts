import { createHmac } from 'node:crypto';
import { showTab } from '../../../scripts/drive/form.mjs';
import { logRows } from '../../../scripts/drive/log.mjs';
import { choose, closeDialog, copySecret, createWebhook, expect, fire, save, test } from './service.ts';

test('Any service: a scheme is found by three letters of a sender, and its first event is verified', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page, app } = await hookwright.start();
  const receiver = await startReceiver();
  await createWebhook(page, { provider: 'Any service', name: 'Accounts', url: receiver.origin });
  const signing = await showTab(page, 'Signing');
  const picker = signing.getByRole('combobox', { name: 'Signing scheme' });
  await expect(picker).toHaveText('Not signed');

  await picker.click();
  const search = page.getByPlaceholder('Search signing scheme');
  await search.fill('ebay');
  const ebay = page.getByRole('option', { name: /^eBay/ });
  await expect(ebay).toContainText('Cannot be chosen: Its key has to be fetched from the network.');
  await expect(ebay).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(picker).toBeFocused();
  await page.keyboard.type('cle');
  await expect(search).toHaveValue('cle');
  await expect(page.getByRole('option').first()).toContainText(/Svix.*Clerk/);
  await page.keyboard.press('Enter');
  await expect(picker).toHaveText(/Svix/);

  await signing.getByRole('button', { name: 'Generate' }).click();
  await expect(signing.getByRole('group', { name: 'Signing secret' })).toContainText('fingerprint');
  await save(page);
  const secret = await copySecret(page, app);

  const results = await fire(page, { event: 'Order paid' });
  await expect(results.getByRole('listitem').filter({ hasText: 'Accounts' })).toContainText(/delivered.*200/);
  const [arrival] = receiver.arrivals;
  const { 'svix-id': id, 'svix-timestamp': time, 'svix-signature': signature } = arrival?.headers ?? {};
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${time}.${arrival?.body.toString()}`).digest('base64');
  expect(signature).toBe(`v1,${expected}`);
  await closeDialog(page);
});

test('Any service: an event of GitHub brings its scheme along, and the capture server verifies it', async ({
  hookwright,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await expect(dialog.getByRole('radiogroup', { name: 'Provider' }).getByRole('radio').last()).toHaveAccessibleName(
    'Any service',
  );
  await dialog.getByRole('radio', { name: 'Any service' }).click();
  await choose(page, dialog.getByRole('combobox', { name: 'Begin with' }), 'GitHub: push');
  await dialog.getByLabel('Name', { exact: true }).fill('Lighthouse');
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await expect(dialog).toBeHidden();
  await showTab(page, 'Signing');
  await expect(page.getByRole('combobox', { name: 'Signing scheme' })).toHaveText('GitHub');

  const results = await fire(page, { event: 'GitHub: push' });
  await expect(results.getByRole('listitem').filter({ hasText: 'Lighthouse' })).toContainText(/delivered.*200/);
  await closeDialog(page);
  await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, valid$/);
});
