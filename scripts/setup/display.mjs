import { spawn } from 'node:child_process';
import { once } from 'node:events';

const SCREEN = '1600x1000x24';

/** @returns {boolean} */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual screen on a free display number and puts it into this process's environment. It ends with this process.
 * @returns {Promise<void>}
 */
export async function startVirtualDisplay() {
  // -displayfd: the server picks a free number itself and says it when it is ready, so that two runs never meet.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const failed = once(server, 'exit').then(() => {
    throw new Error('Xvfb did not start.');
  });
  const answer = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  const [number] = await Promise.race([
    once(answer, 'data'),
    once(server, 'error').then(([e]) => Promise.reject(e)),
    failed,
  ]);
  failed.catch(() => {});
  answer.destroy();
  process.env.DISPLAY = `:${String(number).trim()}`;
  // Electron would rather talk to a Wayland session it finds by itself.
  delete process.env.WAYLAND_DISPLAY;
  server.unref();
  process.once('exit', () => server.kill());
  console.error(`No display found: using a virtual one (Xvfb ${process.env.DISPLAY}, ${SCREEN}).`);
}
