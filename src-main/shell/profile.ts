import { resolve } from 'node:path';
import { app } from 'electron';
import { readCommandLine } from './command-line.ts';

export interface Profile {
  readonly directory: string;
  readonly capturePort: number | null;
}

/**
 * Settles which folder the app lives in. Before anything asks Electron for a path, and before the single-instance lock, which is
 * one per profile. Throws an Error with a sentence for the terminal.
 */
export function chooseProfile(): Profile {
  const { profile, capturePort } = readCommandLine((name) => app.commandLine.getSwitchValue(name));
  if (profile !== null) app.setPath('userData', resolve(profile));
  return { directory: app.getPath('userData'), capturePort };
}
