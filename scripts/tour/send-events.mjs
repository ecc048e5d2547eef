import { join } from 'node:path';
import { sendButton, showTab } from '../drive/form.mjs';
import { waitForPair } from '../drive/log.mjs';
import { chooseEvent, listEvents, selectWebhook } from '../drive/webhooks.mjs';
import { findFault } from './find-fault.mjs';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} Stop
 * @property {string} webhook with its provider
 * @property {string} event
 * @property {string} status
 * @property {string} verdict
 * @property {string} bytes
 * @property {string} time
 * @property {string | null} failure why it did not pass
 */

/**
 * Sends every event of one webhook and reads from the log what left, what arrived and what the receiver says of it.
 * @param {Page} page
 * @param {{ provider: string, name: string }} webhook
 * @param {string} folder where the picture goes
 * @returns {Promise<Stop[]>}
 */
export async function sendEvents(page, { provider, name }, folder) {
  const webhook = `${provider}: ${name}`;
  const stops = [];
  try {
    await selectWebhook(page, name, provider);
    await showTab(page, 'Payload');
    for (const event of await listEvents(page)) stops.push(await sendEvent(page, webhook, event));
  } catch (error) {
    stops.push(fail(webhook, '', error));
  }
  await page.screenshot({ path: join(folder, `${toFileName(webhook)}.png`) });
  if (stops.length === 0) stops.push(fail(webhook, '', new Error('It subscribes to no event.')));
  return stops;
}

/**
 * @param {Page} page
 * @param {string} webhook
 * @param {string} event
 * @returns {Promise<Stop>}
 */
async function sendEvent(page, webhook, event) {
  try {
    await chooseEvent(page, event);
    const pair = await waitForPair(page, () => sendButton(page).click());
    // Asked only now: by the time that something has arrived, the preview is that of this event.
    const signed = await isSigned(page);
    return {
      webhook,
      event,
      status: pair.status,
      verdict: pair.verdict,
      bytes: pair.bytes,
      time: pair.time,
      failure: findFault(pair, signed),
    };
  } catch (error) {
    return fail(webhook, event, error);
  }
}

/**
 * Whether the preview shows a signature, so that one which was lost on the way is noticed.
 * @param {Page} page
 */
async function isSigned(page) {
  const words = page.getByRole('region', { name: 'Preview' }).getByText(/^(not signed|signature )/);
  return (await words.innerText()) !== 'not signed';
}

/**
 * @param {string} webhook
 * @param {string} event
 * @param {unknown} error
 * @returns {Stop}
 */
function fail(webhook, event, error) {
  const words = error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error);
  return { webhook, event, status: '', verdict: '', bytes: '', time: '', failure: words };
}

/** @param {string} text */
function toFileName(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
