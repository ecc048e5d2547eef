import { parentPort, workerData } from 'node:worker_threads';
import { readTransferFile } from './read-file.ts';
import type { ReadPart } from './read-file-aside.ts';

/** Webhooks of one message: taking in thousands of them at once would hold up the thread that asked. */
const PART = 100;

/** Reads a workspace file: parsing and checking thousands of webhooks takes a second. Each message but the first is asked for. */
const reading = readTransferFile(String(workerData));
const webhooks = reading.ok ? reading.file.webhooks : [];
const post = (part: ReadPart): void => parentPort?.postMessage(part);
let sent = 0;
parentPort?.on('message', () => {
  const next = webhooks.slice(sent, sent + PART);
  sent += next.length;
  post({ kind: 'webhooks', webhooks: next });
  if (next.length === 0) parentPort?.close();
});
post({ kind: 'file', reading: reading.ok ? { ...reading, file: { ...reading.file, webhooks: [] } } : reading });
