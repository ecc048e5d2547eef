import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryDirectory } from '../../engine/support/temporary-directory.ts';

/** The wall clock of a program that runs with `env`, in the hand of a test. Its monotonic clock goes on as it should. */
export interface ClockSwitch {
  env: NodeJS.ProcessEnv;
  /** Puts the clock so many seconds beside the real one. */
  put(seconds: number): void;
}

export function createClockSwitch(): ClockSwitch {
  const file = join(makeTemporaryDirectory(), 'clock');
  const put = (seconds: number): void => {
    writeFileSync(`${file}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${file}.new`, file);
  };
  put(0);
  return {
    put,
    env: {
      ...process.env,
      LD_PRELOAD: findLibrary(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
      NO_FAKE_STAT: '1',
    },
  };
}

/** Debian keeps it in a folder that is named by the machine's architecture. */
function findLibrary(): string {
  for (const name of readdirSync('/usr/lib')) {
    const directory = join('/usr/lib', name, 'faketime');
    if (name.endsWith('-linux-gnu')) {
      const found = readdirSync(directory).find((file) => file.startsWith('libfaketimeMT.so'));
      if (found !== undefined) return join(directory, found);
    }
  }
  throw new Error('libfaketime is not there. Install the package faketime.');
}
