import { createHash, timingSafeEqual } from 'node:crypto';
import { decodeStrictly } from './encoding.ts';
import type { Examination } from './verdict.ts';

/** Twilio's form for bodies that are not a form. */
export function checkBodyHash(exam: Examination, parameter: string): void {
  const { input } = exam;
  const query = input.url.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  const sent = new URLSearchParams(query).get(parameter);
  const hash = createHash('sha256').update(input.body).digest();
  const decoded = sent === null ? null : decodeStrictly(sent, 'hex');
  if (decoded !== null && decoded.length === hash.length && timingSafeEqual(decoded, hash)) {
    exam.pass('Body matches its hash', `The SHA-256 of the body is the one in ${parameter}.`);
    return;
  }
  const problem =
    sent === null ? `The URL has no ${parameter}` : `The SHA-256 of the body is not the one in ${parameter}`;
  exam.fail(
    'Body matches its hash',
    `${problem}.`,
    'wrong-signature',
    `${problem}, so the body is not covered. Check that nothing on the way changed it.`,
  );
}
