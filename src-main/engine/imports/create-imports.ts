import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportBatch, ImportFormat, ImportPlan, importMethods } from '../../../src-preload/contract/imports.ts';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { Clock } from '../clock.ts';
import { createDeliveryIds } from '../dispatch/delivery-id.ts';
import type { Emit } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import type { HandlersOf } from '../handlers/types.ts';
import type { Random } from '../random.ts';
import type { ImportRepository, StoredImportBatch } from '../store/import-repository.ts';
import type { Store } from '../store/store.ts';
import { stripCredentials } from './check-request.ts';
import { createOwnerFinder } from './find-owner.ts';
import { listFormats } from './formats.ts';
import type { ImportedRequest, SourceFile } from './imported-request.ts';
import { planImport } from './plan-import.ts';
import { LARGEST_SOURCE, MOST_REQUESTS } from './read-source.ts';
import { hashFiles, type PreparedImport, prepareRequest, type WriteParts, writeRequest } from './write-import.ts';

/** Requests made ready in one go, between which other work gets its turn. */
const PIECE = 50;

export interface ImportParts extends WriteParts {
  store: Pick<Store, 'commit'>;
  imports: ImportRepository;
  clock: Clock;
  random: Random;
  emit: Emit;
}

/** The source that is looked at. */
interface Session {
  id: string;
  name: string;
  format: ImportFormat | null;
  totalBytes: number;
  files: { name: string; chunks: Buffer[] }[];
  bytes: number;
  sha256: Buffer | null;
  plan: ImportPlan | null;
  requests: (ImportedRequest | null)[];
  isWriting: boolean;
}

const nothingRead = { bytes: 0, sha256: null, plan: null, isWriting: false };

/** Imports of failed requests: one source at a time is taken in, looked at, and written whole or not at all. */
export function createImports(parts: ImportParts): HandlersOf<typeof importMethods> {
  const createId = createDeliveryIds(parts.random);
  const newId = (): string => createId(parts.clock.now()).replace('msg_', 'imp_');
  let session: Session | null = null;

  function find(id: string): Session {
    if (session?.id === id) return session;
    throw new EngineError('cancelled', 'This import was let go. Choose the source again.');
  }

  function tell({ id, bytes, totalBytes }: Session, requests: number): void {
    parts.emit({ name: 'imports.progress', payload: { id, doneBytes: bytes, totalBytes, requests } });
  }

  return {
    'imports.formats': () => listFormats(),
    'imports.begin': ({ name, totalBytes, format }) => {
      if (totalBytes > LARGEST_SOURCE) throw tooLarge();
      const id = newId();
      session = { ...nothingRead, files: [], requests: [], id, name, format, totalBytes };
      return { id };
    },
    'imports.append': ({ id, file, base64 }) => {
      const open = find(id);
      const chunk = Buffer.from(base64, 'base64');
      if (open.bytes + chunk.length > LARGEST_SOURCE) throw tooLarge();
      if (open.plan !== null) throw new EngineError('conflict', 'This source was read already.');
      open.bytes += chunk.length;
      const last = open.files.at(-1);
      if (last?.name === file) last.chunks.push(chunk);
      else if (open.files.length >= MOST_REQUESTS) throw tooMany();
      else open.files.push({ name: file, chunks: [chunk] });
      tell(open, 0);
      return null;
    },
    async 'imports.plan'({ id }) {
      const open = find(id);
      if (open.plan !== null) return open.plan;
      const files: SourceFile[] = open.files.map(({ name, chunks }) => ({ name, bytes: Buffer.concat(chunks) }));
      const read = await planImport(parts, { name: open.name, format: open.format, files }, (requests) => {
        tell(find(id), requests);
      });
      find(id);
      open.sha256 = hashFiles(files);
      open.files = [];
      open.requests = read.requests;
      open.plan = { id, ...read.plan, importedAt: parts.imports.findSame(open.sha256)?.createdAt ?? null };
      return open.plan;
    },
    async 'imports.apply'(order) {
      const open = find(order.id);
      if (open.isWriting) throw new EngineError('conflict', 'This import is being written already.');
      open.isWriting = true;
      let batch: ImportBatch;
      try {
        batch = await write(parts, open, await prepareAll(parts, open, order, createId, () => void find(order.id)));
      } finally {
        open.isWriting = false;
      }
      if (session === open) session = null;
      parts.emit({ name: 'log.changed', payload: { newest: parts.exchanges.newestSeq(), seqs: [] } });
      parts.emit({ name: 'imports.changed', payload: {} });
      return batch;
    },
    'imports.discard': ({ id }) => {
      if (session?.id === id) session = null;
      return null;
    },
    'imports.list': () => parts.imports.list().map(toBatch),
    async 'imports.remove'({ id }) {
      const batch = parts.imports.find(id);
      if (batch === null) throw new EngineError('not-found', 'This import is not in the log any more.');
      const removed = await parts.store.commit(() => parts.imports.remove(batch));
      parts.exchanges.noteChange();
      parts.emit({ name: 'log.cleared', payload: {} });
      parts.emit({ name: 'imports.changed', payload: {} });
      return { removed };
    },
  };
}

/** Everything of the chosen requests that can fail, before anything is written. @throws EngineError `invalid` and those of the vault */
async function prepareAll(
  parts: ImportParts,
  { plan, requests }: Session,
  { chosen, keepCredentials, owner }: Params<'imports.apply'>,
  createId: (nowMs: number) => string,
  assertWanted: () => void,
): Promise<PreparedImport[]> {
  if (plan === null) throw new EngineError('conflict', 'Look at what would be imported first.');
  const [problem] = plan.problems;
  if (problem !== undefined) throw new EngineError('invalid', problem.message, { issues: plan.problems });
  const wanted = [...new Set(chosen)].sort((one, other) => one - other);
  if (wanted.length === 0) throw new EngineError('invalid', 'Choose at least one request to import.');
  const findOwner = createOwnerFinder(parts.webhooks, owner);
  const now = parts.clock.now();
  const prepared: PreparedImport[] = [];
  for (const index of wanted) {
    const request = requests[index] ?? null;
    if (request === null) {
      const why = plan.items[index]?.problem ?? 'There is no such request in the source.';
      throw new EngineError('invalid', `It cannot be imported: ${why}`, { subject: plan.items[index]?.place ?? '' });
    }
    const kept = keepCredentials ? request : stripCredentials(request);
    prepared.push(prepareRequest(parts, kept, { id: createId(now), webhook: findOwner(request.url), now }));
    if (prepared.length % PIECE !== 0) continue;
    await nextTurn();
    assertWanted();
  }
  return prepared;
}

/** One transaction: all of it is in the log, or nothing. */
function write(parts: ImportParts, { id, name, plan, sha256 }: Session, prepared: readonly PreparedImport[]) {
  const now = parts.clock.now();
  const format = plan?.format ?? 'raw-http';
  return parts.store.commit((): ImportBatch => {
    const written = prepared.map((each) => writeRequest(parts, each, now));
    const seqs = written.map(({ seq }) => seq);
    const numbers = written.map(({ number }) => number);
    parts.imports.insert({
      id,
      name,
      format,
      sha256: sha256 ?? Buffer.alloc(0),
      createdAt: now,
      firstSeq: seqs[0] ?? 0,
      lastSeq: seqs.at(-1) ?? 0,
      firstDelivery: numbers[0] ?? 0,
      lastDelivery: numbers.at(-1) ?? 0,
    });
    return { id, name, format, createdAt: now, lines: written.length };
  });
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
