import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rankSchemes } from '../../../src-main/engine/signing/recognise/rank.ts';
import { signRequest, type VerifyInput, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { now, schemeOf } from './request.ts';

const key = Buffer.from('a key of no importance');
const seconds = now / 1000;

const request = (headers: VerifyInput['headers'], url = 'http://127.0.0.1:4590/hook'): VerifyInput => ({
  body: Buffer.from('{}'),
  headers,
  method: 'POST',
  url,
  nowMs: now,
});

function writeToken(claims: string): string {
  const encode = (text: string): string => Buffer.from(text).toString('base64url');
  const text = `${encode('{"alg":"HS256"}')}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('a header with a name that every object has', () => {
  const standard = schemeOf('standard-webhooks');
  const spoiled: SigningScheme = {
    ...standard,
    alternateHeaders: { 'X-Other': 'X-Another' },
    idHeader: 'toString',
    signature: { ...standard.signature, place: { in: 'header', name: 'constructor' } },
  };

  it('is missing like any other where it is not there', () => {
    expect(verifyRequest(spoiled, key, request([]))).toMatchObject({ reason: 'missing-header' });
  });

  it('keeps no other scheme from being recognised', () => {
    const known = [spoiled, schemeOf('github')].map((scheme) => ({ scheme, senders: [] }));
    const found = rankSchemes(known, request([['X-Hub-Signature-256', `sha256=${'0'.repeat(64)}`]]));
    expect(found.map(({ scheme }) => scheme.id)).toEqual(['github']);
  });

  it('has its other name in any case', () => {
    const scheme: SigningScheme = { ...standard, alternateHeaders: { 'WEBHOOK-ID': 'X-Id' } };
    const signed = signRequest(scheme, key, { ...request([]), id: 'msg_1', timestampMs: now });
    const renamed = signed.headers.map(([name, value]): [string, string] => [
      name === 'webhook-id' ? 'X-Id' : name,
      value,
    ]);
    expect(verifyRequest(scheme, key, request(renamed))).toMatchObject({ result: 'valid' });
  });
});

describe('a token', () => {
  it.each(['1e300', '1e999', '-5'])('says that its time of issue %s is none', (issued) => {
    const token = writeToken(`{"iat":${issued},"exp":${seconds + 60}}`);
    const verdict = verifyRequest(schemeOf('monday'), key, request([['Authorization', token]]));
    expect(verdict).toMatchObject({ result: 'invalid', reason: 'malformed-timestamp' });
    expect(verdict.message).toBe('The claim iat is not a time in Unix seconds. Send the time of issue in them.');
  });

  const signFor = (url: string): string =>
    writeToken(JSON.stringify({ payload_hash: sha256('{}'), url_hash: sha256(url), iat: seconds, exp: seconds + 60 }));
  const verifyBird = (token: string, publicUrl: string) =>
    verifyRequest(schemeOf('messagebird'), key, { ...request([['MessageBird-Signature-JWT', token]]), publicUrl });

  it('covers the public address of the webhook', () => {
    const verdict = verifyBird(signFor('https://hooks.example/hook'), 'https://hooks.example');
    expect(verdict).toMatchObject({ result: 'valid' });
    expect(verdict.message).toContain('The signed URL is https://hooks.example/hook, from the public address');
  });

  it('of another address is refused, with what may be the reason', () => {
    const verdict = verifyBird(signFor('https://elsewhere.example/hook'), 'https://hooks.example');
    expect(verdict).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
    expect(verdict.message).toContain('as behind a tunnel');
  });
});

describe('a secret in clear', () => {
  it('is refused without what the scheme writes in front of it', () => {
    const bare = key.toString('base64');
    const verdict = verifyRequest(schemeOf('basic-authentication'), key, request([['Authorization', bare]]));
    expect(verdict).toMatchObject({ result: 'invalid', reason: 'malformed-header' });
    expect(verdict.message).toContain('Basic authentication sends it as Basic <base64>.');
    expect(JSON.stringify(verdict)).not.toContain(bare);
    expect(verdict.steps.map(({ title }) => title)).toContain('Secret matches');
  });

  it.each(['basic', 'BASIC', 'bAsIc'])('is valid behind the name of its kind in any case: %s', (kind) => {
    const headers: VerifyInput['headers'] = [['Authorization', `${kind} ${key.toString('base64')}`]];
    expect(verifyRequest(schemeOf('basic-authentication'), key, request(headers))).toMatchObject({ result: 'valid' });
    const known = [{ scheme: schemeOf('basic-authentication'), senders: [] }];
    expect(rankSchemes(known, request(headers)).map(({ scheme }) => scheme.id)).toEqual(['basic-authentication']);
  });

  it('has its prefix in its very letters in every other header', () => {
    const { signature, ...rest } = schemeOf('basic-authentication');
    const scheme: SigningScheme = { ...rest, signature: { ...signature, place: { in: 'header', name: 'X-Secret' } } };
    const value = `basic ${key.toString('base64')}`;
    expect(verifyRequest(scheme, key, request([['X-Secret', value]]))).toMatchObject({ reason: 'malformed-header' });
  });
});

it('a token is valid behind “bearer” in any case', () => {
  const token = writeToken(`{"payload_hash":"${sha256('{}')}","iat":${seconds}}`);
  const verdict = verifyRequest(schemeOf('vonage'), key, request([['Authorization', `bearer ${token}`]]));
  expect(verdict).toMatchObject({ result: 'valid' });
});

it('a signature is valid behind the name of its kind in any case', () => {
  const { signature, ...rest } = schemeOf('github');
  const place = { in: 'header', name: 'Authorization' } as const;
  const scheme: SigningScheme = { ...rest, signature: { ...signature, place, prefix: 'HMAC ' } };
  const value = `hmac ${createHmac('sha256', key).update('{}').digest('hex')}`;
  expect(verifyRequest(scheme, key, request([['Authorization', value]]))).toMatchObject({ result: 'valid' });
});
