/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * @param {Page} page
 * @returns {Promise<Locator>} the screen
 */
export async function openTimeMachine(page) {
  await page.getByRole('navigation', { name: 'Webhooks' }).getByRole('button', { name: 'Retry time machine' }).click();
  const screen = page.getByRole('region', { name: 'Retry time machine' });
  await screen.getByRole('region', { name: 'Attempts over time' }).waitFor();
  return screen;
}

/**
 * Shows exactly these rules.
 * @param {Page} page
 * @param {readonly string[]} names
 */
export async function chooseRules(page, names) {
  const rules = page.getByRole('region', { name: 'Rules' });
  const clear = rules.getByRole('button', { name: 'Clear', exact: true });
  if (await clear.isEnabled()) await clear.click();
  for (const name of names) await rules.getByRole('checkbox', { name, exact: true }).click();
}

/**
 * @param {Page} page
 * @param {string} name
 */
export async function chooseOutage(page, name) {
  await page.getByRole('region', { name: 'Outage' }).getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('menuitem', { name }).click();
}

/**
 * Draws an outage with the pointer, between two shares of what the axis shows.
 * @param {Page} page
 * @param {number} from
 * @param {number} to
 */
export async function drawOutage(page, from, to) {
  const box = await page.getByTestId('outage-track').boundingBox();
  if (box === null) throw new Error('The outage has no place on the screen.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 8 });
  await page.mouse.up();
}

/**
 * @param {Page} page
 * @param {string} rule
 * @returns {Promise<Record<string, string>>} the numbers of a rule, by the title of their column
 */
export async function readNumbers(page, rule) {
  const table = page.getByRole('region', { name: 'Numbers' });
  const titles = await table.getByRole('columnheader').allInnerTexts();
  const row = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: rule }) });
  const cells = await row.getByRole('cell').allInnerTexts();
  return Object.fromEntries(cells.map((text, index) => [titles[index + 1]?.trim() ?? '', text.trim()]));
}
