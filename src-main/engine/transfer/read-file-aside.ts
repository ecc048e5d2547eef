import { Worker } from 'node:worker_threads';
import { exportFile, type FileReading, readTransferFile } from './read-file.ts';

/** Below this a file is read before a thread has started, in characters. */
const SMALL = 64 * 1024;

/** Does `readTransferFile` on a thread of its own, where the file is large: everything else goes on meanwhile. */
export function readTransferFileAside(text: string): Promise<FileReading> {
  // One that is too large is refused by its length.
  if (text.length < SMALL || text.length > exportFile.maximumBytes) return Promise.resolve(readTransferFile(text));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-file.worker.ts', import.meta.url), { workerData: text });
    worker.once('message', (reading: FileReading) => resolve(reading));
    worker.once('error', reject);
  });
}
