import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { open, prepareApps } from '../support/apps.mjs';
import { lessIsBetter } from '../support/row.mjs';
import { measureInTurn } from '../support/statistics.mjs';

const root = resolve(import.meta.dirname, '../../..');

/**
 * From starting the process to text in the editor, both driven in the same way; and the engine alone, as a plain Node program:
 * database open, first page of the log read, capture server listening.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const apps = await prepareApps();
  const directory = mkdtempSync(join(tmpdir(), 'hookwright-engine-'));
  try {
    const time = async (/** @type {import('../support/apps.mjs').MeasuredApp} */ app) => {
      const { milliseconds, close } = await open(app);
      await close();
      return milliseconds;
    };
    const window = await measureInTurn(runs, { ours: () => time(apps.ours), hello: () => time(apps.hello) });
    const script = engineScript(directory);
    runNode(script); // the first one makes the workspace
    const engine = await measureInTurn(runs * 3, { ours: () => runNode(script), bare: () => runNode('0') });
    return [
      lessIsBetter({
        name: 'start',
        ours: window.ours,
        other: window.hello,
        otherName: `hello-world with Monaco on Electron ${apps.electron}`,
        unit: 'ms',
        runs,
        atMost: 1.5,
      }),
      lessIsBetter({
        name: 'start-engine',
        ours: engine.ours,
        other: engine.bare,
        otherName: `node -e 0, Node ${process.versions.node}`,
        unit: 'ms',
        runs: runs * 3,
        atMost: 1.4,
      }),
    ];
  } finally {
    apps.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {string} directory */
function engineScript(directory) {
  const engine = pathToFileURL(join(root, 'out/main/engine.js')).href;
  const filter = {
    text: '',
    providerId: null,
    webhookId: null,
    eventType: null,
    channel: null,
    outcome: null,
    verdict: null,
    side: null,
    from: null,
    to: null,
  };
  return `
    const { openEngine } = await import(${JSON.stringify(engine)});
    const engine = await openEngine({ directory: ${JSON.stringify(directory)}, capturePort: 0 });
    await engine.call('log.page', { filter: ${JSON.stringify(filter)}, before: null, after: null, limit: 50 });
    const { state } = await engine.call('capture.state', {});
    process.exit(state === 'listening' ? 0 : 1);
  `;
}

/** @param {string} script @returns {number} milliseconds */
function runNode(script) {
  const start = performance.now();
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  return performance.now() - start;
}
