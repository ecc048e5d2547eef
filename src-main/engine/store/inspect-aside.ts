import { Worker } from 'node:worker_threads';
import type { ErrorData } from '../../../src-preload/contract/errors.ts';
import { EngineError } from '../errors.ts';
import type { StoreFiles } from './files.ts';
import { inspectContents } from './inspect.ts';

export interface InspectTask {
  files: StoreFiles;
  newestVersion: number;
}

/**
 * Does `inspectContents` on a thread of its own: reading a large database takes seconds, and the window is open already.
 * @throws EngineError as `inspectContents`, that of SQLite among them
 */
export function inspectAside(files: StoreFiles, newestVersion: number): Promise<void> {
  const workerData: InspectTask = { files, newestVersion };
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./inspect.worker.ts', import.meta.url), { workerData });
    worker.once('message', (problem: ErrorData | null) => {
      if (problem === null) resolve();
      else reject(new EngineError(problem.code, problem.message, problem.detail));
    });
    // Where no thread can be had it is done here: a damaged database must not be opened unseen.
    worker.once('error', () => {
      try {
        resolve(inspectContents(files, newestVersion));
      } catch (error) {
        reject(error);
      }
    });
  });
}
