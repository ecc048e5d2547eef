import type {
  SigningScheme,
  Verdict,
  VerificationReason,
  VerificationResult,
} from '../../../src-preload/contract/signing.ts';
import { fingerprintKey } from './key.ts';
import { chooseHeaderNames, type HeaderNames } from './received.ts';
import type { VerifyInput } from './types.ts';

type WithoutKey =
  | 'not-signed-by-rule'
  | 'no-secret'
  | 'secret-locked'
  | 'malformed-secret'
  | 'no-scheme'
  | 'no-webhook';

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
  'no-scheme': {
    result: 'unverifiable',
    message:
      'The signing scheme of this webhook is not here any more, so nothing can be checked. Bring it back, or choose another one.',
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
  return { ...createVerdict(scheme?.id ?? null, null), result, reason, message: detail ?? message };
}

function createVerdict(schemeId: string | null, keyFingerprint: string | null): Verdict {
  return {
    result: 'invalid',
    reason: 'wrong-signature',
    message: '',
    schemeId,
    steps: [],
    signed: [],
    expected: null,
    received: null,
    keyFingerprint,
    skewSeconds: null,
  };
}

/**
 * Collects what was looked at, in order, and ends in a verdict. A failed step does not end it: whatever can still be computed is,
 * and the first failure is the reason of the verdict.
 */
export class Examination {
  readonly scheme: SigningScheme;
  readonly key: Buffer;
  readonly input: VerifyInput;
  readonly names: HeaderNames;
  readonly verdict: Verdict;
  /** Said besides where the request is valid: by which address. */
  remark = '';
  private failed = false;

  constructor(scheme: SigningScheme, key: Buffer, input: VerifyInput) {
    this.scheme = scheme;
    this.key = key;
    this.input = input;
    this.names = chooseHeaderNames(scheme, input);
    this.verdict = createVerdict(scheme.id, fingerprintKey(key));
  }

  /** Where the signature belongs, for a person. */
  get signaturePlace(): string {
    const { place } = this.scheme.signature;
    return place.in === 'body'
      ? `the field ${place.path} of the body`
      : `the header ${this.names.signature ?? place.name}`;
  }

  pass(title: StepTitle, detail: string): void {
    this.verdict.steps.push({ title, status: 'pass', detail });
  }

  /**
   * @param reason counts only for the first step that fails
   * @param message one sentence for a person, with the fix
   */
  fail(title: StepTitle, detail: string, reason: VerificationReason, message: string): void {
    this.verdict.steps.push({ title, status: 'fail', detail });
    if (this.failed) return;
    this.failed = true;
    this.verdict.reason = reason;
    this.verdict.message = message;
  }

  /** @param why what is missing to make this step */
  skip(title: StepTitle, why: string): void {
    this.verdict.steps.push({ title, status: 'skipped', detail: why });
  }

  /** @param message the sentence where no step failed */
  conclude(message: string): Verdict {
    if (this.failed) return this.verdict;
    this.verdict.result = 'valid';
    this.verdict.reason = 'valid';
    this.verdict.message = this.remark === '' ? message : `${message} ${this.remark}`;
    return this.verdict;
  }
}

export type StepTitle =
  | 'Secret'
  | 'Signature is there'
  | 'Signature is well formed'
  | 'Message id is there'
  | 'Timestamp is there'
  | 'Body matches its hash'
  | 'Signed parts are there'
  | 'Claims fit the request'
  | 'Signed text'
  | 'Signature matches'
  | 'Secret matches'
  | 'Timestamp is recent';
