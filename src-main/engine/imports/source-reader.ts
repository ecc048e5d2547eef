import { Worker } from 'node:worker_threads';
import type { ImportFormat } from '../../../src-preload/contract/imports.ts';
import { EngineError } from '../errors.ts';
import { type ImportedRequest, UnreadableSource } from './imported-request.ts';
import type { ItemSummary, ReaderOrder, ReaderReport } from './read-task.ts';

/** The most memory that reading a source may take, in MiB: one that is made to need more ends itself and nothing else. */
const MOST_MEMORY = 1024;

/** A source on a thread of its own. Whatever it is busy with ends with `close`; what is asked of it then is `cancelled`. */
export interface SourceReader {
  append(file: string, bytes: Buffer): void;
  /** @throws UnreadableSource */
  read(format: ImportFormat | null, straighten: boolean): Promise<{ format: ImportFormat; sha256: Buffer }>;
  /** The next items, in order. @throws UnreadableSource */
  next(): Promise<{ items: ItemSummary[]; done: boolean; notes: string[] }>;
  /** Those of the items by their index; `strip`: without credentials. */
  take(chosen: readonly number[], strip: boolean): Promise<ImportedRequest[]>;
  close(): void;
}

interface Waiting {
  resolve: (report: ReaderReport) => void;
  reject: (error: unknown) => void;
}

export function openSourceReader(): SourceReader {
  const worker = new Worker(new URL('./read-source.worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  const waiting: Waiting[] = [];
  let failure: unknown = null;

  function fail(error: unknown): void {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  }

  worker.on('message', (report: ReaderReport) => {
    const first = waiting.shift();
    if (report.kind === 'unreadable') first?.reject(new UnreadableSource(report.place, report.message));
    else first?.resolve(report);
  });
  worker.on('error', (error: Error & { code?: string }) => {
    const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    fail(isMemory ? new UnreadableSource('', tooMuch) : error);
  });
  // A source that nobody decides about must not keep a process.
  worker.unref();

  async function ask<K extends ReaderReport['kind']>(order: ReaderOrder, kind: K) {
    if (failure !== null) throw failure;
    worker.ref();
    try {
      const report = await new Promise<ReaderReport>((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(order);
      });
      if (report.kind !== kind) throw new Error(`the reader answered ${report.kind} to ${order.kind}`);
      return report as ReaderReport & { kind: K };
    } finally {
      worker.unref();
    }
  }

  return {
    append(file, bytes) {
      const copy = new Uint8Array(bytes);
      worker.postMessage({ kind: 'append', file, bytes: copy } satisfies ReaderOrder, [copy.buffer]);
    },
    async read(format, straighten) {
      const { format: found, sha256 } = await ask({ kind: 'read', format, straighten }, 'reading');
      return { format: found, sha256: Buffer.from(sha256) };
    },
    next: () => ask({ kind: 'next' }, 'items'),
    async take(chosen, strip) {
      const { requests } = await ask({ kind: 'take', chosen, strip }, 'requests');
      return requests.map(withBuffers);
    },
    close() {
      fail(new EngineError('cancelled', 'This import was let go. Choose the source again.'));
      void worker.terminate();
    },
  };
}

const tooMuch = 'Reading it needs more memory than an import may use. Split the source and import the parts.';

/** Between threads a Buffer becomes a bare array of bytes. */
function withBuffers(request: ImportedRequest): ImportedRequest {
  const { response } = request.outcome;
  return {
    ...request,
    body: toBuffer(request.body),
    outcome: { ...request.outcome, response: response && { ...response, body: toBuffer(response.body) } },
  };
}

const toBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
