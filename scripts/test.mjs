import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildIfChanged } from './setup/build.mjs';
import { projectRoot } from './setup/cache.mjs';
import { hasDisplay, startVirtualDisplay } from './setup/display.mjs';
import { exitWith } from './setup/launch.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { run } from './setup/run.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */
/** @typedef {{ file: string, suites?: Suite[], specs?: { ok: boolean, title: string }[] }} Suite */

const results = join(projectRoot, '.cache', 'results');
const words = process.argv.slice(2);
const parts = ['--unit', '--faults', '--e2e'];
const wanted = parts.filter((flag) => words.includes(flag));
const patterns = words.filter((word) => !parts.includes(word));
/** @param {string} part */
const isWanted = (part) => wanted.length === 0 || wanted.includes(part);
/** What failed, told again at the end: the reports of the runners may be thousands of lines above. @type {string[]} */
const failures = [];

await exitWith(async () => {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  /** @type {Count[]} */
  const counts = [];
  if (isWanted('--unit')) counts.push(await runVitest('unit', 'test/vitest.config.ts'));
  // Beside the fault tests, which wait for most of their time.
  const preparing = isWanted('--e2e') ? prepareEndToEndTests() : null;
  // Where it fails, that is thrown below.
  preparing?.catch(() => {});
  if (isWanted('--faults')) counts.push(await runFaultTests());
  if (preparing !== null) {
    await preparing;
    counts.push(await runEndToEndTests());
  }

  const passed = sum(counts, 'passed');
  const failed = sum(counts, 'failed');
  const skipped = sum(counts, 'skipped');
  if (passed + failed === 0) console.log('No test ran.');
  for (const failure of failures) console.log(`FAILED ${failure}`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed > 0 || passed === 0 ? 1 : 0;
});

/** @returns {Promise<Count>} */
async function runFaultTests() {
  if (process.platform === 'linux') return runVitest('faults', 'test/faults/vitest.config.ts');
  console.log('The fault tests were left out: they need Linux.');
  return { passed: 0, failed: 0, skipped: 0 };
}

/**
 * @param {string} name of the report
 * @param {string} config
 * @returns {Promise<Count>}
 */
async function runVitest(name, config) {
  const report = join(results, `${name}.json`);
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const flags = ['--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(process.execPath, [vitest, 'run', ...flags, ...patterns], { cwd: projectRoot });
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };

  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = readJson(report);
  failures.push(...testResults.flatMap(tellUnitFailures));
  return atLeastOneFailure(code, {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
  });
}

/** @returns {Promise<void>} */
async function prepareEndToEndTests() {
  const screenIsVirtual = !hasDisplay();
  await prepareElectron();
  // A second one, so that two windows can be tested side by side. On somebody's own screen there is one at a time.
  if (screenIsVirtual) process.env.HOOKWRIGHT_TEST_SCREENS = `${process.env.DISPLAY} ${await startVirtualDisplay()}`;
  await buildIfChanged();
}

/** @returns {Promise<Count>} */
async function runEndToEndTests() {
  const report = join(results, 'e2e.json');
  const playwright = join(projectRoot, 'node_modules', '@playwright', 'test', 'cli.js');
  const code = await run(
    process.execPath,
    [playwright, 'test', '--config', 'test/e2e/playwright.config.ts', ...patterns],
    {
      cwd: projectRoot,
    },
  );
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };

  const { stats, suites, errors } = readJson(report);
  failures.push(...suites.flatMap(tellEndToEndFailures), ...errors.map((/** @type {Error} */ error) => error.message));
  const count = { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
  return atLeastOneFailure(code, count);
}

/**
 * A file that does not load, or a runner that found nothing, fails the run without any test that failed.
 * @param {number} code
 * @param {Count} count
 * @returns {Count}
 */
function atLeastOneFailure(code, count) {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/**
 * @param {Count[]} counts
 * @param {keyof Count} key
 * @returns {number}
 */
function sum(counts, key) {
  return counts.reduce((total, count) => total + count[key], 0);
}

/**
 * The failed tests of a file in vitest's report, or why the file did not load.
 * @param {{ name: string, status: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }} file
 * @returns {string[]}
 */
function tellUnitFailures({ name, status, message, assertionResults }) {
  const place = relative(projectRoot, name);
  const failed = assertionResults.filter((each) => each.status === 'failed');
  if (failed.length === 0) return status === 'failed' ? [`${place}: ${message}`] : [];
  const ownLines = (/** @type {string} */ text) => text.split('\n').filter((line) => !line.includes('node_modules'));
  return failed.map((each) => [`${place} > ${each.fullName}`, ...each.failureMessages.flatMap(ownLines)].join('\n'));
}

/**
 * The failed tests of a suite in Playwright's report. Its errors stand in the report above, so the name is enough.
 * @param {Suite} suite
 * @returns {string[]}
 */
function tellEndToEndFailures({ file, suites = [], specs = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ title }) => `test/e2e/${file} > ${title}`);
  return [...own, ...suites.flatMap(tellEndToEndFailures)];
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
