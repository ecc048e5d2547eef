/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * Shows the mails that were due.
 * @param {Page} page
 * @returns {Promise<Locator>} the outbox
 */
export async function openOutbox(page) {
  const outbox = page.getByRole('region', { name: 'Outbox', exact: true });
  if (!(await outbox.isVisible())) {
    await page
      .getByRole('navigation', { name: 'Webhooks' })
      .getByRole('button', { name: /^Outbox/ })
      .click();
  }
  await outbox.waitFor();
  return outbox;
}

/**
 * Opens the dialog that fires events.
 * @param {Page} page
 * @returns {Promise<Locator>}
 */
export async function openFireDialog(page) {
  await page.getByRole('button', { name: 'Fire…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Fire an event' });
  await dialog.waitFor();
  return dialog;
}
