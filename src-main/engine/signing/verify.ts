import { createHash, timingSafeEqual } from 'node:crypto';
import type { SigningScheme, Verdict } from '../../../src-preload/contract/signing.ts';
import { packSignature, unpackSignature } from './container.ts';
import { verifyEd25519 } from './ed25519.ts';
import { decodeStrictly, explainEncoding } from './encoding.ts';
import { readField } from './json-field.ts';
import { fingerprintKey } from './key.ts';
import { joinMessage, toSignedParts } from './message.ts';
import { chooseHeaderNames, findTimestamps, type HeaderNames, listUrls, namePlace, valuesOf } from './received.ts';
import { computeSignature } from './sign.ts';
import { formatDuration, guessOtherUnit, parseTimestamp } from './timestamp.ts';
import type { MessageSource, VerifyInput } from './types.ts';
import { createVerdictWithoutKey, Examination } from './verdict.ts';

const digestBytes = { 'hmac-sha1': 20, 'hmac-sha256': 32, 'hmac-sha512': 64, ed25519: 64 } as const;

/**
 * Checks a request step by step. Never throws, whatever arrived. A wrong signature is told before an old timestamp, so
 * "too old" means that everything else is right.
 * @param key from `decodeKey`
 */
export function verifyRequest(scheme: SigningScheme, key: Buffer, input: VerifyInput): Verdict {
  const exam = new Examination(scheme, fingerprintKey(key));
  if (scheme.algorithm === 'ed25519' && key.length !== 32 && key.length !== 64) {
    return createVerdictWithoutKey('malformed-secret', scheme);
  }
  exam.pass('Secret', describeKey(scheme, key));
  const names = chooseHeaderNames(scheme, input);
  const found = findSignature(scheme, names, input);
  const place =
    names.signature === null ? `the field ${bodyPath(scheme)} of the body` : `the header ${names.signature}`;
  const [received] = found;
  if (received === undefined) {
    exam.fail('Signature is there', `The request does not have ${place}.`);
    return exam.conclude(
      'missing-header',
      `The request does not have ${place}. Switch signing on at the sender, and see that nothing on the way drops it.`,
    );
  }
  if (found.length > 1) {
    exam.fail('Signature is there', `The request has ${place} ${found.length} times.`);
    return exam.conclude(
      'malformed-header',
      `The request has ${place} ${found.length} times, and receivers differ in which they read. Send it once.`,
    );
  }
  exam.pass('Signature is there', `In ${place}.`);
  if (scheme.algorithm === 'equality') return compareSecret(exam, scheme, key, place, received);
  exam.verdict.received = received;
  return checkSignature(exam, scheme, key, names, input, place, received);
}

function checkSignature(
  exam: Examination,
  scheme: SigningScheme,
  key: Buffer,
  names: HeaderNames,
  input: VerifyInput,
  place: string,
  received: string,
): Verdict {
  const signatures = decodeSignatures(scheme, received);
  if (!signatures.ok) {
    exam.fail('Signature is well formed', `The value ${signatures.message}.`);
    return exam.conclude(
      'malformed-header',
      `The value of ${place} ${signatures.message}. Compare it with what ${scheme.name} sends: ${exampleOf(scheme)}.`,
    );
  }
  exam.pass('Signature is well formed', `${signatures.bytes.length} to check, ${scheme.algorithm}.`);

  const id = readId(exam, names, input);
  if (id === null) return exam.verdict;
  const time = readTime(exam, scheme, names, input, signatures.timestamp);
  if (time === null) return exam.verdict;
  if (scheme.bodyHashParameter !== undefined && !checkBodyHash(exam, scheme.bodyHashParameter, input)) {
    return exam.verdict;
  }

  const sources = listUrls(scheme, input.url).map(
    (url): MessageSource => ({ body: input.body, timestamp: time.text, id, method: input.method, url }),
  );
  const matching = sources.find((source) => matchesAny(scheme, key, source, signatures.bytes));
  const shown = matching ?? sources[0];
  if (shown !== undefined) showSignedText(exam, scheme, key, shown);
  if (matching === undefined) {
    exam.fail('Signature matches', 'The signature over this text with this secret is another one.');
    return exam.conclude('wrong-signature', explainMismatch(scheme, key));
  }
  exam.pass('Signature matches', 'The signature over this text with this secret is the one that was sent.');
  return checkAge(exam, scheme, time, input.nowMs);
}

type Decoded = { ok: true; bytes: Buffer[]; timestamp: string | null } | { ok: false; message: string };

/** Entries of the wrong form do not spoil the others, as long as one can be checked. */
function decodeSignatures(scheme: SigningScheme, value: string): Decoded {
  const unpacked = unpackSignature(scheme, value);
  if (!unpacked.ok) return unpacked;
  const { encoding } = scheme.signature;
  if (encoding === 'verbatim' || scheme.algorithm === 'equality') {
    return { ok: false, message: 'cannot be decoded: the scheme names no encoding' };
  }
  const length = digestBytes[scheme.algorithm];
  const bytes: Buffer[] = [];
  let problem = '';
  for (const signature of unpacked.signatures) {
    const decoded = decodeStrictly(signature, encoding);
    if (decoded === null) problem = `${explainEncoding(signature, encoding)}, where ${encoding} is expected`;
    else if (decoded.length !== length) problem = `holds ${decoded.length} bytes, where a signature has ${length}`;
    else bytes.push(decoded);
  }
  return bytes.length > 0 ? { ok: true, bytes, timestamp: unpacked.timestamp } : { ok: false, message: problem };
}

/** Looks at every entry, so that the time it takes does not tell which one matched. */
function matchesAny(scheme: SigningScheme, key: Buffer, source: MessageSource, signatures: readonly Buffer[]): boolean {
  let matches = false;
  if (scheme.algorithm === 'ed25519') {
    const message = joinMessage(scheme.message, source);
    for (const signature of signatures) matches = verifyEd25519(key, message, signature) || matches;
    return matches;
  }
  const { encoding } = scheme.signature;
  const expected = Buffer.from(computeSignature(scheme, key, source), encoding === 'verbatim' ? 'hex' : encoding);
  for (const signature of signatures) {
    matches = (signature.length === expected.length && timingSafeEqual(signature, expected)) || matches;
  }
  return matches;
}

function compareSecret(exam: Examination, scheme: SigningScheme, key: Buffer, place: string, value: string): Verdict {
  const { prefix } = scheme.signature;
  const sent = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  // Hashing first gives both sides one length, which timingSafeEqual demands, and hides how long the secret is.
  const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();
  if (timingSafeEqual(hash(sent), hash(key))) {
    exam.pass('Secret matches', 'The value that was sent is the secret.');
    return exam.conclude('valid', 'Valid: the value that was sent is the secret of this webhook.');
  }
  exam.fail('Secret matches', 'The value that was sent is not the secret.');
  return exam.conclude(
    'wrong-secret-value',
    `The value of ${place} is not the secret of this webhook. Enter the same secret at both ends.`,
  );
}

function readId(exam: Examination, names: HeaderNames, input: VerifyInput): string | null {
  if (names.id === null) return '';
  const [id, second] = valuesOf(input.headers, names.id);
  if (id !== undefined && id !== '' && second === undefined) {
    exam.pass('Message id is there', id);
    return id;
  }
  const problem = second === undefined ? 'does not have' : 'has more than once';
  exam.fail('Message id is there', `The request ${problem} the header ${names.id}.`);
  exam.conclude(
    second === undefined ? 'missing-id' : 'malformed-header',
    `The request ${problem} the header ${names.id}, and the id is part of the signed text. Send it once.`,
  );
  return null;
}

interface ReadTime {
  /** As it was sent, which is what was signed. */
  text: string;
  timeMs: number | null;
}

function readTime(
  exam: Examination,
  scheme: SigningScheme,
  names: HeaderNames,
  input: VerifyInput,
  inSignature: string | null,
): ReadTime | null {
  if (scheme.timestamp === null) return { text: '', timeMs: null };
  const { unit } = scheme.timestamp;
  const place = namePlace(scheme.timestamp.place, names);
  const [text, second] = findTimestamps(scheme, names, input, inSignature);
  if (text === undefined) {
    exam.fail('Timestamp is there', `There is none in ${place}.`);
    exam.conclude('missing-timestamp', `There is no timestamp in ${place}. Send it along with the signature.`);
    return null;
  }
  const timeMs = second === undefined ? parseTimestamp(text, unit) : null;
  if (timeMs === null) {
    const problem = second === undefined ? `is not a time in ${unitNames[unit]}` : 'is there more than once';
    exam.fail('Timestamp is there', `The timestamp in ${place} ${problem}.`);
    exam.conclude('malformed-timestamp', `The timestamp in ${place} ${problem}. Send it once, in ${unitNames[unit]}.`);
    return null;
  }
  exam.pass('Timestamp is there', `${text} is ${new Date(timeMs).toISOString()}.`);
  exam.verdict.skewSeconds = (timeMs - input.nowMs) / 1000;
  return { text, timeMs };
}

const unitNames = { s: 'Unix seconds', ms: 'Unix milliseconds', iso8601: 'ISO 8601 (2026-01-31T09:00:00Z)' } as const;

function checkBodyHash(exam: Examination, parameter: string, input: VerifyInput): boolean {
  const query = input.url.split('#', 1)[0]?.split('?').slice(1).join('?') ?? '';
  const sent = new URLSearchParams(query).get(parameter);
  const hash = createHash('sha256').update(input.body).digest();
  const decoded = sent === null ? null : decodeStrictly(sent, 'hex');
  if (decoded !== null && decoded.length === hash.length && timingSafeEqual(decoded, hash)) {
    exam.pass('Body matches its hash', `The SHA-256 of the body is the one in ${parameter}.`);
    return true;
  }
  const problem =
    sent === null ? `The URL has no ${parameter}` : `The SHA-256 of the body is not the one in ${parameter}`;
  exam.fail('Body matches its hash', `${problem}.`);
  exam.conclude('wrong-signature', `${problem}, so the body is not covered. Check that nothing on the way changed it.`);
  return false;
}

function showSignedText(exam: Examination, scheme: SigningScheme, key: Buffer, source: MessageSource): void {
  const parts = toSignedParts(scheme.message, source);
  const total = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  exam.verdict.signed = parts;
  exam.pass('Signed text', `${total} bytes: ${parts.map(({ part }) => part).join(', ')}.`);
  if (scheme.algorithm === 'ed25519' && key.length !== 64) return;
  exam.verdict.expected = packSignature(scheme, computeSignature(scheme, key, source), source.timestamp);
}

function checkAge(exam: Examination, scheme: SigningScheme, time: ReadTime, nowMs: number): Verdict {
  if (scheme.timestamp === null || time.timeMs === null) {
    return exam.conclude('valid', 'Valid: the signature matches the body and the secret.');
  }
  const { past, future } = scheme.tolerance;
  // A timestamp in whole seconds is compared with a clock in whole seconds, as the receivers' libraries do.
  const now = scheme.timestamp.unit === 's' ? Math.floor(nowMs / 1000) * 1000 : nowMs;
  const age = (now - time.timeMs) / 1000;
  const side = age >= 0 ? `${formatDuration(age)} old` : `${formatDuration(age)} ahead of this clock`;
  const limit = age >= 0 ? past : future;
  if (limit === null || Math.abs(age) <= limit) {
    exam.pass(
      'Timestamp is recent',
      limit === null ? `It is ${side}; any age is accepted.` : `It is ${side}; up to ${limit} s are accepted.`,
    );
    return exam.conclude('valid', `Valid: the signature matches, and the timestamp is ${side}.`);
  }
  const unit = guessOtherUnit(time.text, scheme.timestamp.unit);
  const fix =
    unit === null
      ? age > 0
        ? 'Sign it anew to send it again, and compare the clocks if it was just sent'
        : 'Compare the clocks of sender and receiver'
      : `It looks like ${unit}; ${scheme.name} uses ${unitNames[scheme.timestamp.unit]}`;
  exam.fail('Timestamp is recent', `It is ${side}; up to ${limit} s are accepted.`);
  return exam.conclude(
    age > 0 ? 'too-old' : 'too-far-ahead',
    `The timestamp is ${side} and the tolerance is ${limit} s. The signature itself is right. ${fix}.`,
  );
}

function explainMismatch(scheme: SigningScheme, key: Buffer): string {
  const hint = hasOuterSpace(scheme, key)
    ? 'The secret begins or ends with white space: check whether it was copied along.'
    : 'Check that both ends have the same secret, and that the body was not changed on the way.';
  return `The signature does not match the request and the secret. ${hint}`;
}

function describeKey(scheme: SigningScheme, key: Buffer): string {
  const space = hasOuterSpace(scheme, key) ? ' It begins or ends with white space.' : '';
  return `The key has ${key.length} bytes, fingerprint ${fingerprintKey(key)}.${space}`;
}

function hasOuterSpace(scheme: SigningScheme, key: Buffer): boolean {
  const text = key.toString('utf8');
  return scheme.key.encoding === 'utf8' && text.trim() !== text;
}

function findSignature(scheme: SigningScheme, names: HeaderNames, input: VerifyInput): string[] {
  if (names.signature !== null) return valuesOf(input.headers, names.signature);
  const value = readField(input.body, bodyPath(scheme));
  return value === null ? [] : [value];
}

function bodyPath(scheme: SigningScheme): string {
  return scheme.signature.place.in === 'body' ? scheme.signature.place.path : '';
}

function exampleOf(scheme: SigningScheme): string {
  return packSignature(scheme, `<${scheme.signature.encoding}>`, '<timestamp>');
}
