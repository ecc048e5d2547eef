import { setTimeout } from 'node:timers/promises';
import { open, prepareApps } from '../support/apps.mjs';
import { openBareServer, postMany } from '../support/bare.mjs';
import { listDraftKeys, wholeLog } from '../support/engine.mjs';
import { lessIsBetter } from '../support/row.mjs';
import { median } from '../support/statistics.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {Awaited<ReturnType<typeof open>>} OpenApp */

const LIMIT_MS = 50;

/**
 * The longest that the main process of the running app is kept from turning its event loop, while 10,000 are sent, replayed and
 * captured: seen by Node's histogram and by a probe in every turn, whichever is longer.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const count = runs === 1 ? 500 : 10_000;
  const apps = await prepareApps();
  const draftKeys = await listDraftKeys();
  const failing = await openBareServer(500);
  /** @type {Record<'sending' | 'replay' | 'capture', { longest: number[], p99: number[] }>} */
  const blocks = {
    sending: { longest: [], p99: [] },
    replay: { longest: [], p99: [] },
    capture: { longest: [], p99: [] },
  };
  try {
    for (let run = 0; run < runs; run += 1) {
      const app = await open({ ...apps.ours, profile: `${apps.ours.profile}-${run}`, becomesUsable: chooseAndWait });
      const note = async (/** @type {keyof typeof blocks} */ what, /** @type {() => Promise<unknown>} */ work) => {
        const { longest, p99 } = await watchMain(app, work);
        blocks[what].longest.push(longest);
        blocks[what].p99.push(p99);
      };
      await note('sending', () => sendTests(app.page, draftKeys, `${failing.origin}/hook`, count));
      await note('replay', () => replayAll(app.page));
      const { address } = await call(app.page, 'capture.state', {});
      const request = { path: '/load', headers: ['content-type', 'application/json'], body: Buffer.alloc(1024, 'a') };
      await note('capture', () => postMany(address, request, count, 50));
      await app.close();
    }
  } finally {
    failing.close();
    apps.dispose();
  }
  return Object.entries(blocks).flatMap(([what, { longest, p99 }]) => [
    lessIsBetter({
      name: `responsive-${what}`,
      ours: median(longest),
      other: LIMIT_MS,
      otherName: `the main process blocked at most ${LIMIT_MS} ms, ${count.toLocaleString('en')} requests`,
      unit: 'ms',
      runs,
      atMost: 1,
    }),
    lessIsBetter({
      name: `responsive-${what}-p99`,
      ours: median(p99),
      other: 6,
      otherName: 'p99 of the loop at most 6 ms',
      unit: 'ms',
      runs,
      atMost: 1,
    }),
  ]);
}

/** @param {Page} page in a profile that is new */
async function chooseAndWait(page) {
  const button = page.getByRole('button', { name: 'Keep secrets for this run only' });
  const editor = page.locator('.monaco-editor .view-line').first();
  await button.or(editor).first().waitFor();
  if (await button.isVisible()) await button.click();
  await editor.waitFor();
}

/**
 * @param {OpenApp} app
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ longest: number, p99: number }>} milliseconds
 */
async function watchMain({ running }, work) {
  await running.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    const watch = { histogram, longest: 0, last: performance.now(), on: true };
    Object.assign(globalThis, { watch });
    (function probe() {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      if (watch.on) setImmediate(probe);
    })();
  });
  await work();
  return running.evaluate(() => {
    const { watch } = /** @type {any} */ (globalThis);
    watch.on = false;
    watch.histogram.disable();
    return { longest: watch.longest, p99: Math.max(0, watch.histogram.percentile(99) / 1e6 - 1) };
  });
}

/**
 * @param {Page} page
 * @param {string} name
 * @param {unknown} params
 * @returns {Promise<any>}
 */
async function call(page, name, params) {
  const answer = await page.evaluate(
    ([method, given]) => /** @type {any} */ (globalThis).hookwright.call(method, given),
    /** @type {const} */ ([name, params]),
  );
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
  return 'json' in answer ? JSON.parse(answer.json) : answer.value;
}

/**
 * Sends tests of the first webhook of the sample, from the page and as fast as they are taken; they fail.
 * @param {Page} page
 * @param {readonly string[]} draftKeys
 * @param {string} url
 * @param {number} count
 */
async function sendTests(page, draftKeys, url, count) {
  const [webhook] = await call(page, 'webhooks.list', {});
  const states = await call(page, 'providers.list', {});
  const { provider } = states.find((/** @type {any} */ state) => state.provider.id === webhook.providerId);
  const draft = Object.fromEntries(Object.entries({ ...webhook, url }).filter(([key]) => draftKeys.includes(key)));
  const { eventType, dataText } = provider.samples[0];
  const order = { draft, eventType, dataText, kind: 'test', confirmed: [] };
  await page.evaluate(
    async ([params, times]) => {
      let left = times;
      const send = async () => {
        while (left-- > 0) {
          const answer = await /** @type {any} */ (globalThis).hookwright.call('deliveries.send', params);
          if (!answer.ok) throw new Error(answer.error.message);
        }
      };
      await Promise.all(Array.from({ length: 32 }, send));
    },
    /** @type {const} */ ([order, count]),
  );
  await until(async () => (await call(page, 'queue.state', {})).waiting === 0);
}

/** @param {Page} page */
async function replayAll(page) {
  const options = {
    mode: 'resigned',
    target: { to: 'capture' },
    skipSucceeded: false,
    ratePerSecond: null,
    parallel: 32,
  };
  const asked = { filter: { ...wholeLog, outcome: 'failure' }, options };
  const { upTo, confirmations } = await call(page, 'replay.plan', asked);
  const confirmed = confirmations.map((/** @type {{ id: string }} */ { id }) => id);
  await call(page, 'replay.start', { ...asked, upTo, confirmed });
  await until(async () => (await call(page, 'replay.current', {})).state === 'done');
}

/** @param {() => Promise<boolean>} holds */
async function until(holds) {
  while (!(await holds())) await setTimeout(200);
}
