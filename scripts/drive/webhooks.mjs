/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * @param {Page} page
 * @returns {Locator} the side pane
 */
function sidePane(page) {
  return page.getByRole('navigation', { name: 'Webhooks' });
}

/**
 * A webhook's row in the side pane. Behind the name may stand its state.
 * @param {Page} page
 * @param {string} name
 * @param {string} [provider] where several providers have a webhook of that name
 * @returns {Locator}
 */
export function webhookRow(page, name, provider) {
  const within = provider === undefined ? sidePane(page) : sidePane(page).getByRole('list', { name: provider });
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return within
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(`^${escaped}( (certificate not verified|edited|off|deactivated))*$`) });
}

/**
 * Every webhook in the side pane.
 * @param {Page} page
 * @returns {Promise<{ provider: string, name: string }[]>}
 */
export async function listWebhooks(page) {
  const groups = sidePane(page).getByRole('button', { expanded: true });
  await groups.first().waitFor();
  const found = [];
  for (const provider of await groups.allInnerTexts()) {
    const rows = sidePane(page).getByRole('list', { name: provider, exact: true }).getByRole('button');
    for (const text of await rows.allInnerTexts()) found.push({ provider, name: text.split('\n')[0] ?? text });
  }
  return found;
}

/**
 * Selects a webhook and waits until the window shows it.
 * @param {Page} page
 * @param {string} name
 * @param {string} [provider]
 * @returns {Promise<void>}
 */
export async function selectWebhook(page, name, provider) {
  await webhookRow(page, name, provider).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

/**
 * @param {Page} page
 * @returns {Locator} the choice of the event that the template is tried with
 */
function eventPicker(page) {
  return page.getByRole('combobox', { name: 'Event', exact: true });
}

/**
 * The events that the selected webhook subscribes to, read from the picker.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function listEvents(page) {
  await eventPicker(page).click();
  const options = page.getByRole('group', { name: 'Events of this webhook' }).getByRole('option');
  await options.first().waitFor();
  const texts = await options.allInnerTexts();
  await page.keyboard.press('Escape');
  await options.first().waitFor({ state: 'hidden' });
  // What stands under the name explains the event.
  return texts.map((text) => text.split('\n')[0] ?? text);
}

/**
 * @param {Page} page
 * @param {string} name
 * @returns {Promise<void>}
 */
export async function chooseEvent(page, name) {
  const picker = eventPicker(page);
  if ((await picker.innerText()) === name) return;
  await picker.click();
  const option = page.getByRole('option', { name, exact: true });
  await option.click();
  await option.waitFor({ state: 'hidden' });
}
