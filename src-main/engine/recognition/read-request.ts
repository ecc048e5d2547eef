import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { unpackParts } from '../dispatch/exact-parts.ts';
import type { SecretGuard } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import { type ImportedRequest, UnreadableSource } from '../imports/imported-request.ts';
import type { ItemSummary } from '../imports/read-task.ts';
import type { SourceReader, SourceReaders } from '../imports/source-reader.ts';
import type { VerifyInput } from '../signing/types.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';

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

const UNKNOWN_TEXT =
  'This is neither raw HTTP nor a cURL command. Raw HTTP begins with a line such as “POST /hooks HTTP/1.1” or “Name: value”.';

/**
 * The one request of a text, read on a thread of its own: raw HTTP, cURL, or headers and a body without a request line.
 * @throws EngineError `invalid` at `text`
 */
export async function readPasted(readers: SourceReaders, given: string, nowMs: number): Promise<ReadRequest> {
  if (given.trim() === '') throw refuse('Paste a request: raw HTTP, a cURL command, or its headers and body.');
  const { text, notes } = addRequestLine(given);
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

/** Headers alone, as they are copied from the tools of a browser or a log, get a request line in front. */
function addRequestLine(text: string): { text: string; notes: string[] } {
  const start = text.trimStart();
  const [first = ''] = start.slice(0, 10_000).split(/\r?\n/, 1);
  if (!isHeaderLine(first)) return { text, notes: [] };
  const head = start.slice(0, endOfHead(start));
  const hasHost = head.split('\n').some((line) => line.toLowerCase().startsWith('host:'));
  const host = hasHost ? '' : 'Host: localhost\r\n';
  return {
    text: `POST / HTTP/1.1\r\n${host}${start}`,
    notes: ['It has no request line: it is taken as a POST to /, which matters to schemes that sign the address.'],
  };
}

/** The empty line that the body follows, or the end. */
function endOfHead(text: string): number {
  const ends = ['\n\n', '\n\r\n'].map((empty) => text.indexOf(empty)).filter((at) => at >= 0);
  return ends.length === 0 ? text.length : Math.min(...ends);
}

/** `Name: value`, where the name is one of HTTP (RFC 9110, 5.6.2) and no address. */
function isHeaderLine(line: string): boolean {
  const colon = line.indexOf(':');
  return colon > 0 && !line.startsWith('://', colon) && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(line.slice(0, colon));
}

/** The address as the sender wrote it, for schemes that sign it. */
function urlOf({ url, target }: ImportedRequest): string {
  if (target === undefined) return url;
  return target.startsWith('/') ? new URL(url).origin + target : target;
}

function refuse(message: string): EngineError {
  return new EngineError('invalid', message, { issues: [{ path: 'text', message, severity: 'error' }] });
}
