import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { SchemeVerification } from '../../../src-preload/contract/own-scheme.ts';
import { findFormat } from '../imports/formats.ts';
import { type ImportedRequest, UnreadableSource } from '../imports/imported-request.ts';
import { readSource } from '../imports/read-source.ts';
import { createProblem } from '../read-json-file.ts';
import { verifyRequest } from '../signing/scheme.ts';
import { readTriedScheme } from './read-scheme.ts';
import { readKey } from './try-scheme.ts';

/** The most text that is read as one request, in characters. */
const LONGEST_TEXT = 2 * 1024 * 1024;

/**
 * Verifies one request, pasted as raw HTTP or cURL, by a scheme that need not be kept. Stores nothing. Never throws for what a
 * person entered.
 */
export async function verifyPasted(params: Params<'schemes.verify'>, nowMs: number): Promise<SchemeVerification> {
  const refuse = (problems: FieldIssue[]): SchemeVerification => ({
    problems,
    request: null,
    notes: [],
    verdict: null,
  });
  const reading = await readTriedScheme(params.scheme);
  if (!reading.ok) return refuse(reading.problems);
  const pasted = readPasted(params.text);
  if (!pasted.ok) return refuse([createProblem('text', pasted.message)]);
  const { request } = pasted;
  const { method, headers, body, notes } = request;
  const about = { request: describe(request), notes };
  if (params.secret === '') {
    return { ...about, problems: [createProblem('secret', 'Enter the secret to verify with.')], verdict: null };
  }
  const read = readKey(reading.scheme, params.secret);
  if (!read.ok) return { ...about, problems: [read.problem], verdict: null };
  const { publicUrl } = params;
  const verdict = verifyRequest(reading.scheme, read.key, {
    method,
    headers,
    body,
    publicUrl,
    url: urlOf(request),
    nowMs,
  });
  read.key.fill(0);
  return { ...about, problems: [], verdict };
}

type Pasted = { ok: true; request: ImportedRequest } | { ok: false; message: string };

/** The one request of a text. */
export function readPasted(text: string): Pasted {
  if (text.trim() === '') return { ok: false, message: 'Paste a request, as raw HTTP or as a cURL command.' };
  if (text.length > LONGEST_TEXT) {
    return { ok: false, message: `The text is longer than ${LONGEST_TEXT.toLocaleString('en')} characters.` };
  }
  const files = [{ name: '', bytes: Buffer.from(text) }];
  try {
    let found: ImportedRequest | null = null;
    for (const item of readSource(files, findFormat(files))) {
      if (!item.ok) return { ok: false, message: `${item.place}: ${item.message}` };
      if (found !== null) return { ok: false, message: 'There is more than one request in it. Paste one of them.' };
      found = item.request;
    }
    if (found !== null) return { ok: true, request: found };
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    return { ok: false, message: error.place === '' ? error.message : `${error.place}: ${error.message}` };
  }
  return { ok: false, message: 'There is no request in it.' };
}

/** The address as the sender wrote it, for schemes that sign it. */
function urlOf({ url, target }: ImportedRequest): string {
  if (target === undefined) return url;
  return target.startsWith('/') ? new URL(url).origin + target : target;
}

function describe({ method, url, headers, body }: ImportedRequest): string {
  const count = headers.length === 1 ? '1 header' : `${headers.length} headers`;
  return `${method} ${url}, ${count}, ${body.length.toLocaleString('en')} bytes`;
}
