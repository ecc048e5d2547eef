import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findFreePort, openApp } from './drive/open-app.mjs';
import { protectSecrets } from './drive/vault.mjs';
import { listWebhooks } from './drive/webhooks.mjs';
import { buildIfChanged } from './setup/build.mjs';
import { projectRoot } from './setup/cache.mjs';
import { exitWith } from './setup/launch.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { sendEvents } from './tour/send-events.mjs';
import { formatTable } from './tour/table.mjs';

const SIZE = { width: 1280, height: 800 };

/**
 * Does with the sample workspace what a person would: each event of each webhook is sent, captured and verified in the app's
 * window, on the machine's screen or a virtual one. Prints what the window says.
 * @param {readonly string[]} words the folder for the pictures, where it is not to be the usual one
 * @returns {Promise<number>} exit code: 0 where something was sent and all of it passed
 */
export async function runTour(words) {
  const { version, standIn } = await prepareElectron();
  await buildIfChanged();
  const folder = resolve(projectRoot, words.find((word) => !word.startsWith('-')) ?? 'test-results/tour');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  console.log(`The tour runs in Electron ${version}${standIn ? ', the stand-in' : ''}.\n`);

  const stops = await tourSampleWorkspace(folder);
  const head = ['webhook', 'event', 'status', 'verdict', 'bytes', 'time'];
  const lines = stops.map(({ webhook, event, status, verdict, bytes, time }) => [
    webhook,
    event,
    status,
    verdict,
    bytes,
    time,
  ]);
  console.log(formatTable(head, lines, new Set(['bytes', 'time'])));
  const failed = stops.filter(({ failure }) => failure !== null);
  for (const { webhook, event, failure } of failed)
    console.log(`\nFAILED ${webhook}, ${event || 'all events'}: ${failure}`);
  console.log(`\nScreenshots: ${relative(projectRoot, folder) || '.'}`);
  console.log(`${stops.length - failed.length} passed, ${failed.length} failed`);
  return stops.length > 0 && failed.length === 0 ? 0 : 1;
}

/**
 * @param {string} folder for the pictures
 * @returns {Promise<import('./tour/send-events.mjs').Stop[]>}
 */
async function tourSampleWorkspace(folder) {
  const profile = mkdtempSync(join(tmpdir(), 'hookwright-tour-'));
  const { page, close } = await openApp({ profile, capturePort: await findFreePort(), size: SIZE });
  try {
    await protectSecrets(page, randomBytes(24).toString('base64url'));
    const stops = [];
    for (const webhook of await listWebhooks(page)) stops.push(...(await sendEvents(page, webhook, folder)));
    return stops;
  } finally {
    await close();
    rmSync(profile, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await exitWith(() => runTour(process.argv.slice(2)));
