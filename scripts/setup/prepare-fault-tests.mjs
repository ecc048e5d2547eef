import { ensureSqliteBinding } from './sqlite-binding.mjs';
import { ensureFaultTools } from './system-libraries.mjs';

/**
 * Vitest's global set-up of the fault tests: what they break things with has to be there, so that none of them is skipped.
 * @returns {Promise<void>}
 */
export default async function prepareFaultTests() {
  if (process.platform !== 'linux') throw new Error('The fault tests need Linux: strace, libfaketime and LD_PRELOAD.');
  await ensureFaultTools();
  await ensureSqliteBinding({ electronNapi: null });
}
