import { join } from 'node:path';
import { previewBody } from '../drive/editor.mjs';
import { sendButton, showTab } from '../drive/form.mjs';
import { closePair, logRows, openPair, waitForPair } from '../drive/log.mjs';
import { openSettings } from '../drive/settings.mjs';
import { chooseOutage, chooseRules, openTimeMachine } from '../drive/time-machine.mjs';
import { chooseEvent, selectWebhook } from '../drive/webhooks.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/** What is in the log of the pictures, oldest first. */
const sent = [
  { provider: 'gridscale partner', name: 'Slack', events: ['Contract Signup'] },
  { provider: 'Zenskar', name: 'Billing', events: ['Customer created', 'Customer updated'] },
  { provider: 'Y42', name: 'Data pipeline', events: ['Job failed'] },
  { provider: 'gridscale partner', name: 'CRM', events: ['Contract Finalize', 'Contract Signup'] },
  { provider: 'Callgoose SQIBS', name: 'Incident desk', events: ['Incident Acknowledged', 'Incident Created'] },
];

/**
 * Fills the log through the window and takes the pictures of the README, each in both themes.
 * @param {Page} page in a new sample workspace
 * @param {string} folder
 * @returns {Promise<string[]>} names of the files
 */
export async function takePictures(page, folder) {
  for (const { provider, name, events } of sent) {
    await selectWebhook(page, name, provider);
    for (const event of events) {
      await chooseEvent(page, event);
      await waitForPair(page, () => sendButton(page).click());
    }
  }
  const names = [];
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    await chooseTheme(page, theme);
    for (const { name, show, leave } of pictures) {
      await show(page);
      // Neither a tooltip nor a hovered row belongs in a picture.
      await page.mouse.move(640, 20);
      const file = `${name}-${theme}.png`;
      await page.screenshot({ path: join(folder, file), animations: 'disabled', caret: 'hide' });
      names.push(file);
      await leave(page);
    }
  }
  return names;
}

/** @type {{ name: string, show: (page: Page) => Promise<unknown>, leave: (page: Page) => Promise<unknown> }[]} */
const pictures = [
  {
    name: 'main',
    show: (page) => previewBody(page).getByText('INC-').first().waitFor(),
    leave: async () => undefined,
  },
  {
    name: 'verification',
    async show(page) {
      await moveLogEdge(page, 'ArrowUp');
      await openPair(page, logRows(page).first(), 'Verification');
    },
    async leave(page) {
      await closePair(page);
      await moveLogEdge(page, 'ArrowDown');
    },
  },
  {
    name: 'new-webhook',
    show: (page) => openWithKeys(page, 'ControlOrMeta+N', 'New webhook'),
    leave: closeWithEscape,
  },
  {
    name: 'palette',
    show: (page) => openWithKeys(page, 'ControlOrMeta+K', 'Commands'),
    leave: closeWithEscape,
  },
  {
    name: 'request',
    show: (page) => showTab(page, 'Request'),
    leave: (page) => showTab(page, 'Payload'),
  },
  {
    name: 'time-machine',
    async show(page) {
      await openTimeMachine(page);
      await chooseRules(page, ['Svix', 'GitHub', 'Shopify', 'Slack Events API', 'Convoy, exponential']);
      await chooseOutage(page, 'Comes and goes');
    },
    leave: (page) => page.keyboard.press('Escape'),
  },
  {
    name: 'settings',
    show: (page) => openSettings(page, 'Callgoose SQIBS'),
    leave: (page) => page.getByRole('button', { name: 'Close the settings' }).click(),
  },
];

/**
 * Gives the log more of the window, or takes it back.
 * @param {Page} page
 * @param {'ArrowUp' | 'ArrowDown'} key
 */
async function moveLogEdge(page, key) {
  await page.getByRole('separator', { name: 'Resize the log' }).focus();
  for (let pressed = 0; pressed < 4; pressed++) await page.keyboard.press(key);
}

/**
 * @param {Page} page
 * @param {'light' | 'dark'} theme
 */
async function chooseTheme(page, theme) {
  const settings = await openSettings(page, 'Appearance');
  await settings.getByRole('radio', { name: theme, exact: false }).click();
  await page.getByRole('button', { name: 'Close the settings' }).click();
}

/**
 * @param {Page} page
 * @param {string} keys
 * @param {string} name
 */
async function openWithKeys(page, keys, name) {
  await page.keyboard.press(keys);
  await page.getByRole('dialog', { name }).waitFor();
}

/** @param {Page} page */
async function closeWithEscape(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}
