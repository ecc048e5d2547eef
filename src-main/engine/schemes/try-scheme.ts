import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { SampleRequest, SchemeExample, SchemeTrial } from '../../../src-preload/contract/own-scheme.ts';
import type { SignedPart, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { secretDots } from '../compose/types.ts';
import { EngineError } from '../errors.ts';
import { createProblem } from '../read-json-file.ts';
import { createExampleRequest, createExampleSecret } from '../signing/example-request.ts';
import { findPartProblem } from '../signing/find-part-problem.ts';
import { decodeKey, signRequest } from '../signing/scheme.ts';
import type { SignedRequest } from '../signing/types.ts';
import { readTriedScheme } from './read-scheme.ts';

/** The most characters of a secret that is tried: an RSA key of 8192 bits has some 6,500. */
const LONGEST_SECRET = 16_384;

/** Signs a request by a scheme that need not be kept. Stores nothing. Never throws for what a person entered. */
export async function trySigning(params: Params<'schemes.try'>): Promise<SchemeTrial> {
  const reading = await readTriedScheme(params.scheme);
  if (!reading.ok) return { scheme: reading.scheme, problems: reading.problems, example: null };
  const { scheme } = reading;
  const secret = params.secret ?? (await createExampleSecret(scheme));
  const read = readKey(scheme, secret);
  if (!read.ok) return { scheme, problems: [read.problem], example: null };
  if (!read.canSign) {
    const message = 'This is a public key, which only verifies. Enter the private one to sign.';
    return { scheme, problems: [createProblem('secret', message)], example: null };
  }
  const request = params.sample ?? describeExample(scheme);
  try {
    const signed = signRequest(scheme, read.key, {
      body: Buffer.from(request.body),
      headers: toPairs(request),
      method: request.method,
      url: request.url,
      id: 'msg_example',
      timestampMs: params.timestampMs,
    });
    const unclear = findUnclearPart(scheme, request, signed);
    if (unclear !== null) return { scheme, problems: [unclear], example: null };
    return { scheme, problems: [], example: describe(scheme, request, signed, params.secret === null ? secret : null) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { scheme, problems: [createProblem('sample.body', error.message)], example: null };
  } finally {
    read.key.fill(0);
  }
}

const samplePaths: Readonly<Partial<Record<SignedPart['part'], string>>> = {
  header: 'sample.headers',
  query: 'sample.url',
  'form-field': 'sample.body',
  'body-field': 'sample.body',
};

/** A part of the signed text that the verifier would refuse, because it is missing or repeated. */
function findUnclearPart(scheme: SigningScheme, request: SampleRequest, signed: SignedRequest): FieldIssue | null {
  const found = findPartProblem(scheme, {
    body: signed.body,
    headers: [...toPairs(request), ...signed.headers],
    timestamp: '',
    id: '',
    method: request.method,
    url: signed.url,
  });
  return found === null ? null : createProblem(samplePaths[found.part.part] ?? 'sample', found.message);
}

function toPairs({ headers }: SampleRequest): HeaderPair[] {
  return headers.map(({ name, value }) => [name, value]);
}

function describeExample(scheme: SigningScheme): SampleRequest {
  const { headers, ...rest } = createExampleRequest(scheme);
  return { ...rest, headers: headers.map(([name, value]) => ({ name, value })) };
}

/** @param made the secret, where it was made for the example */
function describe(
  scheme: SigningScheme,
  request: SampleRequest,
  signed: SignedRequest,
  made: string | null,
): SchemeExample {
  const isSecret = scheme.algorithm === 'equality' && made === null;
  const body = signed.body.toString('utf8');
  return {
    request,
    secret: made,
    signed: signed.parts,
    headers: signed.headers.map(([name, value]) => ({
      name,
      value: isSecret && value === signed.value ? secretDots : value,
    })),
    place: signed.headerName,
    url: signed.url === request.url ? null : signed.url,
    body: body === request.body ? null : body,
  };
}

export type KeyReading = { ok: true; key: Buffer; canSign: boolean } | { ok: false; problem: FieldIssue };

/** The key of a secret that a person typed; what is wrong with it is at `secret`. */
export function readKey(scheme: SigningScheme, secret: string): KeyReading {
  if (secret.length > LONGEST_SECRET) {
    const message = `The secret has ${secret.length.toLocaleString('en')} characters; no secret is longer than ${LONGEST_SECRET.toLocaleString('en')}. Check what was pasted.`;
    return { ok: false, problem: createProblem('secret', message) };
  }
  const bytes = Buffer.from(secret, 'utf8');
  const decoded = decodeKey(scheme, bytes);
  if (!decoded.ok) return { ok: false, problem: createProblem('secret', decoded.message) };
  return decoded;
}
