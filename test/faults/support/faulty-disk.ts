import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeTemporaryDirectory } from '../../engine/support/temporary-directory.ts';

const library = resolve(import.meta.dirname, '../../../.cache/test-programs/faulty-disk.so');

/** Compiles what stands between a program and the system. Call it once before all tests of a file. */
export function buildFaultyDisk(): void {
  mkdirSync(resolve(library, '..'), { recursive: true });
  const source = join(import.meta.dirname, '../fixtures/faulty-disk.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', `${library}.${process.pid}`, source, '-ldl']);
  renameSync(`${library}.${process.pid}`, library);
}

/** A switch in the hand of a test: the program that runs with `env` obeys the orders that `fixtures/faulty-disk.c` explains. */
export interface FaultSwitch {
  env: NodeJS.ProcessEnv;
  order(words: string): void;
  /** The fault is over. */
  end(): void;
}

export function createFaultSwitch(): FaultSwitch {
  const path = join(makeTemporaryDirectory(), 'fault');
  return {
    env: { ...process.env, LD_PRELOAD: library, FAULTY_DISK: path },
    order(words) {
      // Under another name first: the program may look at any moment.
      writeFileSync(`${path}.new`, words);
      renameSync(`${path}.new`, path);
    },
    end: () => rmSync(path, { force: true }),
  };
}
