import { expect } from '@playwright/test';

/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * A line of the log as it stands in the window.
 * @typedef {object} Pair
 * @property {string} status what the receiver answered: `200`
 * @property {string} outcome `200 delivered`
 * @property {string} verdict `valid`, `signature differs`, `not signed`
 * @property {string} bytes size of what arrived
 * @property {string} time from the start of the attempt to the end of the answer
 */

/**
 * @param {Page} page
 * @returns {Locator} the log
 */
export function logGrid(page) {
  return page.getByRole('grid', { name: 'Sent and captured requests' });
}

/**
 * @param {Page} page
 * @param {RegExp} [words] of the line as a whole: `sent POST /crm, 200 delivered; captured, valid`
 * @returns {Locator} the lines of the log, newest first
 */
export function logRows(page, words = /;/) {
  return logGrid(page).getByRole('row', { name: words });
}

/**
 * Reads a line: what it says as a whole, and its figures.
 * @param {Locator} row
 * @returns {Promise<Pair>}
 */
async function readPair(row) {
  const words = (await row.getAttribute('aria-label')) ?? '';
  const [sent = '', captured = ''] = words.split('; captured, ');
  const outcome = sent.slice(sent.lastIndexOf(', ') + 2);
  const cells = (await row.getByRole('gridcell').allInnerTexts()).map((text) => text.trim());
  return {
    status: /^\d{3}/.exec(outcome)?.[0] ?? '',
    outcome,
    verdict: captured,
    bytes: cells.find((text) => /^[\d.]+ [KMG]?i?B$/.test(text)) ?? '',
    time: cells.find((text) => /^[<\d][\d.]* m?s$/.test(text)) ?? '',
  };
}

/**
 * How many lines there are, those included that are not in view.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export async function countRows(page) {
  const grid = logGrid(page);
  // An empty log has no grid. The line with the names of the columns counts too.
  return (await grid.count()) === 0 ? 0 : Number(await grid.getAttribute('aria-rowcount')) - 1;
}

/**
 * Does something that sends, and waits for the line in which both what left and what arrived stand.
 * @param {Page} page
 * @param {() => Promise<void>} send
 * @returns {Promise<Pair>}
 */
export async function waitForPair(page, send) {
  const before = await countRows(page);
  await send();
  await expect.poll(() => countRows(page)).toBe(before + 1);
  const newest = logRows(page).first();
  await expect(newest).toHaveAccessibleName(/^sent .*, (?!sending).*; captured, /);
  return readPair(newest);
}

/**
 * Opens a line of the log and shows a part of it.
 * @param {Page} page
 * @param {Locator} row
 * @param {'Overview' | 'Headers' | 'Body' | 'Verification' | 'Timing'} part
 * @returns {Promise<Locator>} the opened request
 */
export async function openPair(page, row, part) {
  await row.click();
  const opened = page.getByRole('article', { name: 'Opened request' });
  await opened.getByRole('tablist', { name: 'Parts of the request' }).getByRole('tab', { name: part }).click();
  await opened.getByRole('tabpanel', { name: part }).waitFor();
  return opened;
}

/**
 * @param {Page} page
 * @returns {Promise<void>}
 */
export async function closePair(page) {
  const opened = page.getByRole('article', { name: 'Opened request' });
  await opened.getByRole('button', { name: /^(Close the request|Back to the log)$/ }).click();
  await opened.waitFor({ state: 'hidden' });
}
