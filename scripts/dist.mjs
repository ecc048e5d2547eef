import { join } from 'node:path';
import { buildIfChanged } from './setup/build.mjs';
import { projectRoot } from './setup/cache.mjs';
import { findElectron } from './setup/electron-runtime.mjs';
import { exitWith } from './setup/launch.mjs';
import { run } from './setup/run.mjs';

await exitWith(async () => {
  const runtime = await findElectron();
  await buildIfChanged();
  const flags = [`-c.electronDist=${runtime.directory}`, `-c.electronVersion=${runtime.version}`];
  if (runtime.standIn) {
    console.error(
      `A trial package on Electron ${runtime.version}: never publish it. Releases are packed on the declared Electron.`,
    );
    flags.push('-c.directories.output=dist/trial');
  }
  const words = process.argv.slice(2);
  const builder = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
  const target = words.length > 0 ? words : ['--dir'];
  return run(process.execPath, [builder, ...target, '--publish', 'never', ...flags], { cwd: projectRoot });
});
