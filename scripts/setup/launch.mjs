import { buildIfChanged } from './build.mjs';
import { projectRoot } from './cache.mjs';
import { prepareElectron, sandboxFlags } from './prepare.mjs';
import { run } from './run.mjs';

/**
 * Prepares, builds and runs the app until it ends.
 * @param {readonly string[]} words handed to the app
 * @returns {Promise<number>} the app's exit code
 */
export async function launch(words) {
  const { path } = await prepareElectron();
  await buildIfChanged();
  return run(path, [...sandboxFlags(), '.', ...words], { cwd: projectRoot });
}

/**
 * Says in one piece what went wrong: for a person, a message that names the next step is worth more than a stack.
 * @param {() => Promise<number>} main
 * @returns {Promise<never>}
 */
export async function exitWith(main) {
  try {
    process.exit(await main());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
