import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '../errors.ts';
import { toStoreError } from './faults.ts';
import { inspectContents } from './inspect.ts';
import type { InspectTask } from './inspect-aside.ts';

const { files, newestVersion } = workerData as InspectTask;
try {
  inspectContents(files, newestVersion);
  parentPort?.postMessage(null);
} catch (error) {
  parentPort?.postMessage(toErrorData(toStoreError(error, files.database)));
}
