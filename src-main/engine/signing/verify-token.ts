import type { Verdict } from '../../../src-preload/contract/signing.ts';
import { checkAge, type ReadTime } from './check-time.ts';
import { cutPrefix } from './cut-prefix.ts';
import { describeSignedUrl, listSignedUrls, publicAddressHint } from './signed-urls.ts';
import { parseTimestamp } from './timestamp.ts';
import { type ClaimProblem, createToken, findClaimProblem, readToken, type Token, tokenMatches } from './token.ts';
import type { MessageSource } from './types.ts';
import type { Examination } from './verdict.ts';

/** Checks a JSON Web Token: its own HMAC first, then what its claims say of the request, then its times (RFC 7519, 4.1). */
export function verifyToken(exam: Examination, received: string[] | null): Verdict {
  const { scheme, input, verdict } = exam;
  const value = received?.[0] ?? null;
  if (value !== null) verdict.received = received?.join(', ') ?? null;
  const { body, headers, method, url } = input;
  const source: MessageSource = { body, headers, method, url, timestamp: timestampNow(input.nowMs), id: '' };
  const token = value === null ? null : takeApart(exam, value);
  if (value === null) exam.skip('Signature is well formed', 'There is none.');
  if (token === null) {
    for (const title of ['Signed text', 'Signature matches', 'Claims fit the request'] as const) {
      exam.skip(title, 'There is no token that could be read.');
    }
    verdict.expected = scheme.signature.prefix + createToken(scheme, exam.key, source);
    return checkAge(exam, null);
  }
  const bytes = Buffer.byteLength(token.signedText);
  verdict.signed = [{ part: 'literal', text: token.signedText, bytes }];
  exam.pass('Signed text', `${bytes} bytes: the first two parts of the token.`);
  compare(exam, token);
  checkClaims(exam, token, source);
  return checkAge(exam, readTimes(exam, token));
}

function takeApart(exam: Examination, value: string): Token | null {
  const { prefix } = exam.scheme.signature;
  const rest = cutPrefix(exam.scheme.signature, value);
  const read = rest === null ? ({ ok: false, message: `does not begin with "${prefix}"` } as const) : readToken(rest);
  if (read.ok) {
    exam.pass('Signature is well formed', 'A JSON Web Token with HS256.');
    return read.token;
  }
  exam.fail(
    'Signature is well formed',
    `The value ${read.message}.`,
    'malformed-header',
    `The value of ${exam.signaturePlace} ${read.message}. ${exam.scheme.name} sends it as ${prefix}<token>.`,
  );
  return null;
}

function compare(exam: Examination, token: Token): void {
  if (tokenMatches(token, exam.key)) {
    exam.pass('Signature matches', 'The HMAC over the token with this secret is the one that the token carries.');
    return;
  }
  exam.fail(
    'Signature matches',
    'The HMAC over the token with this secret is another one.',
    'wrong-signature',
    'The token was not signed with this secret. Check that both ends have the same secret.',
  );
}

function checkClaims(exam: Examination, token: Token, source: MessageSource): void {
  const { scheme, input } = exam;
  const urls = listSignedUrls(scheme, { ...source, publicUrl: input.publicUrl });
  let found: ClaimProblem | null = null;
  for (const [index, each] of urls.entries()) {
    const problem = findClaimProblem(scheme, token, { ...source, url: each.url });
    if (problem === null) {
      exam.pass('Claims fit the request', 'What the token says of the request is so.');
      if (index > 0) exam.remark = describeSignedUrl(each);
      return;
    }
    found ??= problem;
    if (problem.claim.holds !== 'url-sha256') break;
  }
  if (found === null) return;
  const isOfUrl = found.claim.holds === 'url-sha256';
  const what = isOfUrl ? 'URL' : 'body';
  const problem =
    found.problem === 'missing'
      ? `The token has no claim ${found.claim.name}`
      : `The SHA-256 of the ${what} is not the one in the claim ${found.claim.name}`;
  const hint = isOfUrl ? ` ${publicAddressHint}` : '';
  exam.fail(
    'Claims fit the request',
    `${problem}.`,
    'wrong-signature',
    `${problem}, so the ${what} is not covered. Check that nothing on the way changed it.${hint}`,
  );
}

/** `exp` is compared here; the time of issue goes on to the check of the age. */
function readTimes(exam: Examination, token: Token): ReadTime | null {
  const claims = exam.scheme.claims ?? [];
  const expiry = claims.find(({ holds }) => holds === 'expires-at');
  const expires = expiry === undefined ? undefined : token.claims.get(expiry.name);
  if (typeof expires === 'number' && expires * 1000 < exam.input.nowMs) {
    exam.fail(
      'Claims fit the request',
      `The claim ${expiry?.name} is in the past.`,
      'too-old',
      `The token expired: its claim ${expiry?.name} is in the past. The signature itself is right. Re-sign it to send it again.`,
    );
  }
  const issue = claims.find(({ holds }) => holds === 'issued-at');
  if (issue === undefined) return null;
  const issued = token.claims.get(issue.name);
  if (typeof issued !== 'number') {
    const problem = `The token has no number in the claim ${issue.name}`;
    exam.fail(
      'Timestamp is there',
      `${problem}.`,
      'missing-timestamp',
      `${problem}. Send the time of issue in Unix seconds.`,
    );
    return null;
  }
  const timeMs = parseTimestamp(String(Math.floor(issued)), 's');
  if (timeMs === null) {
    const problem = `The claim ${issue.name} is not a time in Unix seconds`;
    exam.fail(
      'Timestamp is there',
      `${problem}.`,
      'malformed-timestamp',
      `${problem}. Send the time of issue in them.`,
    );
    return null;
  }
  exam.verdict.skewSeconds = (timeMs - exam.input.nowMs) / 1000;
  return { text: String(issued), timeMs };
}

function timestampNow(nowMs: number): string {
  return String(Math.floor(nowMs / 1000));
}
