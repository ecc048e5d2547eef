import { join } from 'node:path';
import { projectRoot } from './setup/cache.mjs';
import { exitWith } from './setup/launch.mjs';
import { prepareElectron, sandboxFlags } from './setup/prepare.mjs';
import { run } from './setup/run.mjs';

await exitWith(async () => {
  await prepareElectron();
  // electron-vite's own name for it; it passes --no-sandbox on.
  if (sandboxFlags().length > 0) process.env.NO_SANDBOX = '1';
  const command = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  return run(process.execPath, [command, 'dev', ...process.argv.slice(2)], { cwd: projectRoot });
});
