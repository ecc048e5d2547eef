import type { DeliveryKind } from '../../../src-preload/contract/delivery.ts';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import type { SchemeChoice, VerificationReason } from '../../../src-preload/contract/signing.ts';
import { errorWords } from '../../stores/attempt-words.ts';
import type { Tone } from '../../ui/status.tsx';

export interface StateWords {
  tone: Tone;
  words: string;
}

/** What became of an attempt: `200 delivered`, `500 failed`, `refused`. */
export function describeOutcome(sent: NonNullable<LogRow['sent']>): StateWords {
  const { outcome, status, error } = sent;
  if (outcome === 'in_flight') return { tone: 'waiting', words: 'sending' };
  if (outcome === 'unknown') return { tone: 'unknown', words: 'unknown' };
  const code = status === null ? '' : `${status} `;
  if (outcome === 'success') return { tone: 'success', words: `${code}delivered` };
  return { tone: 'failure', words: `${code}${error === null ? 'failed' : errorWords[error]}` };
}

const REASONS: Readonly<Record<VerificationReason, string>> = {
  valid: 'valid',
  'not-signed-by-rule': 'not signed',
  'missing-header': 'no signature',
  'malformed-header': 'malformed',
  'missing-timestamp': 'no timestamp',
  'malformed-timestamp': 'bad timestamp',
  'too-old': 'too old',
  'too-far-ahead': 'ahead of time',
  'missing-id': 'no id',
  'missing-part': 'part missing',
  'repeated-part': 'part repeated',
  'wrong-signature': 'signature differs',
  'wrong-secret-value': 'secret differs',
  'no-secret': 'no secret',
  'secret-locked': 'secret locked',
  'malformed-secret': 'bad secret',
  'no-scheme': 'no scheme',
  'no-webhook': 'unknown path',
};

/** What the verification of a capture found: `valid`, `signature differs`. */
export function describeVerdict(captured: NonNullable<LogRow['captured']>): StateWords {
  if (captured.malformed) return { tone: 'failure', words: 'malformed request' };
  const { verdict, reason } = captured;
  if (verdict === null) return { tone: 'idle', words: 'not checked' };
  const words = reason === null ? verdict : REASONS[reason];
  const tones: Readonly<Record<typeof verdict, Tone>> = {
    valid: 'success',
    invalid: 'failure',
    unsigned: 'idle',
    unverifiable: 'unknown',
  };
  return { tone: tones[verdict], words };
}

/** The name of the scheme of a verdict: its id where it is gone. Null for none, which is no sender without a scheme. */
export function nameScheme(choices: readonly SchemeChoice[], schemeId: string | null): string | null {
  if (schemeId === null) return null;
  return choices.find(({ id }) => id === schemeId)?.name ?? schemeId;
}

export const kindWords: Readonly<Record<DeliveryKind, string>> = {
  test: 'test',
  event: 'event',
  replay: 'replay',
  validate: 'validation',
  import: 'imported',
};

/** The remark behind an attempt: its number from the second on, and what else is not ordinary. */
export function remarkOf(sent: NonNullable<LogRow['sent']>): string {
  const parts = [sent.attempt > 1 ? `#${sent.attempt}` : '', sent.kind === 'event' ? '' : kindWords[sent.kind]];
  return parts.filter((part) => part !== '').join(' ');
}

/** A whole line in words, for screen readers. */
export function describeRow(row: LogRow): string {
  const { sent, captured } = row;
  const out =
    sent === null ? 'not sent from here' : `sent ${sent.method} ${sent.target}, ${describeOutcome(sent).words}`;
  const back = captured === null ? 'not captured' : `captured, ${describeVerdict(captured).words}`;
  return `${out}; ${back}`;
}
