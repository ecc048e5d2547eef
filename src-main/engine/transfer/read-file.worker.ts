import { parentPort, workerData } from 'node:worker_threads';
import { readTransferFile } from './read-file.ts';

/** Reads a workspace file: parsing and checking thousands of webhooks takes a second. */
parentPort?.postMessage(readTransferFile(String(workerData)));
