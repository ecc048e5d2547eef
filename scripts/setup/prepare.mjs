import { hasDisplay, startVirtualDisplay } from './display.mjs';
import { exportElectron, findElectron } from './electron-runtime.mjs';
import { ensureSqliteBinding } from './sqlite-binding.mjs';
import { ensureElectronLibraries } from './system-libraries.mjs';

/**
 * Everything between a fresh clone and a window: an Electron, a SQLite binding that it can load, the system's libraries and,
 * where there is no screen, a virtual one. Each step does nothing when it was done before.
 * @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>}
 */
export async function prepareElectron() {
  const runtime = await findElectron();
  exportElectron(runtime);
  await ensureSqliteBinding({ electronNapi: runtime.napi });
  const virtualDisplay = !hasDisplay();
  await ensureElectronLibraries(runtime.path, { virtualDisplay });
  if (virtualDisplay) await startVirtualDisplay();
  return runtime;
}

/**
 * Chromium does not start its sandbox for root. For everyone else it stays on.
 * @returns {string[]}
 */
export function sandboxFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
