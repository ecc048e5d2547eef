import { execFileSync, fork } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createSignedWebhook, openKeptEngine, sendMany, withDirectory } from '../support/engine.mjs';
import { writePeerFiles } from '../support/peer-files.mjs';
import { moreIsBetter } from '../support/row.mjs';
import { measureInTurn } from '../support/statistics.mjs';
import { versionOf } from '../support/versions.mjs';

const bench = resolve(import.meta.dirname, '..');
const PARALLEL = 50;

/** Programs that take longer than this for 1,000 are not asked for 10,000. */
const QUICK_PEERS = new Set(['undici', 'curl --parallel']);

/**
 * Stored deliveries are sent again, signed anew and kept: programs timed from exec to exit, against the tools that people use
 * instead and against the limit.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const target = await openTarget();
  try {
    const thousand = await compare(target, 1_000, runs, () => true);
    if (runs === 1) return thousand;
    return [...thousand, ...(await compare(target, 10_000, runs, (peer) => QUICK_PEERS.has(peer)))];
  } finally {
    target.close();
  }
}

/**
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} version
 * @property {number} target ours is so many times as fast
 * @property {(directory: string) => void} run
 */

/** @type {Peer[]} */
const peers = [
  {
    name: 'newman',
    version: versionOf('newman'),
    target: 18,
    run: (directory) => runTool('newman', ['run', 'newman.json', '-d', 'data.json', '--silent'], directory),
  },
  {
    name: 'Bruno CLI',
    version: versionOf('@usebruno/cli'),
    target: 18,
    run: (directory) =>
      runTool('bru', ['run', 'replay.bru', '--json-file-path', '../data.json'], join(directory, 'bruno')),
  },
  {
    name: 'Step CI',
    version: versionOf('stepci'),
    target: 6,
    run: (directory) => runTool('stepci', ['run', 'stepci.json'], directory),
  },
  {
    name: 'httpYac',
    version: versionOf('httpyac'),
    target: 18,
    run: (directory) => runTool('httpyac', ['send', 'replay.http', '--all', '--silent', '-o', 'none'], directory),
  },
  {
    name: 'curl per request',
    version: curlVersion(),
    target: 6,
    run: (directory) => run('sh', ['each.sh'], directory),
  },
  {
    name: 'curl --parallel',
    version: curlVersion(),
    target: 0.1,
    run: (directory) => run('curl', ['-s', '--parallel', '--parallel-max', '50', '-K', 'parallel.txt'], directory),
  },
  {
    name: 'undici',
    version: versionOf('undici'),
    target: 0.2,
    run: (directory) => run(process.execPath, [join(bench, 'programs/undici.mjs'), 'undici.json'], directory),
  },
];

/**
 * @param {Target} target
 * @param {number} count
 * @param {number} runs
 * @param {(peer: string) => boolean} takesPart
 */
function compare(target, count, runs, takesPart) {
  return withDirectory(async (directory) => {
    const stored = join(directory, 'stored');
    const files = join(directory, 'files');
    mkdirSync(files);
    await target.answerWith(500);
    const event = await storeFailures(stored, target.url, count);
    await target.answerWith(200);
    const headers = { 'content-type': 'application/json', 'x-signature': `sha256=${'0'.repeat(64)}` };
    const bodies = Array.from({ length: count }, (_, index) => event.dataText.replace('{', `{"n":${index},`));
    writePeerFiles(files, { url: target.url, headers, bodies });
    /** @param {() => void} work */
    const time = async (work) => {
      await target.answerWith(200);
      const start = performance.now();
      work();
      const milliseconds = performance.now() - start;
      const arrived = await target.answerWith(200);
      if (arrived !== count) throw new Error(`${arrived} of ${count} requests arrived.`);
      return milliseconds;
    };
    /** @type {Record<string, () => Promise<number>>} */
    const sides = {
      ours: () => {
        const copy = join(directory, 'copy');
        rmSync(copy, { recursive: true, force: true });
        cpSync(stored, copy, { recursive: true, preserveTimestamps: true });
        return time(() =>
          run(process.execPath, [join(bench, 'programs/replay.mjs'), copy, String(PARALLEL)], directory),
        );
      },
    };
    const taking = peers.filter(({ name }) => takesPart(name));
    for (const peer of taking) sides[peer.name] = () => time(() => peer.run(files));
    const times = await measureInTurn(runs, sides);
    const rateOf = (/** @type {string} */ side) => (count * 1000) / (times[side] ?? Number.NaN);
    return taking.map(({ name, version, target: goal }) =>
      moreIsBetter({
        name: `replay-${count}`,
        ours: rateOf('ours'),
        other: rateOf(name),
        otherName: `${name} ${version}`,
        unit: '1/s',
        runs,
        target: goal,
      }),
    );
  });
}

/**
 * @param {string} directory
 * @param {string} url
 * @param {number} count
 */
async function storeFailures(directory, url, count) {
  const engine = await openKeptEngine(directory, PARALLEL);
  const event = await createSignedWebhook(engine, () => url);
  await sendMany(engine, event, count, PARALLEL, 'test');
  await engine.close();
  return event;
}

/** @typedef {Awaited<ReturnType<typeof openTarget>>} Target */

async function openTarget() {
  const child = fork(join(bench, 'programs/target.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const hear = () =>
    new Promise((/** @type {(message: { port: number, count: number }) => void} */ told) =>
      child.once('message', told),
    );
  const { port } = await hear();
  return {
    url: `http://127.0.0.1:${port}/hook`,
    /** @param {number} status @returns {Promise<number>} requests since it was last told */
    async answerWith(status) {
      child.send({ status });
      return (await hear()).count;
    },
    close: () => child.disconnect(),
  };
}

/**
 * @param {string} name of its command
 * @param {string[]} words
 * @param {string} directory
 */
function runTool(name, words, directory) {
  run(join(bench, 'node_modules/.bin', name), words, directory);
}

/**
 * @param {string} command
 * @param {string[]} words
 * @param {string} cwd
 */
function run(command, words, cwd) {
  const env = { ...process.env, STEPCI_DISABLE_ANALYTICS: '1', NODE_OPTIONS: '' };
  execFileSync(command, words, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

function curlVersion() {
  return /^curl (\S+)/.exec(execFileSync('curl', ['--version'], { encoding: 'utf8' }))?.[1] ?? '';
}
