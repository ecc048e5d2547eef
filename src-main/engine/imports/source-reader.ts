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

/** Opens readers, and keeps the thread of the last one for a while: starting a thread takes longer than reading a small source. */
export interface SourceReaders {
  open(): SourceReader;
  /** Ends the thread that is kept. */
  close(): void;
}

/** How long a thread without a source is kept, in milliseconds. */
const KEPT_MS = 60_000;

export function createSourceReaders(): SourceReaders {
  let kept: ReaderThread | null = null;
  let timer: NodeJS.Timeout | undefined;

  function drop(): void {
    clearTimeout(timer);
    kept?.stop(cancelled());
    kept = null;
  }

  function keep(thread: ReaderThread): void {
    drop();
    kept = thread;
    timer = setTimeout(drop, KEPT_MS);
    timer.unref();
  }

  return {
    open() {
      clearTimeout(timer);
      const thread = kept?.isIdle() ? kept : startThread();
      kept = null;
      return createReader(thread, keep);
    },
    close: drop,
  };
}

interface ReaderThread {
  post(order: ReaderOrder, transfer?: ArrayBuffer[]): void;
  /** @throws UnreadableSource, and what the thread ended with */
  ask<K extends ReaderReport['kind']>(order: ReaderOrder, kind: K): Promise<ReaderReport & { kind: K }>;
  /** Whether it runs and owes no answer. */
  isIdle(): boolean;
  stop(error: unknown): void;
}

function startThread(): ReaderThread {
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

  return {
    post: (order, transfer) => worker.postMessage(order, transfer),
    async ask<K extends ReaderReport['kind']>(order: ReaderOrder, kind: K) {
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
    },
    isIdle: () => failure === null && waiting.length === 0,
    stop(error) {
      fail(error);
      void worker.terminate();
    },
  };
}

/** @param keep takes the thread where it can read another source */
function createReader(thread: ReaderThread, keep: (thread: ReaderThread) => void): SourceReader {
  let isClosed = false;
  const ask: ReaderThread['ask'] = async (order, kind) => {
    if (isClosed) throw cancelled();
    return thread.ask(order, kind);
  };
  return {
    append(file, bytes) {
      const copy = new Uint8Array(bytes);
      thread.post({ kind: 'append', file, bytes: copy }, [copy.buffer]);
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
      if (isClosed) return;
      isClosed = true;
      if (!thread.isIdle()) return thread.stop(cancelled());
      thread.post({ kind: 'forget' });
      keep(thread);
    },
  };
}

function cancelled(): EngineError {
  return new EngineError('cancelled', 'This import was let go. Choose the source again.');
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
