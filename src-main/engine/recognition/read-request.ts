import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { unpackParts } from '../dispatch/exact-parts.ts';
import type { SecretGuard } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import { type ImportedRequest, UnreadableSource } from '../imports/imported-request.ts';
import type { ItemSummary } from '../imports/read-task.ts';
import type { SourceReader, SourceReaders } from '../imports/source-reader.ts';
import type { VerifyInput } from '../signing/types.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';
import { completeHead, refuse } from './complete-head.ts';

/** A request to be recognised, and what to know about how it was read. */
export interface ReadRequest {
  input: VerifyInput;
  notes: string[];
}

/** @throws EngineError `not-found`, `invalid` where nothing could be read of it, and those of the vault */
export function readCaptured(captures: CaptureRepository, guard: SecretGuard, seq: number): ReadRequest {
  const stored = captures.findRequest(seq);
  if (stored === null) throw new EngineError('not-found', 'There is no captured request in this line of the log.');
  if (stored.malformed !== null) {
    throw new EngineError('invalid', 'The request was not valid HTTP, so it has no headers to look at.');
  }
  let target = stored.target;
  let headers = JSON.parse(stored.headers) as HeaderPair[];
  let body = stored.body;
  const notes: string[] = [];
  if (stored.redacted === 1 && stored.sealed === null) {
    notes.push('It held a secret and the vault was locked, so its exact bytes were not kept: nothing can be proved.');
  } else if (stored.redacted === 1 && stored.sealed !== null) {
    const exact = unpackParts(guard.open(stored.sealed, `capture ${seq}`));
    const head = exact.head as { target: string; headers: HeaderPair[] | null };
    target = head.target;
    headers = head.headers ?? headers;
    body = exact.body ?? body;
  }
  if (stored.complete === 0 || stored.truncated === 1) {
    notes.push('Its body was not kept whole, so a signature over it cannot be proved.');
  }
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  const url = target.startsWith('/') ? `http://${host}${target}` : target;
  return { input: { method: stored.method, url, headers, body, nowMs: stored.receivedAt }, notes };
}

/** The most text that is read as one request, in characters. */
const LONGEST_TEXT = 12_000_000;

const UNKNOWN_TEXT =
  'This is neither raw HTTP nor a cURL command. Raw HTTP begins with a line such as “POST /hooks HTTP/1.1” or “Name: value”.';

/**
 * The one request of a text, read on a thread of its own: raw HTTP, cURL, or headers and a body without a request line.
 * @throws EngineError `invalid` at `text`
 */
export async function readPasted(readers: SourceReaders, given: string, nowMs: number): Promise<ReadRequest> {
  if (given.trim() === '') throw refuse('Paste a request: raw HTTP, a cURL command, or its headers and body.');
  if (given.length > LONGEST_TEXT) {
    const [size, most] = [given.length, LONGEST_TEXT].map((count) => count.toLocaleString('en-US'));
    throw refuse(`The text has ${size} characters, and at most ${most} are read. Paste one request alone.`);
  }
  const { text, notes } = completeHead(given);
  const reader = readers.open();
  try {
    reader.append('', Buffer.from(text, 'utf8'));
    const { format } = await reader.read(null, false);
    // Whatever looks like nothing else is read as commands, whose complaints would puzzle who pasted something else.
    if (format === 'curl' && !/curl/i.test(text)) throw refuse(UNKNOWN_TEXT);
    const index = findOnly(await listItems(reader));
    const [request] = await reader.take([index], false);
    if (request === undefined) throw refuse('There is no request in it.');
    const { method, headers, body } = request;
    return {
      input: { method, url: urlOf(request), headers, body, nowMs },
      notes: [...notes, ...request.notes],
    };
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    throw refuse(error.place === '' ? error.message : `${error.place}: ${error.message}`);
  } finally {
    reader.close();
  }
}

async function listItems(reader: SourceReader): Promise<ItemSummary[]> {
  const items: ItemSummary[] = [];
  for (;;) {
    const next = await reader.next();
    items.push(...next.items);
    if (next.done) return items;
    if (items.length > 1) return items;
  }
}

function findOnly(items: readonly ItemSummary[]): number {
  if (items.length > 1) throw refuse('There is more than one request in it. Paste one of them.');
  const [item] = items;
  if (item === undefined) throw refuse('There is no request in it.');
  if (!item.ok) throw refuse(item.message);
  return 0;
}

/** The address as the sender wrote it, for schemes that sign it. */
function urlOf({ url, target }: ImportedRequest): string {
  if (target === undefined) return url;
  return target.startsWith('/') ? new URL(url).origin + target : target;
}
