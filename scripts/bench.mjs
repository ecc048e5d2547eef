import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from './setup/build.mjs';
import { projectRoot } from './setup/cache.mjs';
import { exitWith } from './setup/launch.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { capture, npmCommand, npmOptions, run } from './setup/run.mjs';

const bench = join(projectRoot, 'test', 'bench');

await exitWith(async () => {
  await installPeers();
  await prepareElectron();
  await buildIfChanged();
  return run(process.execPath, [join(bench, 'run.mjs'), ...process.argv.slice(2)], { cwd: projectRoot });
});

/**
 * The tools that we compare with are a package of their own, so that the app's install stays small. None of them needs a script of
 * its own to be installed.
 * @returns {Promise<void>} rejects with npm's reason where they cannot be installed
 */
async function installPeers() {
  const installed = statSync(join(bench, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
  if (installed && installed.mtimeMs > statSync(join(bench, 'package-lock.json')).mtimeMs) return;
  console.error('Installing what the benchmarks compare with (once) …');
  // The level is named, because `npm run -s` would hand on that nothing is to be said.
  const words = ['ci', '--prefix', bench, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, output } = await capture(npmCommand, words, { ...npmOptions, cwd: bench });
  if (code === 0) return;
  throw new Error(`npm ${words.join(' ')} failed, so nothing was measured:\n${findReason(output)}`);
}

/**
 * npm puts its reason before some pages of help.
 * @param {string} output
 * @returns {string}
 */
function findReason(output) {
  const errors = output.split('\n').filter((line) => line.startsWith('npm error '));
  const help = errors.findIndex((line) => line.startsWith('npm error Clean install a project'));
  return (help < 0 ? errors : errors.slice(0, help)).join('\n') || output.trimEnd();
}
