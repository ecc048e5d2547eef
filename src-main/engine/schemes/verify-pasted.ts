import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { SchemeVerification } from '../../../src-preload/contract/own-scheme.ts';
import { EngineError } from '../errors.ts';
import type { SourceReaders } from '../imports/source-reader.ts';
import { createProblem } from '../read-json-file.ts';
import { type ReadRequest, readPasted } from '../recognition/read-request.ts';
import { verifyRequest } from '../signing/scheme.ts';
import type { VerifyInput } from '../signing/types.ts';
import { readTriedScheme } from './read-scheme.ts';
import { readKey } from './try-scheme.ts';

/** The most text that is read as one request, in characters. */
const LONGEST_TEXT = 2 * 1024 * 1024;

/**
 * Verifies one request, pasted as raw HTTP or cURL, by a scheme that need not be kept. Stores nothing. Never throws for what a
 * person entered.
 */
export async function verifyPasted(
  params: Params<'schemes.verify'>,
  readers: SourceReaders,
  nowMs: number,
): Promise<SchemeVerification> {
  const refuse = (problems: FieldIssue[]): SchemeVerification => ({
    problems,
    request: null,
    notes: [],
    verdict: null,
  });
  const reading = await readTriedScheme(params.scheme);
  if (!reading.ok) return refuse(reading.problems);
  const pasted = await readText(params.text, readers, nowMs);
  if (!pasted.ok) return refuse(pasted.problems);
  const { input, notes } = pasted.request;
  const about = { request: describe(input), notes };
  if (params.secret === '') {
    return { ...about, problems: [createProblem('secret', 'Enter the secret to verify with.')], verdict: null };
  }
  const read = readKey(reading.scheme, params.secret);
  if (!read.ok) return { ...about, problems: [read.problem], verdict: null };
  const verdict = verifyRequest(reading.scheme, read.key, { ...input, publicUrl: params.publicUrl });
  read.key.fill(0);
  return { ...about, problems: [], verdict };
}

type TextReading = { ok: true; request: ReadRequest } | { ok: false; problems: FieldIssue[] };

async function readText(text: string, readers: SourceReaders, nowMs: number): Promise<TextReading> {
  if (text.length > LONGEST_TEXT) {
    const message = `The text is longer than ${LONGEST_TEXT.toLocaleString('en')} characters. Paste one request alone.`;
    return { ok: false, problems: [createProblem('text', message)] };
  }
  try {
    return { ok: true, request: await readPasted(readers, text, nowMs) };
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
    return { ok: false, problems: error.detail.issues ?? [createProblem('text', error.message)] };
  }
}

function describe({ method, url, headers, body }: VerifyInput): string {
  const count = headers.length === 1 ? '1 header' : `${headers.length} headers`;
  return `${method} ${url}, ${count}, ${body.length.toLocaleString('en')} bytes`;
}
