import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProviderFile } from '../../../src-main/engine/providers/own/provider-file.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';

export const signalYardFile = join(import.meta.dirname, 'fixtures', 'own', 'signal-yard.json');

/** A provider file that uses everything there is. */
export const signalYardText = readFileSync(signalYardFile, 'utf8');

export function readSignalYard(): Provider {
  const reading = readProviderFile(signalYardText);
  if (!reading.ok) throw new Error(reading.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return reading.provider;
}
