import type { Verdict } from '../../../src-preload/contract/signing.ts';
import { findTimestamps, namePlace } from './received.ts';
import { formatDuration, guessOtherUnit, parseTimestamp } from './timestamp.ts';
import type { Examination } from './verdict.ts';

export interface ReadTime {
  /** As it was sent, which is what was signed. */
  text: string;
  timeMs: number | null;
}

/**
 * @param inSignature the text inside the signature header; null where there is none
 * @returns null where no timestamp could be read
 */
export function readTime(exam: Examination, inSignature: string | null): ReadTime | null {
  const { scheme, names, input } = exam;
  if (scheme.timestamp === null) return { text: '', timeMs: null };
  const { unit } = scheme.timestamp;
  const place = namePlace(scheme.timestamp.place, names);
  const [text, second] = findTimestamps(scheme, names, input, inSignature);
  if (text === undefined) {
    exam.fail(
      'Timestamp is there',
      `There is none in ${place}.`,
      'missing-timestamp',
      `There is no timestamp in ${place}. Send it along with the signature.`,
    );
    return null;
  }
  const timeMs = second === undefined ? parseTimestamp(text, unit) : null;
  if (timeMs === null) {
    const problem = second === undefined ? `is not a time in ${unitNames[unit]}` : 'is there more than once';
    exam.fail(
      'Timestamp is there',
      `The timestamp in ${place} ${problem}.`,
      'malformed-timestamp',
      `The timestamp in ${place} ${problem}. Send it once, in ${unitNames[unit]}.`,
    );
    // One that is there once is what was signed, whatever it says.
    return second === undefined ? { text, timeMs: null } : null;
  }
  exam.pass('Timestamp is there', `${text} is ${new Date(timeMs).toISOString()}.`);
  exam.verdict.skewSeconds = (timeMs - input.nowMs) / 1000;
  return { text, timeMs };
}

const unitNames = { s: 'Unix seconds', ms: 'Unix milliseconds', iso8601: 'ISO 8601 (2026-01-31T09:00:00Z)' } as const;

/** The last step. Where it is the first that fails, everything else is right. */
export function checkAge(exam: Examination, time: ReadTime | null): Verdict {
  const { scheme } = exam;
  const { nowMs } = exam.input;
  const hasTime = scheme.timestamp !== null || scheme.claims?.some(({ holds }) => holds === 'issued-at');
  if (!hasTime) return exam.conclude('Valid: the signature matches the body and the secret.');
  if (time?.timeMs == null) {
    exam.skip('Timestamp is recent', 'There is no time to compare with the clock.');
    return exam.verdict;
  }
  const unit = scheme.timestamp?.unit ?? 's';
  const { past, future } = scheme.tolerance;
  // A timestamp in whole seconds is compared with a clock in whole seconds, as the receivers' libraries do.
  const now = unit === 's' ? Math.floor(nowMs / 1000) * 1000 : nowMs;
  const age = (now - time.timeMs) / 1000;
  const side = age >= 0 ? `${formatDuration(age)} old` : `${formatDuration(age)} ahead of this clock`;
  const limit = age >= 0 ? past : future;
  const other = guessOtherUnit(time.text, unit);
  const looksLike = other === null ? null : `It looks like ${other}; ${scheme.name} uses ${unitNames[unit]}`;
  if (limit === null || Math.abs(age) <= limit) {
    exam.pass(
      'Timestamp is recent',
      limit === null ? `It is ${side}; any age is accepted.` : `It is ${side}; up to ${limit} s are accepted.`,
    );
    const note = looksLike === null ? '' : ` ${looksLike}.`;
    return exam.conclude(`Valid: the signature matches, and the timestamp is ${side}.${note}`);
  }
  const fix =
    looksLike ??
    (age > 0
      ? 'Re-sign it to send it again, and compare the clocks if it was just sent'
      : 'Compare the clocks of sender and receiver');
  exam.fail(
    'Timestamp is recent',
    `It is ${side}; up to ${limit} s are accepted.`,
    age > 0 ? 'too-old' : 'too-far-ahead',
    `The timestamp is ${side} and the tolerance is ${limit} s. The signature itself is right. ${fix}.`,
  );
  return exam.verdict;
}
