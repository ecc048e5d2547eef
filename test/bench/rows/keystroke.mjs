import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pastePayload, previewBody } from '../../../scripts/drive/editor.mjs';
import { findFreePort, openApp } from '../../../scripts/drive/open-app.mjs';
import { protectSecrets } from '../../../scripts/drive/vault.mjs';
import { buildIfChanged } from '../../../scripts/setup/build.mjs';
import { prepareElectron } from '../../../scripts/setup/prepare.mjs';
import { postMany } from '../support/bare.mjs';
import { lessIsBetter } from '../support/row.mjs';
import { median } from '../support/statistics.mjs';

/** @typedef {import('@playwright/test').ElectronApplication} ElectronApplication */
/** @typedef {import('@playwright/test').Page} Page */

const KEYSTROKES = 200;
const FRAME_MILLISECONDS = 16;

const SMALL = '{"note": "", "mail": "{{account.email}}", "uuid": "{{account.uuid}}", "link": "{{panel.link}}"}';
const LINE = '  "field": "{{account.email}} signed up as {{account.uuid}}, see {{panel.link}} for the rest of it",\n';
const LONG = `{\n  "note": "",\n${LINE.repeat(Math.floor(20_000 / LINE.length))}  "end": true\n}`;

/**
 * From a key to the changed line of the preview, in the real window: keydown as the browser stamps it, to the change of the
 * page. The line shows what the engine composed, so parsing, rendering, signing and both crossings of the boundary are in it.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const runtime = await prepareElectron();
  return withTypingApp(process.env, async ({ app, page }) => {
    const rows = [];
    for (const { name, template } of [
      { name: 'keystroke-small', template: SMALL },
      { name: 'keystroke', template: LONG },
    ]) {
      const measured = await typeInto(app, page, template, runs);
      for (const [suffix, share] of /** @type {const} */ ([
        ['', 0.95],
        ['-p50', 0.5],
      ])) {
        rows.push(
          lessIsBetter({
            name: `${name}${suffix}`,
            ours: median(measured.map((times) => percentile(times, share))),
            other: FRAME_MILLISECONDS,
            otherName: `one frame, Electron ${runtime.version}, ${template.length} characters`,
            unit: 'ms',
            runs,
            atMost: 1,
          }),
        );
      }
    }
    return rows;
  });
}

/**
 * The same while requests are captured over 50 connections, a few hundred a second.
 * @param {{ runs: number, env: NodeJS.ProcessEnv }} options `env` of the app
 * @returns {Promise<number>} p95 in milliseconds
 */
export async function measureTypingUnderLoad({ runs, env }) {
  await prepareElectron();
  return withTypingApp(env, async ({ app, page, capturePort }) => {
    const load = startCaptures(`http://127.0.0.1:${capturePort}`);
    const measured = await typeInto(app, page, LONG, runs);
    await load.stop();
    return median(measured.map((times) => percentile(times, 0.95)));
  });
}

/** @param {string} origin @returns {{ stop(): Promise<void> }} */
function startCaptures(origin) {
  let isOn = true;
  const request = { path: '/load', headers: ['content-type', 'application/json'], body: Buffer.alloc(1024, 'a') };
  const connections = Array.from({ length: 50 }, async (_, index) => {
    await setTimeout(index * 4);
    while (isOn) await Promise.all([postMany(origin, request, 1, 1), setTimeout(200)]);
  });
  return {
    async stop() {
      isOn = false;
      await Promise.all(connections);
    },
  };
}

/**
 * @template Result
 * @param {NodeJS.ProcessEnv} env
 * @param {(open: { app: ElectronApplication, page: Page, capturePort: number }) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function withTypingApp(env, work) {
  await buildIfChanged();
  const profile = mkdtempSync(join(tmpdir(), 'hookwright-keystroke-'));
  const capturePort = await findFreePort();
  const { app, page, close } = await openApp({ profile, capturePort, size: { width: 1280, height: 800 }, env });
  try {
    await protectSecrets(page, 'a passphrase for a benchmark');
    return await work({ app, page, capturePort });
  } finally {
    await close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/**
 * @param {ElectronApplication} app
 * @param {Page} page
 * @param {string} template
 * @param {number} runs
 * @returns {Promise<number[][]>} milliseconds of each keystroke of each run
 */
async function typeInto(app, page, template, runs) {
  await pastePayload(app, page, template);
  await putCursorIntoNote(page, template);
  await typeAndTime(page, 20); // what runs for the first time is compiled and cached
  const measured = [];
  for (let run = 0; run < runs; run++) measured.push(await typeAndTime(page, KEYSTROKES));
  return measured;
}

/**
 * @param {Page} page
 * @param {string} template
 */
async function putCursorIntoNote(page, template) {
  await previewBody(page).getByText('"note"').waitFor();
  await page.keyboard.press('ControlOrMeta+Home');
  const [before] = template.split('""');
  const lines = (before ?? '').split('\n');
  for (let line = 1; line < lines.length; line++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  // Home goes to the first letter of a line, not to its indentation.
  for (let at = (lines.at(-1) ?? '').trimStart().length + 1; at > 0; at--) await page.keyboard.press('ArrowRight');
}

/**
 * Types letters, each after the one before it is on the screen.
 * @param {Page} page
 * @param {number} count
 * @returns {Promise<number[]>} milliseconds of each
 */
async function typeAndTime(page, count) {
  await previewBody(page).evaluate((body, limit) => {
    const timing = { times: /** @type {number[]} */ ([]), pressedAt: 0 };
    Object.assign(window, { timing });
    const press = (/** @type {KeyboardEvent} */ event) => {
      timing.pressedAt = event.timeStamp;
    };
    addEventListener('keydown', press, { capture: true });
    const watcher = new MutationObserver(() => {
      if (timing.pressedAt === 0) return;
      timing.times.push(performance.now() - timing.pressedAt);
      timing.pressedAt = 0;
      if (timing.times.length < limit) return;
      watcher.disconnect();
      removeEventListener('keydown', press, { capture: true });
    });
    watcher.observe(body, { subtree: true, childList: true, characterData: true, attributes: true });
  }, count);
  for (let typed = 0; typed < count; typed++) {
    // A new line of words now and then would do other work than a letter; letters alone stay in the same place.
    await page.keyboard.press('abcdefghij'.charAt(typed % 10));
    await page.waitForFunction(
      (wanted) =>
        /** @type {{ timing: { times: number[] } }} */ (/** @type {unknown} */ (window)).timing.times.length > wanted,
      typed,
    );
  }
  return page.evaluate(
    () => /** @type {{ timing: { times: number[] } }} */ (/** @type {unknown} */ (window)).timing.times,
  );
}

/**
 * @param {readonly number[]} values
 * @param {number} share
 * @returns {number}
 */
function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
