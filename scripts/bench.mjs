import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfChanged } from './setup/build.mjs';
import { projectRoot } from './setup/cache.mjs';
import { exitWith } from './setup/launch.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { capture, npmCommand, npmOptions, run } from './setup/run.mjs';

const bench = join(projectRoot, 'test', 'bench');

await exitWith(async () => {
  // The tools that we compare with are a package of their own, so that the app's install stays small.
  if (!existsSync(join(bench, 'node_modules', '.package-lock.json'))) {
    console.error('Installing what the benchmarks compare with (once) …');
    const { code, output } = await capture(npmCommand, ['ci', '--prefix', bench], { ...npmOptions, cwd: bench });
    if (code !== 0) throw new Error(output.slice(-2000));
  }
  await prepareElectron();
  await buildIfChanged();
  return run(process.execPath, [join(bench, 'run.mjs'), ...process.argv.slice(2)], { cwd: projectRoot });
});
