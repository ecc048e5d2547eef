import type { SignedPart, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { EngineError } from '../errors.ts';
import { findScheme } from '../signing/find-scheme.ts';
import type { PreviousKey } from '../signing/previous-key.ts';
import { decodeKey, fingerprintKey, preparePreviousKey, signRequest } from '../signing/scheme.ts';
import type { SignedRequest, SignInput } from '../signing/types.ts';
import { type PreviousUse, type ReadSecret, type Signature, type SigningPlan, secretDots } from './types.ts';

export type SigningResult =
  | { kind: 'signed'; request: SignedRequest; signature: Signature; equality: boolean }
  | { kind: 'unsigned'; because: string }
  | { kind: 'impossible'; message: string; locked: boolean };

/** Why a secret that was entered to sign with does not go out. */
export function explainNeverSent({ name }: SigningScheme): string {
  return `${name} sends the secret itself, and the one that is set was entered to sign with. Enter another one.`;
}

/** Signs by the plan with the webhook's present secret, and with the previous one where the scheme has room for both. Never throws for what the user entered. */
export function signByPlan(
  plan: SigningPlan,
  readSecret: ReadSecret,
  input: Omit<SignInput, 'headerNameOverride' | 'publicUrl'>,
): SigningResult {
  const scheme = findScheme(plan);
  if (scheme === undefined) {
    return {
      kind: 'impossible',
      message: `There is no signing scheme “${plan.schemeId}”. Choose another one.`,
      locked: false,
    };
  }
  const reading = readSecret('signing');
  if (reading.state === 'locked') return { kind: 'impossible', message: reading.message, locked: true };
  if (reading.state === 'unset') {
    if (plan.need === 'optional') return { kind: 'unsigned', because: 'No secret is set, so nothing is signed.' };
    return { kind: 'impossible', message: 'The signing secret is not set. Enter or generate one.', locked: false };
  }
  if (scheme.algorithm === 'equality' && reading.neverSent === true) {
    reading.bytes.fill(0);
    return { kind: 'impossible', message: explainNeverSent(scheme), locked: false };
  }
  const decoded = decodeKey(scheme, reading.bytes);
  if (!decoded.ok) {
    reading.bytes.fill(0);
    return { kind: 'impossible', message: decoded.message, locked: false };
  }
  const previous = readPrevious(scheme, readSecret);
  try {
    const signInput = { ...input, publicUrl: plan.publicUrl, headerNameOverride: plan.headerName };
    const request = signRequest(scheme, decoded.key, signInput, previous?.key ?? null);
    const equality = scheme.algorithm === 'equality';
    const use = previous === null ? null : { signs: previous.key !== null, message: previous.message };
    const signature = new ComposedSignature(scheme, request, fingerprintKey(decoded.key), use);
    return { kind: 'signed', request, signature, equality };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { kind: 'impossible', message: error.message, locked: false };
  } finally {
    reading.bytes.fill(0);
    decoded.key.fill(0);
    previous?.key?.fill(0);
  }
}

function readPrevious(scheme: SigningScheme, readSecret: ReadSecret): PreviousKey | null {
  const reading = readSecret('signing-previous');
  if (reading.state === 'unset') return null;
  if (reading.state === 'locked') return { key: null, message: `The previous secret is not used. ${reading.message}` };
  try {
    return preparePreviousKey(scheme, reading.bytes);
  } finally {
    reading.bytes.fill(0);
  }
}

/** Its parts are only made when somebody looks at them. */
class ComposedSignature implements Signature {
  readonly schemeId: string;
  readonly schemeName: string;
  readonly keyFingerprint: string;
  readonly shown: string;
  readonly previous: PreviousUse | null;
  readonly #request: SignedRequest;

  constructor(scheme: SigningScheme, request: SignedRequest, fingerprint: string, previous: PreviousUse | null) {
    this.schemeId = scheme.id;
    this.schemeName = scheme.name;
    this.keyFingerprint = fingerprint;
    this.shown = scheme.algorithm === 'equality' ? secretDots : request.value;
    this.previous = previous;
    this.#request = request;
  }

  get headerName(): string {
    return this.#request.headerName;
  }

  get parts(): SignedPart[] {
    return this.#request.parts;
  }
}
