import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

const SCREEN = '1600x1000x24';
const MOST_TRIES = 5;

/** @returns {boolean} */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Starts a virtual screen and puts it into this process's environment. It ends with this process.
 * @returns {Promise<string>} its name, as in DISPLAY
 */
export async function startVirtualDisplay() {
  for (let tries = 1; ; tries++) {
    // A number at random: the server's own choice is the lowest free one, whose socket another server that is just ending may still remove.
    const display = `:${100 + Math.floor(Math.random() * 900)}`;
    if (await startServer(display)) {
      process.env.DISPLAY = display;
      // Electron would rather talk to a Wayland session it finds by itself.
      delete process.env.WAYLAND_DISPLAY;
      console.error(`No display found: using a virtual one (Xvfb ${display}, ${SCREEN}).`);
      return display;
    }
    if (tries === MOST_TRIES)
      throw new Error(`Xvfb did not start, tried ${MOST_TRIES} times. Run "Xvfb ${display}" to see why.`);
  }
}

/**
 * @param {string} display
 * @returns {Promise<boolean>} false where the number is taken or the server ended
 */
async function startServer(display) {
  // -displayfd: the server says when it is ready.
  const server = spawn('Xvfb', [display, '-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const answer = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  const ready = await Promise.race([
    // To the end: a server that cannot write its line feed any more gives up.
    text(answer).then((number) => number.trim() !== ''),
    once(server, 'exit').then(() => false),
    once(server, 'error').then(([error]) => Promise.reject(error)),
  ]);
  if (!ready) return false;
  server.on('error', () => {});
  server.unref();
  process.once('exit', () => server.kill());
  return true;
}
