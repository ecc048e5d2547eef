import type {
  SigningScheme,
  Verdict,
  VerificationReason,
  VerificationResult,
  VerificationStep,
} from '../../../src-preload/contract/signing.ts';
import { fingerprintKey } from './key.ts';
import { chooseHeaderNames, type HeaderNames } from './received.ts';
import type { VerifyInput } from './types.ts';

type WithoutKey = 'not-signed-by-rule' | 'no-secret' | 'secret-locked' | 'malformed-secret' | 'no-webhook';

const withoutKey: Record<WithoutKey, { result: VerificationResult; message: string }> = {
  'not-signed-by-rule': {
    result: 'unsigned',
    message: 'This webhook is not signed, so there is nothing to check.',
  },
  'no-secret': {
    result: 'unverifiable',
    message: 'The webhook has no secret to check with. Enter or generate one.',
  },
  'secret-locked': {
    result: 'unverifiable',
    message: 'The secret cannot be decrypted with the present key. Unlock the vault, or enter the secret again.',
  },
  'malformed-secret': {
    result: 'unverifiable',
    message: 'The secret is not in the form that the scheme asks for. Enter it again.',
  },
  'no-webhook': {
    result: 'unverifiable',
    message: 'No webhook here has this path, so there is no secret to check with. Point a webhook at it to verify.',
  },
};

/**
 * The verdict on a request that could not be checked at all.
 * @param detail replaces the sentence: what exactly is wrong with the secret
 */
export function createVerdictWithoutKey(
  reason: WithoutKey,
  scheme: SigningScheme | null = null,
  detail: string | null = null,
): Verdict {
  const { result, message } = withoutKey[reason];
  return {
    ...emptyVerdict,
    result,
    reason,
    message: detail ?? message,
    schemeId: scheme?.id ?? null,
    steps: [],
    signed: [],
  };
}

const emptyVerdict = { expected: null, received: null, keyFingerprint: null, skewSeconds: null };

/** Collects what was looked at, in order, and ends in a verdict. Steps that were not reached stay "skipped". */
export class Examination {
  readonly scheme: SigningScheme;
  readonly key: Buffer;
  readonly input: VerifyInput;
  readonly names: HeaderNames;
  readonly verdict: Verdict;

  constructor(scheme: SigningScheme, key: Buffer, input: VerifyInput) {
    this.scheme = scheme;
    this.key = key;
    this.input = input;
    this.names = chooseHeaderNames(scheme, input);
    this.verdict = {
      ...emptyVerdict,
      result: 'invalid',
      reason: 'wrong-signature',
      message: '',
      schemeId: scheme.id,
      steps: planSteps(scheme),
      signed: [],
      keyFingerprint: fingerprintKey(key),
    };
  }

  /** Where the signature belongs, for a person. */
  get signaturePlace(): string {
    const { place } = this.scheme.signature;
    return place.in === 'body'
      ? `the field ${place.path} of the body`
      : `the header ${this.names.signature ?? place.name}`;
  }

  pass(title: StepTitle, detail: string): void {
    this.#note(title, 'pass', detail);
  }

  fail(title: StepTitle, detail: string): void {
    this.#note(title, 'fail', detail);
  }

  /** Ends the examination with the sentence that is told first. */
  conclude(reason: VerificationReason, message: string): Verdict {
    this.verdict.result = reason === 'valid' ? 'valid' : 'invalid';
    this.verdict.reason = reason;
    this.verdict.message = message;
    return this.verdict;
  }

  #note(title: StepTitle, status: VerificationStep['status'], detail: string): void {
    const step = this.verdict.steps.find((candidate) => candidate.title === title);
    if (step !== undefined) Object.assign(step, { status, detail });
  }
}

export type StepTitle =
  | 'Secret'
  | 'Signature is there'
  | 'Signature is well formed'
  | 'Message id is there'
  | 'Timestamp is there'
  | 'Body matches its hash'
  | 'Signed text'
  | 'Signature matches'
  | 'Secret matches'
  | 'Timestamp is recent';

function planSteps(scheme: SigningScheme): VerificationStep[] {
  const titles: StepTitle[] = ['Secret', 'Signature is there'];
  if (scheme.algorithm === 'equality') titles.push('Secret matches');
  else {
    titles.push('Signature is well formed');
    if (scheme.idHeader !== null) titles.push('Message id is there');
    if (scheme.timestamp !== null) titles.push('Timestamp is there');
    if (scheme.bodyHashParameter !== undefined) titles.push('Body matches its hash');
    titles.push('Signed text', 'Signature matches');
    if (scheme.timestamp !== null) titles.push('Timestamp is recent');
  }
  return titles.map((title) => ({ title, status: 'skipped', detail: 'Not reached.' }));
}
