/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * Shows a tab of the selected webhook.
 * @param {Page} page
 * @param {'Payload' | 'Request' | 'Signing' | 'Delivery' | 'History'} name
 * @returns {Promise<Locator>} its panel
 */
export async function showTab(page, name) {
  const tabs = page.getByRole('tablist', { name: 'Parts of the webhook' });
  await tabs.getByRole('tab', { name: new RegExp(`^${name}\\b`) }).click();
  const panel = page.getByRole('tabpanel', { name: new RegExp(`^${name}\\b`) });
  await panel.waitFor();
  return panel;
}

/**
 * The messages at the edge of the window.
 * @param {Page} page
 * @param {string | RegExp} words
 * @returns {Locator}
 */
export function notice(page, words) {
  return page
    .getByRole('region', { name: /^Messages/ })
    .getByRole('listitem')
    .filter({ hasText: words });
}

/**
 * What became of the last thing that was sent.
 * @param {Page} page
 * @returns {Locator}
 */
export function lastResult(page) {
  return page.getByRole('status', { name: 'Last result' });
}

/**
 * @param {Page} page
 * @returns {Locator}
 */
export function sendButton(page) {
  return page.getByRole('button', { name: 'Send', exact: true });
}
