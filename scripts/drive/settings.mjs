/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * Opens a page of the settings.
 * @param {Page} page
 * @param {string} name as it stands in the list at the left
 * @returns {Promise<Locator>} the settings
 */
export async function openSettings(page, name) {
  const settings = page.getByRole('region', { name: 'Settings', exact: true });
  if (!(await settings.isVisible())) {
    await page.getByRole('navigation', { name: 'Webhooks' }).getByRole('button', { name: 'Settings' }).click();
  }
  const pages = settings.getByRole('navigation', { name: 'Pages of the settings' });
  await pages.getByRole('button', { name, exact: true }).click();
  await settings.getByRole('region', { name: new RegExp(`^${name}( settings)?$`) }).waitFor();
  return settings;
}
