import { showTab } from './form.mjs';
import { closePair, logRows, openPair } from './log.mjs';
import { openSettings } from './settings.mjs';
import { openTimeMachine } from './time-machine.mjs';
import { selectWebhook } from './webhooks.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} Screen
 * @property {string} name
 * @property {(page: Page) => Promise<unknown>} show
 * @property {(page: Page) => Promise<unknown>} leave back to the work
 */

const stay = async () => undefined;

/** @param {Page} page */
async function pressEscape(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** @param {Page} page */
async function closeSettings(page) {
  await page.getByRole('button', { name: 'Close the settings' }).click();
}

/** @type {Screen[]} */
const tabs = ['Payload', 'Request', 'Signing', 'Delivery', 'History'].map((name) => ({
  name,
  show: (page) => showTab(page, /** @type {Parameters<typeof showTab>[1]} */ (name)),
  leave: (page) => showTab(page, 'Payload'),
}));

/** @type {Screen[]} */
const previews = ['Bytes', 'Headers', 'Signed text', 'cURL', 'Preview'].map((name) => ({
  name: `Preview: ${name}`,
  show: (page) => page.getByRole('tablist', { name: 'Preview' }).getByRole('tab', { name }).click(),
  leave: stay,
}));

/** @type {Screen[]} */
const drawers = [/^Event data/, /^Problems/, /^Hostile values/].map((name) => {
  const press = (/** @type {Page} */ page) =>
    page.getByRole('toolbar', { name: 'About the template' }).getByRole('button', { name }).click();
  return { name: `Drawer ${name.source.slice(1)}`, show: press, leave: press };
});

/** @type {Screen[]} */
const settings = [
  'Appearance',
  'Capture',
  'Mail',
  'Secrets',
  'Workspace',
  'Import and export',
  'Own providers',
  'Own signing schemes',
  'gridscale partner',
  'Callgoose SQIBS',
].map((name) => ({
  name: `Settings: ${name}`,
  show: (page) => openSettings(page, name),
  leave: closeSettings,
}));

/** @type {Screen[]} */
const dialogs = [
  { name: 'Commands', keys: 'ControlOrMeta+K' },
  { name: 'Keys', keys: 'F1' },
  { name: 'New webhook', keys: 'ControlOrMeta+N' },
  { name: 'Fire an event', keys: 'ControlOrMeta+E' },
  { name: 'Import failed requests', keys: 'ControlOrMeta+Alt+F' },
  { name: 'Recently deleted', keys: 'ControlOrMeta+Shift+X' },
  { name: 'Compose a signing scheme', keys: 'ControlOrMeta+Alt+C' },
].map(({ name, keys }) => ({
  name,
  async show(page) {
    await page.keyboard.press(keys);
    await page.getByRole('dialog', { name }).waitFor();
  },
  leave: pressEscape,
}));

/** @type {Screen[]} */
const parts = /** @type {const} */ (['Overview', 'Headers', 'Body', 'Verification', 'Timing']).map((part) => ({
  name: `Opened request: ${part}`,
  show: (page) => openPair(page, logRows(page).first(), part),
  leave: closePair,
}));

/** Every screen and dialog that needs nothing but a workspace in which something was sent. @type {Screen[]} */
export const screens = [
  ...tabs,
  ...previews,
  ...drawers,
  ...parts,
  ...settings,
  ...dialogs,
  {
    name: 'Outbox',
    async show(page) {
      await page
        .getByRole('navigation', { name: 'Webhooks' })
        .getByRole('button', { name: /^Outbox/ })
        .click();
      await page.getByRole('region', { name: 'Outbox' }).waitFor();
    },
    async leave(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('region', { name: 'Outbox' }).waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'Retry time machine',
    async show(page) {
      await openTimeMachine(page);
    },
    async leave(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('region', { name: 'Retry time machine' }).waitFor({ state: 'hidden' });
    },
  },
  {
    name: 'What would be imported',
    async show(page) {
      await page.keyboard.press('ControlOrMeta+Alt+F');
      const dialog = page.getByRole('dialog', { name: 'Import failed requests' });
      const commands = ["curl -u a:b -d x 'https://hooks.example.com/in'", 'curl https://hooks.example.com/$(id)'];
      await dialog.getByLabel('Paste cURL commands').fill(commands.join('\n'));
      await dialog.getByRole('button', { name: 'Preview import' }).click();
      await dialog.getByRole('table', { name: 'Requests' }).waitFor();
    },
    leave: pressEscape,
  },
  {
    name: 'A replay with another body',
    async show(page) {
      const opened = await openPair(page, logRows(page).first(), 'Overview');
      await opened.getByRole('button', { name: 'Replay…' }).click();
      const dialog = page.getByRole('dialog', { name: /^Replay/ });
      await dialog.getByRole('radio', { name: 'Edit body' }).click();
      await dialog.getByRole('textbox', { name: 'Body' }).waitFor();
    },
    async leave(page) {
      await pressEscape(page);
      await closePair(page);
    },
  },
  {
    name: 'A webhook with every field',
    async show(page) {
      await selectWebhook(page, 'Incident desk');
      await showTab(page, 'Request');
    },
    async leave(page) {
      await showTab(page, 'Payload');
      await selectWebhook(page, 'CRM');
    },
  },
];
