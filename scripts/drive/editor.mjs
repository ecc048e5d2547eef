import { expect } from '@playwright/test';

/** @typedef {import('@playwright/test').Locator} Locator */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * @param {Page} page
 * @returns {Locator} the text of the payload's editor
 */
export function payloadEditor(page) {
  return page.getByRole('textbox', { name: 'Payload template' });
}

/**
 * Goes into the payload's editor with the key that the window gives it, and selects everything in it.
 * @param {Page} page
 * @returns {Promise<void>}
 */
export async function selectPayload(page) {
  // The key does nothing before the editor is there.
  await payloadEditor(page).waitFor();
  await page.keyboard.press('ControlOrMeta+Shift+E');
  await expect(payloadEditor(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+A');
}

/**
 * Replaces the whole template in one go.
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<void>}
 */
export async function replacePayload(page, text) {
  await selectPayload(page);
  // Deleted first: a brace or a quote that is typed over a selection is put around it.
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

/**
 * Replaces the whole template from the clipboard, which keeps a long text in one piece.
 * @param {import('@playwright/test').ElectronApplication} app
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<void>}
 */
export async function pastePayload(app, page, text) {
  await app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
  await selectPayload(page);
  await page.keyboard.press('ControlOrMeta+V');
}

/**
 * @param {Page} page
 * @returns {Locator} the body in the preview, as it will be sent
 */
export function previewBody(page) {
  return page.getByRole('region', { name: 'Preview' }).getByRole('region', { name: /^Body, / });
}
