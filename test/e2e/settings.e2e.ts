import { lastResult, notice, sendButton } from '../../scripts/drive/form.mjs';
import { findFreePort } from '../../scripts/drive/open-app.mjs';
import { openSettings } from '../../scripts/drive/settings.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('the theme is chosen in the settings, holds for the whole window and survives a restart', async ({
  hookwright,
}) => {
  const first = await hookwright.start({ lasting: true });
  const theme = (await openSettings(first.page, 'Appearance')).getByRole('radiogroup', { name: 'Theme' });
  await theme.getByRole('radio', { name: 'Dark' }).click();
  await expect(theme.getByRole('radio', { name: 'Dark' })).toBeChecked();
  const isDark = () => first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expect.poll(isDark).toBe(true);
  await theme.getByRole('radio', { name: 'Light' }).click();
  await expect.poll(isDark).toBe(false);
  await theme.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(isDark).toBe(true);
  await first.close();

  const { page } = await hookwright.start();
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  const again = (await openSettings(page, 'Appearance')).getByRole('radiogroup', { name: 'Theme' });
  await expect(again.getByRole('radio', { name: 'Dark' })).toBeChecked();
});

test('the capture server moves to another port and takes the webhooks along', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const settings = await openSettings(page, 'Capture');
  const port = await findFreePort();
  await settings.getByLabel('Port').fill(String(port));
  await settings.getByRole('button', { name: `Move to port ${port}` }).click();
  await expect(settings.getByText(`http://127.0.0.1:${port}`)).toBeVisible();
  await page.getByRole('button', { name: 'Close the settings' }).click();
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');

  await openSettings(page, 'Capture');
  await settings.getByRole('switch', { name: 'Capture requests' }).click();
  await expect(page.getByRole('button', { name: 'Capture is off' })).toBeVisible();
});

test('the feature switch of a provider holds its events back and says so', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const settings = await openSettings(page, 'gridscale partner');
  await settings.getByRole('switch', { name: 'Webhook feature' }).click();
  await expect(settings.getByRole('switch', { name: 'Webhook feature' })).not.toBeChecked();
  await selectWebhook(page, 'CRM');
  await sendButton(page).click();
  await expect(notice(page, /was not sent/).or(lastResult(page).getByText('off'))).toBeVisible();

  await openSettings(page, 'gridscale partner');
  await settings.getByRole('switch', { name: 'Webhook feature' }).click();
  await selectWebhook(page, 'CRM');
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');
});

test('a wrong passphrase is refused, the right one opens, and without one the rest works', async ({ hookwright }) => {
  const first = await hookwright.start({ lasting: true });
  await first.close();
  const { page } = await hookwright.open();
  const dialog = page.getByRole('dialog', { name: 'Unlock your secrets' });
  await dialog.getByLabel('Passphrase').fill('not this one');
  await dialog.getByRole('button', { name: 'Unlock' }).click();
  await expect(dialog.getByLabel('Passphrase')).toHaveAttribute('aria-invalid', 'true');
  await dialog.getByRole('button', { name: 'Go on without them' }).click();
  await expect(dialog).toBeHidden();

  // Slack is not signed, so nothing of it waits for a secret.
  await selectWebhook(page, 'Slack', 'gridscale partner');
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');

  const settings = await openSettings(page, 'Secrets');
  await settings.getByLabel('Passphrase').fill(hookwright.passphrase);
  await settings.getByRole('button', { name: 'Unlock' }).click();
  await expect(settings.getByText('protected by your passphrase')).toBeVisible();
  await selectWebhook(page, 'CRM');
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');
});
