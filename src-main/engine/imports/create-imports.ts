import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportBatch, ImportFormat, ImportPlan, importMethods } from '../../../src-preload/contract/imports.ts';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { Clock } from '../clock.ts';
import { createDeliveryIds } from '../dispatch/delivery-id.ts';
import type { Emit } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import type { HandlersOf } from '../handlers/types.ts';
import type { Random } from '../random.ts';
import type { StoredImportBatch } from '../store/import-repository.ts';
import { createOwnerFinder } from './find-owner.ts';
import { listFormats } from './formats.ts';
import { type BatchParts, type BatchWriter, beginBatch, removeBatch, removeUnfinished } from './import-batch.ts';
import { planImport } from './plan-import.ts';
import { LARGEST_SOURCE, MOST_REQUESTS } from './read-source.ts';
import { createSourceReaders, type SourceReader } from './source-reader.ts';
import { type PreparedImport, prepareRequest } from './write-import.ts';

/** Requests that are taken from the reader in one go, and how long they are made ready before other work gets its turn. */
const PIECE = 50;
const SLICE_MS = 5;

export interface ImportParts extends BatchParts {
  clock: Clock;
  random: Random;
  emit: Emit;
}

/** The source that is being looked at. */
interface Session {
  id: string;
  name: string;
  format: ImportFormat | null;
  totalBytes: number;
  reader: SourceReader;
  bytes: number;
  files: number;
  lastFile: string | null;
  sha256: Buffer | null;
  reading: Promise<ImportPlan> | null;
  plan: ImportPlan | null;
  isWriting: boolean;
}

const nothingRead = {
  bytes: 0,
  files: 0,
  lastFile: null,
  sha256: null,
  reading: null,
  plan: null,
  isWriting: false,
};

export interface Imports {
  handlers: HandlersOf<typeof importMethods>;
  /** Lets go of the source that is being looked at, and of the thread that reads. */
  close(): void;
}

/** Imports of failed requests: one source at a time is taken in, looked at, and written whole or not at all. */
export function createImports(parts: ImportParts): Imports {
  const createId = createDeliveryIds(parts.random);
  const newId = (): string => createId(parts.clock.now()).replace('msg_', 'imp_');
  const readers = createSourceReaders();
  let session: Session | null = null;
  // What a stop left of an import is removed when the engine has started. Where that fails, the next import meets the same trouble.
  let cleaning: Promise<void> = nextTurn().then(() => removeUnfinished(parts));
  cleaning.catch(() => {});

  function find(id: string): Session {
    if (session?.id === id) return session;
    throw new EngineError('cancelled', 'This import was let go. Choose the source again.');
  }

  function letGo(): void {
    session?.reader.close();
    session = null;
  }

  function report({ id, bytes, totalBytes }: Session, phase: 'loading' | 'reading', requests: number): void {
    const payload = { id, phase, doneBytes: bytes, totalBytes, requests, totalRequests: 0 };
    parts.emit({ name: 'imports.progress', payload });
  }

  async function plan(open: Session, straighten: boolean): Promise<ImportPlan> {
    const { id } = open;
    const read = await planImport(parts, open.reader, { ...open, straighten }, (requests) =>
      report(find(id), 'reading', requests),
    );
    find(id);
    open.sha256 = read.sha256;
    const same = read.sha256 === null ? null : parts.imports.findSame(read.sha256);
    open.plan = { id, ...read.plan, importedAt: same?.createdAt ?? null };
    return open.plan;
  }

  async function apply(open: Session, order: Params<'imports.apply'>): ReturnType<BatchWriter['finish']> {
    const wanted = listWanted(open.plan, order.chosen);
    const findOwner = createOwnerFinder(parts.webhooks, order.owner);
    const now = parts.clock.now();
    // Once more where it failed at the start.
    cleaning = cleaning.catch(() => removeUnfinished(parts));
    await cleaning;
    const { id, name, plan, sha256 } = open;
    const format = plan?.format ?? 'raw-http';
    const batch = await beginBatch(parts, { id, name, format, sha256: sha256 ?? Buffer.alloc(0), now });
    const onWritten = (requests: number): void => {
      const { bytes, totalBytes } = find(id);
      const payload = {
        id,
        phase: 'writing' as const,
        doneBytes: bytes,
        totalBytes,
        requests,
        totalRequests: wanted.length,
      };
      parts.emit({ name: 'imports.progress', payload });
    };
    try {
      for (let at = 0; at < wanted.length; at += PIECE) {
        const requests = await open.reader.take(wanted.slice(at, at + PIECE), !order.keepCredentials);
        const prepared: PreparedImport[] = [];
        let end = performance.now() + SLICE_MS;
        for (const request of requests) {
          prepared.push(prepareRequest(parts, request, { id: createId(now), webhook: findOwner(request.url), now }));
          if (performance.now() < end) continue;
          await nextTurn();
          find(id);
          end = performance.now() + SLICE_MS;
        }
        await batch.write(prepared, onWritten);
      }
      return await batch.finish();
    } catch (error) {
      cleaning = batch.undo();
      // Where the disk refuses that too, the next start removes it.
      await cleaning.catch(() => {});
      throw error;
    }
  }

  const handlers: HandlersOf<typeof importMethods> = {
    'imports.formats': () => listFormats(),
    'imports.begin': ({ name, totalBytes, format }) => {
      if (totalBytes > LARGEST_SOURCE) throw tooLarge();
      letGo();
      const id = newId();
      session = { ...nothingRead, reader: readers.open(), id, name, format, totalBytes };
      return { id };
    },
    'imports.append': ({ id, file, base64 }) => {
      const open = find(id);
      const chunk = Buffer.from(base64, 'base64');
      if (open.bytes + chunk.length > LARGEST_SOURCE) throw tooLarge();
      if (open.reading !== null) throw new EngineError('conflict', 'This source was read already.');
      if (open.lastFile !== file) {
        if (open.files >= MOST_REQUESTS) throw tooMany();
        open.files += 1;
        open.lastFile = file;
      }
      open.bytes += chunk.length;
      open.reader.append(file, chunk);
      report(open, 'loading', 0);
      return null;
    },
    'imports.plan'({ id }) {
      const open = find(id);
      open.reading ??= plan(open, false);
      return open.reading;
    },
    async 'imports.straighten'({ id }) {
      const open = find(id);
      await open.reading;
      if (open.isWriting) throw new EngineError('conflict', 'This import is being written already.');
      open.plan = null;
      open.reading = plan(open, true);
      return open.reading;
    },
    async 'imports.apply'(order) {
      const open = find(order.id);
      if (open.isWriting) throw new EngineError('conflict', 'This import is being written already.');
      open.isWriting = true;
      let made: Awaited<ReturnType<typeof apply>>;
      try {
        made = await apply(open, order);
      } finally {
        open.isWriting = false;
      }
      if (session === open) letGo();
      // Its lines did not count until now.
      parts.exchanges.noteChange();
      if (made.inOneRun) {
        parts.emit({ name: 'log.changed', payload: { newest: parts.exchanges.newestSeq(), seqs: [] } });
      } else {
        // Newer lines are shown already, so a reader that asks for what is newer would miss these.
        parts.emit({ name: 'log.cleared', payload: {} });
      }
      parts.emit({ name: 'imports.changed', payload: {} });
      return made.batch;
    },
    'imports.discard': ({ id }) => {
      if (session?.id === id) letGo();
      return null;
    },
    'imports.list': () => parts.imports.list().map(toBatch),
    async 'imports.remove'({ id }) {
      const batch = parts.imports.find(id);
      if (batch === null) throw new EngineError('not-found', 'This import is not in the log any more.');
      const removed = await removeBatch(parts, batch);
      parts.exchanges.noteChange();
      parts.emit({ name: 'log.cleared', payload: {} });
      parts.emit({ name: 'imports.changed', payload: {} });
      return { removed };
    },
  };
  return {
    handlers,
    close() {
      letGo();
      readers.close();
    },
  };
}

/** The chosen indexes in order, once each. @throws EngineError `invalid` for one that cannot be imported */
function listWanted(plan: ImportPlan | null, chosen: readonly number[]): number[] {
  if (plan === null) throw new EngineError('conflict', 'Look at what would be imported first.');
  const [problem] = plan.problems;
  if (problem !== undefined) throw new EngineError('invalid', problem.message, { issues: plan.problems });
  const wanted = [...new Set(chosen)].sort((one, other) => one - other);
  if (wanted.length === 0) throw new EngineError('invalid', 'Choose at least one request to import.');
  for (const index of wanted) {
    const item = plan.items[index];
    if (item !== undefined && item.problem === null) continue;
    const why = item?.problem ?? 'There is no such request in the source.';
    throw new EngineError('invalid', `It cannot be imported: ${why}`, { subject: item?.place ?? '' });
  }
  return wanted;
}

function toBatch({ id, name, format, createdAt, lines }: StoredImportBatch): ImportBatch {
  return { id, name, format: format as ImportFormat, createdAt, lines };
}

function tooLarge(): EngineError {
  return new EngineError('invalid', 'Up to 50 MiB can be imported at once. Split the source and import the parts.');
}

function tooMany(): EngineError {
  return new EngineError('invalid', `Up to ${MOST_REQUESTS.toLocaleString('en-US')} files can be imported at once.`);
}
