import { ensureSqliteBinding } from './sqlite-binding.mjs';
import { ensureCurl, ensurePythonReceivers } from './system-libraries.mjs';

/**
 * Vitest's global set-up. Here and not only in `npm test`, so that a single file run from an editor finds a binding that loads.
 * @returns {Promise<void>}
 */
export default async function prepareTests() {
  // The binding depends on the oldest of Node and Electron. Tests of the engine run in Node alone.
  await ensureSqliteBinding({ electronNapi: null });
  await ensurePythonReceivers();
  await ensureCurl();
}
