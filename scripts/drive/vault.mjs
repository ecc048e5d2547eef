/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * Waits until a dialog has gone and given back the focus, which it does in a timer: one that is set later ends later.
 * @param {Page} page
 * @param {Locator} dialog
 */
async function waitUntilClosed(page, dialog) {
  await dialog.waitFor({ state: 'hidden' });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 10)));
}

/**
 * Answers how secrets are to be kept, where the app asks: with a keyring it does not.
 * @param {Page} page
 * @param {string} passphrase
 * @returns {Promise<void>}
 */
export async function protectSecrets(page, passphrase) {
  const dialog = page.getByRole('dialog', { name: 'How should Hookwright keep your secrets?' });
  await dialog
    .or(page.getByRole('navigation', { name: 'Webhooks' }))
    .first()
    .waitFor();
  if (!(await dialog.isVisible())) return;
  await dialog.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await dialog.getByLabel('Repeat the passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Protect with passphrase' }).click();
  await waitUntilClosed(page, dialog);
}

/**
 * Has secrets kept until the app ends, where the app asks, which it does once: without the seconds that the key of a passphrase takes.
 * @param {Page} page
 * @returns {Promise<void>}
 */
export async function keepSecretsForThisRun(page) {
  const dialog = page.getByRole('dialog', { name: 'How should Hookwright keep your secrets?' });
  await dialog
    .or(page.getByRole('navigation', { name: 'Webhooks' }))
    .first()
    .waitFor();
  if (!(await dialog.isVisible())) return;
  await dialog.getByRole('button', { name: 'Keep secrets for this run only' }).click();
  await waitUntilClosed(page, dialog);
}

/**
 * Gives the passphrase at a later start.
 * @param {Page} page
 * @param {string} passphrase
 * @returns {Promise<void>}
 */
export async function unlockSecrets(page, passphrase) {
  const dialog = page.getByRole('dialog', { name: 'Unlock your secrets' });
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Unlock' }).click();
  await waitUntilClosed(page, dialog);
}
