import { createHash, timingSafeEqual } from 'node:crypto';
import type { Verdict } from '../../../src-preload/contract/signing.ts';
import { cutPrefix } from './cut-prefix.ts';
import type { Examination } from './verdict.ts';

/** Equality schemes: the value that was sent is the secret, or it is not. Neither is shown. */
export function compareSecret(exam: Examination, values: readonly string[]): Verdict {
  const value = values[0] ?? '';
  const { prefix, encoding } = exam.scheme.signature;
  const rest = cutPrefix(exam.scheme.signature, value);
  if (rest === null) {
    const problem = `does not begin with "${prefix}"`;
    exam.fail(
      'Signature is well formed',
      `The value ${problem}.`,
      'malformed-header',
      `The value of ${exam.signaturePlace} ${problem}. ${exam.scheme.name} sends it as ${prefix}<${encoding}>.`,
    );
  }
  const sent = rest ?? value;
  const secret = encoding === 'verbatim' ? exam.key : exam.key.toString(encoding);
  // Hashing first gives both sides one length, which timingSafeEqual demands, and hides how long the secret is.
  const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();
  if (timingSafeEqual(hash(sent), hash(secret))) {
    exam.pass('Secret matches', 'The value that was sent is the secret.');
    return exam.conclude('Valid: the value that was sent is the secret of this webhook.');
  }
  exam.fail(
    'Secret matches',
    'The value that was sent is not the secret.',
    'wrong-secret-value',
    `The value of ${exam.signaturePlace} is not the secret of this webhook. Enter the same secret at both ends.`,
  );
  return exam.verdict;
}
