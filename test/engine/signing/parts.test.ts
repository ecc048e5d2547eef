import { createHash, createHmac, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeKey, generateSecret, signRequest, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { MessagePart, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { keyOf, now } from './request.ts';

const base: SigningScheme = {
  id: 'own',
  name: 'Own',
  confidence: 'assumed',
  notes: '',
  algorithm: 'hmac-sha256',
  key: { encoding: 'utf8', stripPrefix: null },
  signature: { place: { in: 'header', name: 'X-Sign' }, prefix: '', container: { kind: 'plain' }, encoding: 'hex' },
  timestamp: null,
  idHeader: null,
  message: [{ part: 'body' }],
  tolerance: { past: null, future: null },
  rejection: null,
};
const key = Buffer.from('secret');
const body = Buffer.from('a=1&b=%C3%BC&b=2');
const url = 'http://127.0.0.1:4590/crm/a?id=AbC&empty=&x=1#end';

function signed(message: readonly MessagePart[], headers: readonly HeaderPair[] = []) {
  const scheme = { ...base, message };
  const input = { body, timestampMs: now, id: 'msg_1', method: 'POST', url, headers };
  const request = signRequest(scheme, key, input);
  const received = { body, headers: [...headers, ...request.headers], method: 'POST', url, nowMs: now };
  return { scheme, request, received, text: request.parts.map(({ text }) => text).join('') };
}

describe('parts of the signed text', () => {
  it.each<[string, MessagePart, string]>([
    ['path with its query, without the fragment', { part: 'path' }, '/crm/a?id=AbC&empty=&x=1'],
    ['query parameter', { part: 'query', name: 'id' }, 'AbC'],
    ['query parameter in lower case', { part: 'query', name: 'id', lowerCase: true }, 'abc'],
    ['empty query parameter', { part: 'query', name: 'empty', ifPresent: { before: '<', after: '>' } }, '<>'],
    ['query parameter that is left out', { part: 'query', name: 'no', ifPresent: { before: 'id:', after: ';' } }, ''],
    ['form field, decoded', { part: 'form-field', name: 'a' }, '1'],
    ['header whatever its case', { part: 'header', name: 'x-ONE' }, '1'],
    [
      'header with its surroundings',
      { part: 'header', name: 'X-One', ifPresent: { before: 'a:', after: ';' } },
      'a:1;',
    ],
  ])('can be a %s', (_, part, text) => {
    const sent = signed([part, { part: 'body' }], [['X-One', '1']]);
    expect(sent.text).toBe(text + body.toString());
    expect(sent.request.value).toBe(createHmac('sha256', key).update(sent.text).digest('hex'));
    expect(verifyRequest(sent.scheme, key, sent.received)).toMatchObject({ result: 'valid' });
  });

  it('are refused when they are missing, or there twice', () => {
    const sent = signed([{ part: 'header', name: 'X-One' }, { part: 'body' }], [['X-One', '1']]);
    const headers = sent.received.headers.filter(([name]) => name !== 'X-One');
    expect(verifyRequest(sent.scheme, key, { ...sent.received, headers })).toMatchObject({ reason: 'missing-part' });
    expect(
      verifyRequest(sent.scheme, key, { ...sent.received, headers: [...sent.received.headers, ['x-one', '2']] }),
    ).toMatchObject({ reason: 'repeated-part' });
    const field = signed([{ part: 'form-field', name: 'b' }]);
    expect(verifyRequest(field.scheme, key, field.received)).toMatchObject({
      reason: 'repeated-part',
      message: expect.stringContaining('has more than once the form field b'),
    });
  });

  it('are refused when a field of the body is missing, and name it', () => {
    const scheme: SigningScheme = { ...base, message: [{ part: 'body-field', path: 'order.id' }] };
    const send = (text: string) => {
      const input = { body: Buffer.from(text), timestampMs: now, id: 'msg_1', method: 'POST', url };
      const { headers } = signRequest(scheme, key, input);
      return verifyRequest(scheme, key, { body: input.body, headers, method: 'POST', url, nowMs: now });
    };
    for (const there of ['{"order":{"id":7}}', '{"order":{"id":""}}'])
      expect(send(there)).toMatchObject({ result: 'valid' });
    for (const without of ['{}', '{"order":{}}', '{"order":{"id":null}}', '{"order":{"id":{}}}']) {
      const verdict = send(without);
      expect(verdict).toMatchObject({ result: 'invalid', reason: 'missing-part' });
      expect(verdict.message).toContain('no text or number in the field order.id, and it is part of the signed text');
    }
    const cut = send('{"order":{"id":7}');
    expect(cut).toMatchObject({ result: 'invalid', reason: 'missing-part' });
    expect(cut.message).toMatch(/^The body is not valid JSON, so the field order.id cannot be read/);
  });

  it('are made from the id where the request does not have the header, the same for every attempt', () => {
    const [first, second] = [1, 2].map(() => signed([{ part: 'header', name: 'X-Nonce' }, { part: 'body' }]));
    expect(first?.request.headers[0]).toEqual(['X-Nonce', expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(second?.request.headers).toEqual(first?.request.headers);
  });
});

describe('containers', () => {
  const of = (signature: Partial<SigningScheme['signature']>, rest: Partial<SigningScheme> = {}): SigningScheme => ({
    ...base,
    ...rest,
    signature: { ...base.signature, ...signature },
  });
  const inSignature = (name: string | null): Partial<SigningScheme> => ({
    timestamp: { place: { in: 'signature', key: name }, unit: 's' },
    message: [{ part: 'timestamp' }, { part: 'literal', text: '.' }, { part: 'body' }],
  });
  const list = of({ container: { kind: 'list', separator: ',' } });
  const groups = of(
    { container: { kind: 'pairs', pairSeparator: ',', keySeparator: '=', key: 'v1', groupSeparator: ' ' } },
    inSignature('t'),
  );
  const positional = of(
    { container: { kind: 'positional', separator: ',', fields: ['timestamp', 'signature'], repeats: true } },
    inSignature(null),
  );
  const numbered = of({ place: { in: 'header', name: 'X-Sign-1', numberedTo: 3 } });
  const second = of({ place: { in: 'header', name: 'X-First', second: 'X-Second' } });
  const other = Buffer.from('the other secret');
  const hex = '[0-9a-f]{64}';

  it.each<[string, SigningScheme, string, string]>([
    ['bare signatures', list, 'X-Sign', `^${hex},${hex}$`],
    ['groups of pairs', groups, 'X-Sign', `^t=1700000000,v1=${hex} t=1700000000,v1=${hex}$`],
    ['fields that repeat', positional, 'X-Sign', `^1700000000,${hex},${hex}$`],
    ['numbered headers', numbered, 'X-Sign-2', `^${hex}$`],
    ['a second header', second, 'X-Second', `^${hex}$`],
  ])('with %s hold the signatures of two secrets', (_, scheme, header, form) => {
    const input = { body, timestampMs: now, id: '', method: 'POST', url };
    const { headers } = signRequest(scheme, key, input, other);
    expect(headers.find(([name]) => name === header)?.[1]).toMatch(new RegExp(form));
    const request = { ...input, headers, nowMs: now };
    for (const each of [key, other]) expect(verifyRequest(scheme, each, request)).toMatchObject({ result: 'valid' });
    expect(verifyRequest(scheme, Buffer.from('a third'), request)).toMatchObject({ reason: 'wrong-signature' });
    expect(verifyRequest(scheme, key, { ...request, body: Buffer.from('a=2') })).toMatchObject({ result: 'invalid' });
  });

  it('refuses groups that were signed at different times', () => {
    const headers: HeaderPair[] = [['X-Sign', `t=1,v1=${'ab'.repeat(32)} t=2,v1=${'ab'.repeat(32)}`]];
    expect(verifyRequest(groups, key, { body, headers, method: 'POST', url, nowMs: now })).toMatchObject({
      reason: 'malformed-header',
      message: expect.stringContaining('different'),
    });
  });
});

describe('keys that are files', () => {
  it.each(['ecdsa-p256-sha256', 'rsa-sha256'] as const)(
    'sign with %s, and the public half verifies alone',
    (algorithm) => {
      const scheme: SigningScheme = {
        ...base,
        algorithm,
        key: { encoding: 'der', stripPrefix: null },
        signature: { ...base.signature, encoding: 'base64' },
      };
      const secret = generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 9) });
      expect(secret).toContain('-----BEGIN PRIVATE KEY-----');
      const privateKey = keyOf(scheme, secret);
      const input = { body, timestampMs: now, id: '', method: 'POST', url };
      const { headers } = signRequest(scheme, privateKey, input);
      const request = { ...input, headers, nowMs: now };
      expect(verifyRequest(scheme, privateKey, request)).toMatchObject({ result: 'valid' });

      const publicPem = toPublicPem(secret);
      const decoded = decodeKey(scheme, Buffer.from(publicPem));
      expect(decoded).toMatchObject({ ok: true, canSign: false });
      const publicKey = keyOf(scheme, publicPem);
      expect(verifyRequest(scheme, publicKey, request)).toMatchObject({ result: 'valid' });
      expect(verifyRequest(scheme, publicKey, { ...request, body: Buffer.from('a=2') })).toMatchObject({
        reason: 'wrong-signature',
      });
      expect(() => signRequest(scheme, publicKey, input)).toThrow(/public half/);
      // The same key, as the DER in base64 that SendGrid shows.
      const bare = publicPem.replace(/-----[^-]+-----|\n/g, '');
      expect(keyOf(scheme, bare).equals(publicKey)).toBe(true);
    },
  );

  it('are refused in words that name no part of them', () => {
    const scheme: SigningScheme = { ...base, algorithm: 'rsa-sha256', key: { encoding: 'der', stripPrefix: null } };
    const elliptic = generateSecret(
      { ...scheme, algorithm: 'ecdsa-p256-sha256' },
      { bytes: (count) => Buffer.alloc(count, 9) },
    );
    for (const [secret, problem] of [
      ['no key', /not base64/],
      [Buffer.from('not a key').toString('base64'), /not a key in PKCS #8/],
      [elliptic, /another kind. Enter an RSA key/],
    ] as const) {
      expect(decodeKey(scheme, Buffer.from(secret))).toMatchObject({
        ok: false,
        message: expect.stringMatching(problem),
      });
    }
  });
});

describe('a token over the body', () => {
  const scheme: SigningScheme = {
    ...base,
    algorithm: 'jwt-hs256',
    signature: {
      ...base.signature,
      place: { in: 'header', name: 'Authorization' },
      prefix: 'Bearer ',
      encoding: 'base64url',
    },
    claims: [
      { name: 'payload_hash', holds: 'body-sha256' },
      { name: 'iat', holds: 'issued-at' },
      { name: 'exp', holds: 'expires-at' },
    ],
    message: [],
    tolerance: { past: 300, future: 300 },
  };
  const input = { body, timestampMs: now, id: '', method: 'POST', url };
  const request = { ...input, headers: signRequest(scheme, key, input).headers, nowMs: now };
  const verify = (change: Partial<typeof request>) => verifyRequest(scheme, key, { ...request, ...change });
  const hash = createHash('sha256').update(body).digest('hex');
  const forge = (header: object, claims: object): HeaderPair[] => {
    const text = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return [['Authorization', `Bearer ${text}.${createHmac('sha256', key).update(text).digest('base64url')}`]];
  };

  it('is valid, and shows the text that was signed', () => {
    expect(verify({})).toMatchObject({ result: 'valid', signed: [{ part: 'literal' }] });
  });

  it.each<[string, Partial<typeof request>, string]>([
    ['the body is another one', { body: Buffer.from('a=2') }, 'wrong-signature'],
    ['there is none', { headers: [] }, 'missing-header'],
    ['it is old', { nowMs: now + 400_000 }, 'too-old'],
    ['it is of the future', { nowMs: now - 400_000 }, 'too-far-ahead'],
    ['its prefix is missing', { headers: [['Authorization', 'x.y.z']] }, 'malformed-header'],
    ['it names no algorithm', { headers: forge({ alg: 'none' }, {}) }, 'malformed-header'],
    ['it has no hash', { headers: forge({ alg: 'HS256' }, { iat: now / 1000 }) }, 'wrong-signature'],
    ['it has no time of issue', { headers: forge({ alg: 'HS256' }, { payload_hash: hash }) }, 'missing-timestamp'],
    ['its claims are a list', { headers: forge({ alg: 'HS256' }, []) }, 'malformed-header'],
  ])('is refused where %s', (_, change, reason) => {
    expect(verify(change)).toMatchObject({ result: 'invalid', reason });
  });

  it('is refused with another secret', () => {
    expect(verifyRequest(scheme, Buffer.from('other'), request)).toMatchObject({ reason: 'wrong-signature' });
  });
});

function toPublicPem(privatePem: string): string {
  return createPublicKey(privatePem).export({ format: 'pem', type: 'spki' }).toString();
}
