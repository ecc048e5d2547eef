import { Worker } from 'node:worker_threads';
import type { FileWebhook } from './file-schema.ts';
import { exportFile, type FileReading, readTransferFile } from './read-file.ts';

/** Below this a file is read before a thread has started, in characters. */
const SMALL = 64 * 1024;

/** What the thread sends: the file without its webhooks, then those in parts, at last an empty one. */
export type ReadPart = { kind: 'file'; reading: FileReading } | { kind: 'webhooks'; webhooks: FileWebhook[] };

/**
 * Does `readTransferFile` on a thread of its own, where the file is large: everything else goes on meanwhile.
 * @throws the reason of the signal where that is aborted
 */
export function readTransferFileAside(text: string, signal: AbortSignal): Promise<FileReading> {
  // One that is too large is refused by its length.
  if (text.length < SMALL || text.length > exportFile.maximumBytes) return Promise.resolve(readTransferFile(text));
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./read-file.worker.ts', import.meta.url), { workerData: text });
    let found: FileReading | null = null;
    const cancel = (): void => {
      reject(signal.reason);
      void worker.terminate();
    };
    signal.addEventListener('abort', cancel, { once: true });
    worker.once('exit', () => signal.removeEventListener('abort', cancel));
    worker.on('message', (part: ReadPart) => {
      if (part.kind === 'file') found = part.reading;
      else if (found?.ok) found.file.webhooks.push(...part.webhooks);
      if (found !== null && (!found.ok || (part.kind === 'webhooks' && part.webhooks.length === 0))) {
        resolve(found);
        void worker.terminate();
      } else {
        worker.postMessage(null);
      }
    });
    worker.once('error', reject);
  });
}
