import { spawn } from 'node:child_process';

/**
 * Runs a command with this terminal.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 1 where a signal ended it or it could not start
 */
export function run(command, parameters, options = {}) {
  return new Promise((settle) => {
    const child = spawn(command, parameters, { stdio: 'inherit', ...options });
    const stop = forwardSignals(child);
    child.once('error', (error) => {
      stop();
      console.error(error.message);
      settle(1);
    });
    child.once('close', (code) => {
      stop();
      settle(code ?? 1);
    });
  });
}

/**
 * Runs a command quietly and shows its output only where it fails.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(command, parameters, options = {}) {
  return new Promise((settle) => {
    let output = '';
    const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = forwardSignals(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (/** @type {Buffer} */ chunk) => {
        output += chunk.toString();
      });
    }
    child.once('error', (error) => {
      stop();
      settle({ code: 1, output: `${output}${error.message}\n` });
    });
    child.once('close', (code) => {
      stop();
      settle({ code: code ?? 1, output });
    });
  });
}

/**
 * Without this, stopping a script leaves what it started running.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void}
 */
function forwardSignals(child) {
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** npm is a script on Windows, which only a shell starts. */
export const npmCommand = process.platform === 'win32' ? 'npm.cmd' : 'npm';
export const npmOptions = process.platform === 'win32' ? { shell: true } : {};
