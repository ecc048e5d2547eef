import { statSync } from 'node:fs';
import type { Clock } from '../clock.ts';
import type { EngineError } from '../errors.ts';
import { createStoreError } from './faults.ts';

/** What tells a file from every other one on this machine, whatever its name. */
export interface FileIdentity {
  device: bigint;
  number: bigint;
}

/** How long a look at the file counts, in ms. */
const LOOK_EVERY_MS = 1000;

/** @returns null where nothing has that name. @throws what the file system says otherwise */
export function identifyFile(path: string): FileIdentity | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : { device: found.dev, number: found.ino };
}

/** Whether the file under a path is the one that is open: it may be deleted, moved or replaced while its bytes stay. */
export interface FileWatch {
  readonly identity: FileIdentity | null;
  /** Looks at once. @returns EngineError `database-missing` where another file has the name, or none */
  look(): EngineError | null;
  /** The same, but a look that found the file counts for a second. */
  lookSometimes(): EngineError | null;
}

/** @param path of the database, which is open. */
export function createFileWatch(path: string, clock: Pick<Clock, 'monotonic'>): FileWatch {
  const identity = identifyFile(path);
  let seenAt = clock.monotonic();

  function isSame(): boolean {
    try {
      const now = identifyFile(path);
      return now?.device === identity?.device && now?.number === identity?.number;
    } catch {
      // A folder that may not be entered any more, or a network that is away: what is written there reaches nobody.
      return false;
    }
  }

  function look(): EngineError | null {
    if (!isSame()) {
      seenAt = Number.NEGATIVE_INFINITY;
      return createStoreError('database-missing', path);
    }
    seenAt = clock.monotonic();
    return null;
  }

  return {
    identity,
    look,
    lookSometimes: () => (clock.monotonic() - seenAt < LOOK_EVERY_MS ? null : look()),
  };
}
