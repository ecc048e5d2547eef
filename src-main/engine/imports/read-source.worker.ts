import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { parentPort } from 'node:worker_threads';
import { findFormat } from './formats.ts';
import { type ImportedRequest, type ReadItem, type SourceFile, UnreadableSource } from './imported-request.ts';
import { readSource } from './read-source.ts';
import type { ItemSummary, ReaderOrder, ReaderReport } from './read-task.ts';
import { straightenCommands } from './shell/typographic.ts';
import { createStripper } from './strip-credentials.ts';

/**
 * Reads a source away from the thread that everything else runs on, and keeps its requests. It has what it is handed and no door to
 * disk, network or workspace. It is ended from outside, in the middle of anything.
 */

/** How long it reads on before it reports, in milliseconds, and the most items of a report. */
const SLICE_MS = 30;
const MOST_ITEMS = 200;

let files: { name: string; chunks: Buffer[] }[] = [];
let requests: (ImportedRequest | null)[] = [];
let remarks: string[] = [];
let reading: Generator<ReadItem> | null = null;
let strip: ((request: ImportedRequest) => ImportedRequest) | null = null;

function report(message: ReaderReport, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function append(name: string, bytes: Uint8Array): void {
  const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = files.at(-1);
  if (last?.name === name) last.chunks.push(chunk);
  else files.push({ name, chunks: [chunk] });
}

function forget(): void {
  [files, requests, remarks, reading, strip] = [[], [], [], null, null];
}

function begin(order: ReaderOrder & { kind: 'read' }): void {
  const sources = files.map(({ name, chunks }) => ({ name, bytes: Buffer.concat(chunks) }));
  files = sources.map(({ name, bytes }) => ({ name, chunks: [bytes] }));
  [requests, remarks, strip] = [[], [], null];
  const format = order.format ?? findFormat(sources);
  const hash = createHash('sha256');
  for (const { bytes } of sources) hash.update(`${bytes.length}\n`).update(bytes);
  const texts = order.straighten && format === 'curl' ? sources.map(straighten) : sources;
  reading = readSource(texts, format, (text) => remarks.push(text));
  report({ kind: 'reading', format, sha256: hash.digest() });
}

function straighten({ name, bytes }: SourceFile): SourceFile {
  const straight = straightenCommands(bytes);
  if (straight.replaced.length > 0) {
    remarks.push(`Plain characters were put in place of ${straight.replaced.join(', ')}.`);
  }
  return { name, bytes: straight.bytes };
}

function readOn(): void {
  const items: ItemSummary[] = [];
  const end = performance.now() + SLICE_MS;
  let done = reading === null;
  while (reading !== null && !done && items.length < MOST_ITEMS && (items.length === 0 || performance.now() < end)) {
    const next = reading.next();
    done = next.done === true;
    if (next.done === true) continue;
    items.push(summarize(next.value));
    requests.push(next.value.ok ? next.value.request : null);
  }
  if (done) reading = null;
  report({ kind: 'items', items, done, notes: done ? remarks : [] });
}

function summarize(item: ReadItem): ItemSummary {
  if (!item.ok) return item;
  const { method, url, body, outcome, notes, credentials } = item.request;
  const response = outcome.response && {
    ...outcome.response,
    headers: outcome.response.headers.filter(([name]) => name.toLowerCase() === 'location'),
    body: Buffer.alloc(0),
  };
  const shown = { ...outcome, response };
  return { ok: true, place: item.place, method, url, bodyBytes: body.length, outcome: shown, notes, credentials };
}

/** Bodies are handed over and not copied where they have memory of their own, which a small one shares with others. */
function take(chosen: readonly number[], without: boolean): void {
  if (without) strip ??= createStripper(requests);
  const transfer = new Set<ArrayBuffer>();
  const own = (bytes: Buffer): Buffer => {
    const copy = Buffer.from(new Uint8Array(bytes).buffer);
    transfer.add(copy.buffer as ArrayBuffer);
    return copy;
  };
  const taken = chosen.flatMap((index): ImportedRequest[] => {
    const request = requests[index] ?? null;
    if (request === null) return [];
    const kept = without && strip !== null ? strip(request) : request;
    const { response } = kept.outcome;
    return [
      {
        ...kept,
        body: own(kept.body),
        outcome: { ...kept.outcome, response: response && { ...response, body: own(response.body) } },
      },
    ];
  });
  report({ kind: 'requests', requests: taken }, [...transfer]);
}

parentPort?.on('message', (order: ReaderOrder) => {
  try {
    if (order.kind === 'append') append(order.file, order.bytes);
    else if (order.kind === 'forget') forget();
    else if (order.kind === 'read') begin(order);
    else if (order.kind === 'next') readOn();
    else take(order.chosen, order.strip);
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    reading = null;
    report({ kind: 'unreadable', place: error.place, message: error.message });
  }
});
