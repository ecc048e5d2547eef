import type {
  SigningScheme,
  Verdict,
  VerificationReason,
  VerificationResult,
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

/** Collects what was looked at, in order, and ends in a verdict. The steps that a failure kept from are "skipped". */
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

  fail(title: StepTitle, detail: string): void {
    this.verdict.steps.push({ title, status: 'fail', detail });
    const titles = listTitles(this.scheme);
    for (const skipped of titles.slice(titles.indexOf(title) + 1)) {
      this.verdict.steps.push({ title: skipped, status: 'skipped', detail: 'Not reached.' });
    }
  }

  /** Ends the examination with the sentence that is told first. */
  conclude(reason: VerificationReason, message: string): Verdict {
    this.verdict.result = reason === 'valid' ? 'valid' : 'invalid';
    this.verdict.reason = reason;
    this.verdict.message = message;
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
  | 'Signed text'
  | 'Signature matches'
  | 'Secret matches'
  | 'Timestamp is recent';

/** Every step of a scheme, in the order in which they are made. */
function listTitles(scheme: SigningScheme): StepTitle[] {
  if (scheme.algorithm === 'equality') return ['Secret', 'Signature is there', 'Secret matches'];
  const titles: StepTitle[] = ['Secret', 'Signature is there', 'Signature is well formed'];
  if (scheme.idHeader !== null) titles.push('Message id is there');
  if (scheme.timestamp !== null) titles.push('Timestamp is there');
  if (scheme.bodyHashParameter !== undefined) titles.push('Body matches its hash');
  titles.push('Signed text', 'Signature matches');
  if (scheme.timestamp !== null) titles.push('Timestamp is recent');
  return titles;
}
