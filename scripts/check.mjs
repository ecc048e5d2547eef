import { projectRoot } from './setup/cache.mjs';
import { capture, npmCommand, npmOptions } from './setup/run.mjs';

// All of them even after a failure: one run should tell everything that is wrong.
const steps = ['format:check', 'lint', 'typecheck', 'boundaries', 'lengths', 'unit'].filter(
  (name) => name !== 'unit' || !process.argv.includes('--no-unit'),
);

let failed = 0;
for (const name of steps) {
  const started = performance.now();
  const { code, output } = await capture(npmCommand, ['run', '--silent', name], { ...npmOptions, cwd: projectRoot });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (code === 0) continue;
  failed += 1;
  console.log(output.trimEnd());
}
process.exitCode = failed > 0 ? 1 : 0;
