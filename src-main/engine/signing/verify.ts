import type { SignedPart, SigningScheme, Verdict } from '../../../src-preload/contract/signing.ts';
import { checkBodyHash } from './check-body-hash.ts';
import { checkAge, type ReadTime, readTime } from './check-time.ts';
import { compareSecret } from './compare-secret.ts';
import { compareSignatures, type Decoded, decodeSignatures } from './compare-signatures.ts';
import { packSignature } from './container.ts';
import { isPrivateKeyFile } from './der-key.ts';
import { findPartProblem } from './find-part-problem.ts';
import { isJson } from './json-field.ts';
import { toSignedParts } from './message.ts';
import { readId } from './read-id.ts';
import { findSignatures } from './received.ts';
import { describeSignedUrl, listSignedUrls, publicAddressHint, type SignedUrl, signsUrl } from './signed-urls.ts';
import type { MessageSource, VerifyInput } from './types.ts';
import { createVerdictWithoutKey, Examination } from './verdict.ts';
import { verifyToken } from './verify-token.ts';

const partNames: Readonly<Record<SignedPart['part'], string>> = {
  literal: 'separator',
  timestamp: 'timestamp',
  id: 'message id',
  body: 'body',
  method: 'method',
  url: 'URL',
  path: 'path',
  'form-params': 'form fields',
  'body-field': 'field of the body',
  header: 'header',
  query: 'query parameter',
  'form-field': 'form field',
};

/**
 * Checks a request step by step. Never throws, whatever arrived. A step that fails does not keep the others from being made: a
 * malformed signature still shows the one that was expected. A wrong signature comes before an old timestamp, so "too old" means
 * that everything else is right.
 * @param key from `decodeKey`
 * @param previousKey of the secret before this one, which a receiver takes as well while a secret is replaced
 */
export function verifyRequest(
  scheme: SigningScheme,
  key: Buffer,
  input: VerifyInput,
  previousKey: Buffer | null = null,
): Verdict {
  const verdict = verifyWithKey(scheme, key, input);
  if (previousKey === null || verdict.result === 'valid') return verdict;
  const previous = verifyWithKey(scheme, previousKey, input);
  if (previous.result === 'valid') {
    const steps = previous.steps.map((step) =>
      step.title === 'Secret' ? { ...step, detail: `The previous secret. ${step.detail}` } : step,
    );
    return { ...previous, message: `${previous.message} ${describePrevious(scheme)}`, steps, usedPreviousSecret: true };
  }
  if (verdict.reason !== 'wrong-signature' && verdict.reason !== 'wrong-secret-value') return verdict;
  // Where only the time is wrong with the previous secret, the secret is not what to mend.
  const isLate = previous.reason === 'too-old' || previous.reason === 'too-far-ahead';
  if (isLate) return { ...previous, message: `${previous.message} ${describePrevious(scheme)}` };
  return { ...verdict, message: `${verdict.message} The previous secret does not match either.` };
}

function describePrevious({ algorithm }: SigningScheme): string {
  return algorithm === 'equality' ? 'It is the previous secret.' : 'It is signed with the previous secret.';
}

function verifyWithKey(scheme: SigningScheme, key: Buffer, input: VerifyInput): Verdict {
  if (scheme.algorithm === 'ed25519' && key.length !== 32 && key.length !== 64) {
    return createVerdictWithoutKey('malformed-secret', scheme);
  }
  const exam = new Examination(scheme, key, input);
  exam.pass('Secret', describeKey(exam));
  const received = readSignature(exam);
  if (scheme.algorithm === 'equality') return received === null ? skipSecret(exam) : compareSecret(exam, received);
  if (scheme.algorithm === 'jwt-hs256') return verifyToken(exam, received);
  return checkSignature(exam, received);
}

/** @returns null where there is none, or more than one. */
function readSignature(exam: Examination): string[] | null {
  const { scheme, names, input } = exam;
  const found = findSignatures(scheme, names, input);
  if (!found.ok) {
    const fix =
      found.reason === 'missing-header'
        ? 'Switch signing on at the sender, and see that nothing on the way drops it.'
        : 'Receivers differ in which of them they read. Send it once.';
    const problem = `The request ${found.reason === 'missing-header' ? 'does not have' : 'has more than once'} ${exam.signaturePlace}.`;
    if (scheme.signature.place.in === 'body' && !isJson(input.body)) failAtBody(exam);
    else exam.fail('Signature is there', problem, found.reason, `${problem} ${fix}`);
    return null;
  }
  exam.pass('Signature is there', `In ${exam.signaturePlace}.`);
  return found.values;
}

/** The signature is inside the body, which cannot be read: naming the field alone would send people looking in the wrong place. */
function failAtBody(exam: Examination): void {
  const problem = `The body is not valid JSON, so ${exam.signaturePlace} cannot be read.`;
  const fix = 'See how the sender makes the body, and that nothing on the way cuts it.';
  exam.fail('Signature is there', problem, 'malformed-header', `${problem} ${fix}`);
}

function skipSecret(exam: Examination): Verdict {
  exam.skip('Secret matches', 'There is no value to compare.');
  return exam.verdict;
}

function checkSignature(exam: Examination, received: string[] | null): Verdict {
  const { scheme, input, verdict } = exam;
  if (received !== null) verdict.received = received.join(', ');
  if (received === null) exam.skip('Signature is well formed', 'There is none.');
  const signatures = received === null ? null : decode(exam, received);
  const id = readId(exam);
  const time = readTimeBeside(exam, signatures);
  if (scheme.bodyHashParameter !== undefined) checkBodyHash(exam, scheme.bodyHashParameter);

  const { body, headers, method, url } = input;
  const source: MessageSource | null =
    id === null || time === null ? null : { body, headers, timestamp: time.text, id, method, url };
  compare(exam, source, signatures);
  return checkAge(exam, time);
}

function decode(exam: Examination, received: string[]): Decoded {
  const { scheme } = exam;
  const signatures = decodeSignatures(scheme, received);
  if (signatures.ok) {
    exam.pass('Signature is well formed', `${signatures.bytes.length} to check, ${scheme.algorithm}.`);
    return signatures;
  }
  const example = packSignature(scheme, `<${scheme.signature.encoding}>`, '<timestamp>');
  exam.fail(
    'Signature is well formed',
    `The value ${signatures.message}.`,
    'malformed-header',
    `The value of ${exam.signaturePlace} ${signatures.message}. ${scheme.name} sends it as ${example}.`,
  );
  return signatures;
}

/** A timestamp that is inside a signature that is missing, or cannot be taken apart, is not looked for. */
function readTimeBeside(exam: Examination, signatures: Decoded | null): ReadTime | null {
  const { timestamp } = exam.scheme;
  const inSignature = signatures?.timestamp ?? null;
  if (timestamp?.place.in === 'signature' && inSignature === null && !signatures?.ok) {
    exam.skip('Timestamp is there', 'It is part of the signature, which could not be read.');
    return null;
  }
  return readTime(exam, inSignature);
}

/** Shows the text of the URL that matches, or of the first one. */
function compare(exam: Examination, source: MessageSource | null, signatures: Decoded | null): void {
  if (source === null || !checkParts(exam, source)) {
    exam.skip('Signed text', 'A part of it is missing.');
    exam.skip('Signature matches', 'The signed text is not known.');
    return;
  }
  const urls = listSignedUrls(exam.scheme, { ...source, publicUrl: exam.input.publicUrl });
  const found = compareAtEachUrl(exam, source, urls, signatures?.ok ? signatures.bytes : []);
  const total = exam.verdict.signed.reduce((sum, { bytes }) => sum + bytes, 0);
  exam.pass('Signed text', `${total} bytes: ${exam.verdict.signed.map(({ part }) => partNames[part]).join(', ')}.`);
  if (!signatures?.ok) {
    exam.skip('Signature matches', 'There is no signature that could be compared.');
  } else if (found !== null) {
    const detail = 'The signature over this text with this secret is the one that was sent.';
    exam.pass('Signature matches', signsUrl(exam.scheme) ? `${detail} ${describeSignedUrl(found)}` : detail);
    if (found !== urls[0]) exam.remark = describeSignedUrl(found);
  } else {
    const detail = 'The signature over this text with this secret is another one.';
    const tried = urls.length === 1 ? '' : ` Tried: ${urls.map(({ url, from }) => `${url} (${from})`).join(', ')}.`;
    exam.fail('Signature matches', `${detail}${tried}`, 'wrong-signature', explainMismatch(exam));
  }
}

/** @returns false where a header, parameter or field of the signed text is missing or ambiguous. */
function checkParts(exam: Examination, source: MessageSource): boolean {
  const problem = findPartProblem(exam.scheme, source);
  if (problem === null) return true;
  exam.fail('Signed parts are there', problem.detail, problem.reason, problem.message);
  return false;
}

/** @returns the URL that was signed; null where none of them was. */
function compareAtEachUrl(
  exam: Examination,
  source: MessageSource,
  urls: readonly SignedUrl[],
  signatures: readonly Buffer[],
): SignedUrl | null {
  const { scheme, key, verdict } = exam;
  for (const [index, each] of urls.entries()) {
    const tried = { ...source, url: each.url };
    const { matches, expected } = compareSignatures(scheme, key, tried, signatures);
    if (matches || index === 0) {
      verdict.expected = expected === null ? null : packSignature(scheme, expected, source.timestamp);
      verdict.signed = toSignedParts(scheme.message, tried);
    }
    if (matches) return each;
  }
  return null;
}

function explainMismatch(exam: Examination): string {
  const hint = hasOuterSpace(exam)
    ? 'The secret begins or ends with white space: check whether it was copied along.'
    : 'Check that both ends have the same secret, and that the body was not changed on the way.';
  const address = signsUrl(exam.scheme) ? ` ${publicAddressHint}` : '';
  return `The signature does not match the request and the secret. ${hint}${address}`;
}

function describeKey(exam: Examination): string {
  const { scheme, key } = exam;
  const space = hasOuterSpace(exam) ? ' It begins or ends with white space.' : '';
  const half =
    scheme.key.encoding === 'der' ? (isPrivateKeyFile(key) ? ' It is a private key.' : ' It is a public key.') : '';
  return `The key has ${key.length} bytes, fingerprint ${exam.verdict.keyFingerprint}.${half}${space}`;
}

/** Only where the secret itself is the key: elsewhere the bytes are random and may look like anything. */
function hasOuterSpace({ scheme, key }: Examination): boolean {
  const text = key.toString('utf8');
  return scheme.key.encoding === 'utf8' && text.trim() !== text;
}
