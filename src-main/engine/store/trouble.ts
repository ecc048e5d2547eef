import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import { type Trouble, toTrouble } from './faults.ts';

const PROBE_EVERY_MS = 1000;

/** Remembers that the disk refuses writes, and finds out by itself when it takes them again. */
export interface TroubleWatch {
  current(): Trouble | null;
  /** The error for a write that is not even tried, or null while all is well. */
  refusal(): EngineError | null;
  /** Takes note of a failed write, where the failure is the disk's and not the write's own. */
  report(error: unknown): void;
  /** A write went through. */
  clear(): void;
  listen(listener: (trouble: Trouble | null) => void): () => void;
  stop(): void;
}

/** @param probe writes something and takes it away again; throws while the disk refuses. */
export function createTroubleWatch(clock: Clock, directory: string, probe: () => void): TroubleWatch {
  const listeners = new Set<(trouble: Trouble | null) => void>();
  let trouble: Trouble | null = null;
  let cancelProbe: (() => void) | null = null;

  function change(next: Trouble | null): void {
    if (next?.code === trouble?.code) return;
    trouble = next;
    for (const listener of listeners) listener(next);
  }

  function probeLater(): void {
    cancelProbe ??= clock.setTimeout(() => {
      cancelProbe = null;
      try {
        probe();
        change(null);
      } catch (error) {
        change(toTrouble(error) ?? trouble);
        probeLater();
      }
    }, PROBE_EVERY_MS);
  }

  function stop(): void {
    cancelProbe?.();
    cancelProbe = null;
  }

  return {
    current: () => trouble,
    refusal: () => trouble && new EngineError(trouble.code, trouble.message, { subject: directory }),
    report(error) {
      const found = toTrouble(error);
      if (found === null) return;
      change(found);
      probeLater();
    },
    clear() {
      if (trouble === null) return;
      stop();
      change(null);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop,
  };
}
