import type { SignedPart, SigningScheme, Verdict } from '../../../src-preload/contract/signing.ts';
import { checkBodyHash } from './check-body-hash.ts';
import { checkAge, readTime } from './check-time.ts';
import { compareSecret } from './compare-secret.ts';
import { compareSignatures, decodeSignatures } from './compare-signatures.ts';
import { packSignature } from './container.ts';
import { toSignedParts } from './message.ts';
import { readId } from './read-id.ts';
import { findSignatures, listUrls } from './received.ts';
import type { MessageSource, VerifyInput } from './types.ts';
import { createVerdictWithoutKey, Examination } from './verdict.ts';

const partNames: Readonly<Record<SignedPart['part'], string>> = {
  literal: 'separator',
  timestamp: 'timestamp',
  id: 'message id',
  body: 'body',
  method: 'method',
  url: 'URL',
  'form-params': 'form fields',
  'body-field': 'field of the body',
};

/**
 * Checks a request step by step. Never throws, whatever arrived. A wrong signature is told before an old timestamp, so
 * "too old" means that everything else is right.
 * @param key from `decodeKey`
 */
export function verifyRequest(scheme: SigningScheme, key: Buffer, input: VerifyInput): Verdict {
  if (scheme.algorithm === 'ed25519' && key.length !== 32 && key.length !== 64) {
    return createVerdictWithoutKey('malformed-secret', scheme);
  }
  const exam = new Examination(scheme, key, input);
  exam.pass('Secret', describeKey(exam));
  const [received, second] = findSignatures(scheme, exam.names, input);
  if (received === undefined) {
    exam.fail('Signature is there', `The request does not have ${exam.signaturePlace}.`);
    return exam.conclude(
      'missing-header',
      `The request does not have ${exam.signaturePlace}. Switch signing on at the sender, and see that nothing on the way drops it.`,
    );
  }
  if (second !== undefined) {
    exam.fail('Signature is there', `The request has ${exam.signaturePlace} more than once.`);
    return exam.conclude(
      'malformed-header',
      `The request has ${exam.signaturePlace} more than once, and receivers differ in which they read. Send it once.`,
    );
  }
  exam.pass('Signature is there', `In ${exam.signaturePlace}.`);
  return scheme.algorithm === 'equality' ? compareSecret(exam, received) : checkSignature(exam, received);
}

function checkSignature(exam: Examination, received: string): Verdict {
  const { scheme, input, verdict } = exam;
  verdict.received = received;
  const signatures = decodeSignatures(scheme, received);
  if (!signatures.ok) {
    const example = packSignature(scheme, `<${scheme.signature.encoding}>`, '<timestamp>');
    exam.fail('Signature is well formed', `The value ${signatures.message}.`);
    return exam.conclude(
      'malformed-header',
      `The value of ${exam.signaturePlace} ${signatures.message}. ${scheme.name} sends it as ${example}.`,
    );
  }
  exam.pass('Signature is well formed', `${signatures.bytes.length} to check, ${scheme.algorithm}.`);

  const id = readId(exam);
  if (id === null) return verdict;
  const time = readTime(exam, signatures.timestamp);
  if (time === null) return verdict;
  if (scheme.bodyHashParameter !== undefined && !checkBodyHash(exam, scheme.bodyHashParameter)) return verdict;

  const source: MessageSource = { body: input.body, timestamp: time.text, id, method: input.method, url: input.url };
  if (!compareAtEachUrl(exam, source, signatures.bytes)) {
    exam.fail('Signature matches', 'The signature over this text with this secret is another one.');
    return exam.conclude('wrong-signature', explainMismatch(exam));
  }
  exam.pass('Signature matches', 'The signature over this text with this secret is the one that was sent.');
  return checkAge(exam, time);
}

/** Shows the text of the URL that matches, or of the first one. */
function compareAtEachUrl(exam: Examination, source: MessageSource, signatures: readonly Buffer[]): boolean {
  const { scheme, key, verdict } = exam;
  let found = false;
  for (const [index, url] of listUrls(scheme, source.url).entries()) {
    const tried = { ...source, url };
    const { matches, expected } = compareSignatures(scheme, key, tried, signatures);
    if (matches || index === 0) {
      verdict.expected = expected === null ? null : packSignature(scheme, expected, source.timestamp);
      verdict.signed = toSignedParts(scheme.message, tried);
    }
    found = matches;
    if (found) break;
  }
  const total = verdict.signed.reduce((sum, { bytes }) => sum + bytes, 0);
  exam.pass('Signed text', `${total} bytes: ${verdict.signed.map(({ part }) => partNames[part]).join(', ')}.`);
  return found;
}

function explainMismatch(exam: Examination): string {
  const hint = hasOuterSpace(exam)
    ? 'The secret begins or ends with white space: check whether it was copied along.'
    : 'Check that both ends have the same secret, and that the body was not changed on the way.';
  return `The signature does not match the request and the secret. ${hint}`;
}

function describeKey(exam: Examination): string {
  const space = hasOuterSpace(exam) ? ' It begins or ends with white space.' : '';
  return `The key has ${exam.key.length} bytes, fingerprint ${exam.verdict.keyFingerprint}.${space}`;
}

/** Only where the secret itself is the key: elsewhere the bytes are random and may look like anything. */
function hasOuterSpace({ scheme, key }: Examination): boolean {
  const text = key.toString('utf8');
  return scheme.key.encoding === 'utf8' && text.trim() !== text;
}
