import { describe, expect, it } from 'vitest';
import {
  canSignTwice,
  createVerdictWithoutKey,
  fingerprintKey,
  generateSecret,
  signRequest,
  verifyRequest,
} from '../../../src-main/engine/signing/scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { keyOf, now, schemeOf, sendSigned, verifySent } from './request.ts';

const body = Buffer.from('{"a":"ü"}');
const secretOf = (id: string) => (id.startsWith('standard') ? `whsec_${'AAAA'.repeat(8)}` : 'secret');
const send = (id: string) => sendSigned(schemeOf(id), secretOf(id), body);

function without(headers: readonly HeaderPair[], name: string): HeaderPair[] {
  return headers.filter(([key]) => key !== name);
}

describe('the verdict', () => {
  it('says that the body is not JSON, where the signature would be inside it', () => {
    const sent = sendSigned(schemeOf('mailgun'), 'secret', Buffer.from('{"event-data": 1}'));
    expect(verifySent(sent).result).toBe('valid');
    const cut = verifySent(sent, { body: sent.request.body.subarray(0, -1) });
    expect(cut).toMatchObject({ result: 'invalid', reason: 'malformed-header' });
    expect(cut.message).toMatch(
      /^The body is not valid JSON, so the field signature\.signature of the body cannot be read\./,
    );
    const none = verifySent(sent, { body: Buffer.from('{"event-data": 1}') });
    expect(none).toMatchObject({
      reason: 'missing-header',
      message: expect.stringContaining('does not have the field'),
    });
  });

  it('shows the signed text in its parts, the expected and the received value', () => {
    const sent = send('callgoose');
    const verdict = verifySent(sent);
    expect(verdict.signed).toEqual([
      { part: 'timestamp', text: '1700000000', bytes: 10 },
      { part: 'literal', text: '.', bytes: 1 },
      { part: 'body', text: '{"a":"ü"}', bytes: 10 },
    ]);
    expect(verdict.expected).toBe(sent.request.headers[0]?.[1]);
    expect(verdict.received).toBe(verdict.expected);
    expect(verdict.steps.map(({ title, status }) => `${status} ${title}`)).toEqual([
      'pass Secret',
      'pass Signature is there',
      'pass Signature is well formed',
      'pass Timestamp is there',
      'pass Signed text',
      'pass Signature matches',
      'pass Timestamp is recent',
    ]);
  });

  it('shows the same parts when signing', () => {
    const sent = send('callgoose');
    const input = { body, timestampMs: now, id: '', method: 'POST', url: '' };
    expect(signRequest(sent.scheme, sent.key, input).parts).toEqual(verifySent(sent).signed);
  });

  it('names the first thing that is wrong, and passes no step that needs what is missing', () => {
    const sent = send('standard-webhooks');
    const { headers } = sent.request;
    const cases: [HeaderPair[], string, failed: string][] = [
      [[], 'missing-header', 'Signature is there'],
      [without(headers, 'webhook-signature'), 'missing-header', 'Signature is there'],
      [without(headers, 'webhook-id'), 'missing-id', 'Message id is there'],
      [without(headers, 'webhook-timestamp'), 'missing-timestamp', 'Timestamp is there'],
      [
        [...without(headers, 'webhook-timestamp'), ['webhook-timestamp', 'soon']],
        'malformed-timestamp',
        'Timestamp is there',
      ],
      [[...headers, ['WEBHOOK-TIMESTAMP', '1']], 'malformed-timestamp', 'Timestamp is there'],
      [[...headers, ['webhook-id', 'msg_2']], 'malformed-header', 'Message id is there'],
      [[...headers, ['webhook-signature', 'v1,AAAA']], 'malformed-header', 'Signature is there'],
      [
        [...without(headers, 'webhook-signature'), ['webhook-signature', 'v2,AAAA']],
        'malformed-header',
        'Signature is well formed',
      ],
    ];
    for (const [changed, reason, failed] of cases) {
      const verdict = verifySent(sent, { headers: changed });
      expect(verdict).toMatchObject({ result: 'invalid', reason });
      expect(verdict.steps.find(({ status }) => status === 'fail')?.title).toBe(failed);
      expect(verdict.steps.find(({ title }) => title === 'Signature matches')?.status).not.toBe('pass');
    }
  });

  it('shows the expected signature beside one that is missing or malformed', () => {
    for (const id of ['standard-webhooks', 'gridscale', 'github', 'callgoose']) {
      const sent = send(id);
      const { expected, signed } = verifySent(sent);
      const spoiled = sent.request.headers.map(
        ([name, value]): HeaderPair => [name, name === nameOf(id) ? value.slice(0, -1) : value],
      );
      const malformed = verifySent(sent, { headers: spoiled });
      expect(malformed, id).toMatchObject({ reason: 'malformed-header', expected, signed });
      expect(malformed.steps.map(({ title, status }) => `${status} ${title}`)).toContain('pass Signed text');
      if (id === 'callgoose') continue; // The timestamp is inside the signature.
      const missing = verifySent(sent, { headers: without(sent.request.headers, nameOf(id)) });
      expect(missing, id).toMatchObject({ reason: 'missing-header', expected, signed });
    }
  });

  it('takes the previous secret while a secret is replaced, and says so', () => {
    const sent = send('github');
    const newKey = keyOf(sent.scheme, 'the new secret');
    expect(verifyRequest(sent.scheme, newKey, sent.request)).toMatchObject({ reason: 'wrong-signature' });
    const verdict = verifyRequest(sent.scheme, newKey, sent.request, sent.key);
    expect(verdict).toMatchObject({ result: 'valid' });
    expect(verdict.message).toContain('previous secret');
    expect(verdict.keyFingerprint).toBe(verifySent(sent).keyFingerprint);
    expect(verifyRequest(sent.scheme, newKey, sent.request, keyOf(sent.scheme, 'a third'))).toMatchObject({
      reason: 'wrong-signature',
      keyFingerprint: fingerprintKey(newKey),
    });
  });

  it('signs with two secrets where the scheme has room for both, and either receiver takes it', () => {
    const several = [...schemes.values()].filter((scheme) => canSignTwice(scheme));
    expect(several.map(({ id }) => id)).toEqual(expect.arrayContaining(['stripe', 'standard-webhooks', 'pagerduty']));
    for (const scheme of several) {
      const [one, other] = [7, 8].map((byte) => {
        const secret = generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, byte) });
        return keyOf(scheme, secret);
      });
      if (one === undefined || other === undefined) throw new Error('two keys were made');
      const input = { body, timestampMs: now, id: 'msg_1', method: 'POST', url: 'http://127.0.0.1/a' };
      const { headers } = signRequest(scheme, one, input, other);
      const request = { ...input, headers, nowMs: now };
      expect(verifyRequest(scheme, one, request), scheme.id).toMatchObject({ result: 'valid' });
      expect(verifyRequest(scheme, other, request), scheme.id).toMatchObject({ result: 'valid' });
    }
  });

  it('has the same steps whether they pass or are not reached', () => {
    for (const scheme of schemes.values()) {
      const secret = generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 5) });
      const sent = sendSigned(scheme, secret, Buffer.from('{"signature":{}}'));
      const titles = verifySent(sent).steps.map(({ title }) => title);
      const early = verifySent(sent, { headers: [], body: Buffer.alloc(0) }).steps;
      expect(
        early.map(({ title }) => title),
        scheme.id,
      ).toEqual(titles);
    }
  });

  it.each([
    ['github', 'sha256=', 'is empty'],
    ['github', 'sha1=00', 'does not begin with "sha256="'],
    ['github', `sha256=${'AB'.repeat(32)}`, 'upper-case hex'],
    ['github', `sha256=${'ab'.repeat(31)}`, 'holds 31 bytes, where a signature has 32'],
    ['callgoose', `1700000000.${'ab'.repeat(64)}`, 'it has 1'],
    ['stripe', 't=1700000000', 'holds no "v1=…"'],
    ['stripe', `t=1,t=2,v1=${'ab'.repeat(32)}`, 'more than once'],
    ['shopify', 'AAAA_-==', 'URL form'],
  ])('says what is wrong with the header of %s: %s', (id, text, problem) => {
    const sent = send(id);
    const verdict = verifySent(sent, {
      headers: [[schemeOf(id).signature.place.in === 'header' ? nameOf(id) : '', text]],
    });
    expect(verdict.reason).toBe('malformed-header');
    expect(verdict.message).toContain(problem);
  });

  it('takes the header name that the user chose', () => {
    const scheme = schemeOf('callgoose');
    const key = keyOf(scheme, 'secret');
    const input = { body, timestampMs: now, id: '', method: 'POST', url: '', headerNameOverride: 'X-Mine' };
    const { headers, headerName } = signRequest(scheme, key, input);
    expect(headerName).toBe('X-Mine');
    const sent = { scheme, key, request: { ...input, headers, nowMs: now } };
    expect(verifySent(sent)).toMatchObject({ result: 'valid' });
    expect(verifySent(sent, { headerNameOverride: '' })).toMatchObject({ reason: 'missing-header' });
  });

  it('finds headers whatever their case, and white space around a value is not part of it', () => {
    const sent = send('gridscale');
    const headers = sent.request.headers.map(([name, value]): HeaderPair => [name.toLowerCase(), ` \t${value} `]);
    expect(verifySent(sent, { headers })).toMatchObject({ result: 'valid' });
  });

  it('is valid when one of several signatures matches', () => {
    for (const [id, separator, wrong] of [
      ['standard-webhooks', ' ', `v1,${Buffer.alloc(32).toString('base64')} v1a,x`],
      ['stripe', ',', `v1=${'00'.repeat(32)}`],
      ['paddle', ';', `h1=${'00'.repeat(32)}`],
    ] as const) {
      const sent = send(id);
      const headers = sent.request.headers.map(
        ([name, value]): HeaderPair => [name, name === nameOf(id) ? [value, wrong].join(separator) : value],
      );
      expect(verifySent(sent, { headers }), id).toMatchObject({ result: 'valid' });
      const onlyWrong = headers.map(
        ([name, value]): HeaderPair => [
          name,
          name === nameOf(id)
            ? value.replace(/(v1,|[vh]1=)[^,; ]+/, (_, head: string) => wrong.replace(/^(v1,|[vh]1=)/, head))
            : value,
        ],
      );
      expect(verifySent(sent, { headers: onlyWrong }).result, id).toBe('invalid');
    }
  });

  it('takes both sets of headers of Svix, but no mixture', () => {
    const scheme = schemeOf('svix');
    const sent = sendSigned(scheme, `whsec_${'AAAA'.repeat(8)}`, body);
    const renamed = sent.request.headers.map(([name, value]): HeaderPair => [name.replace('svix', 'webhook'), value]);
    expect(verifySent(sent, { headers: renamed })).toMatchObject({ result: 'valid' });
    const mixed = [...renamed.slice(0, 1), ...sent.request.headers.slice(1)];
    expect(verifySent(sent, { headers: mixed })).toMatchObject({ reason: 'missing-id' });
  });

  it('tries the URL of Twilio with and without its port', () => {
    const scheme = schemeOf('twilio');
    const sent = sendSigned(scheme, 'secret', Buffer.from('b=2&a=1'));
    for (const [url, result] of [
      ['http://127.0.0.1:4590/crm?a=1', 'valid'],
      ['http://127.0.0.1/crm?a=1', 'invalid'],
    ] as const) {
      expect(verifySent(sent, { url }).result).toBe(result);
    }
    const key = keyOf(scheme, 'secret');
    const input = { body: Buffer.from(''), timestampMs: now, id: '', method: 'POST', url: 'https://example.com/a?b#c' };
    const { headers } = signRequest(scheme, key, { ...input, url: 'https://example.com/a?b' });
    const atPort = { scheme, key, request: { ...input, headers, nowMs: now, url: 'https://example.com:443/a?b' } };
    expect(verifySent(atPort)).toMatchObject({ result: 'valid' });
    expect(verifySent(atPort, { url: 'https://example.com:444/a?b' })).toMatchObject({ result: 'valid' });
    expect(verifySent(atPort, { url: 'https://example.org:443/a?b' })).toMatchObject({ reason: 'wrong-signature' });
  });

  it('checks the hash of the body that Twilio puts in the query', () => {
    const sent = sendSigned(schemeOf('twilio-json'), 'secret', body);
    expect(sent.request.url).toMatch(/\?a=1&bodySHA256=[0-9a-f]{64}$/);
    expect(verifySent(sent)).toMatchObject({ result: 'valid' });
    expect(verifySent(sent, { body: Buffer.from('{}') }).message).toContain('The SHA-256 of the body is not the one');
    expect(verifySent(sent, { url: 'http://127.0.0.1:4590/crm' }).message).toContain('The URL has no bodySHA256');
  });

  it('signs Mailgun inside the body and touches no other byte of it', () => {
    const scheme = schemeOf('mailgun');
    const before = '{ "signature" : {"token":"t", "x": 1.0}, "big": 12345678901234567890 }';
    const sent = sendSigned(scheme, 'secret', Buffer.from(before));
    expect(sent.request.headers).toEqual([]);
    expect(sent.request.body.toString()).toMatch(
      /^\{ "signature" : \{"signature":"[0-9a-f]{64}","timestamp":"1700000000","token":"t", "x": 1\.0\}, "big": 12345678901234567890 \}$/,
    );
    expect(verifySent(sent)).toMatchObject({ result: 'valid', signed: [{ text: '1700000000' }, { text: 't' }] });
    expect(() => sendSigned(scheme, 'secret', Buffer.from('[]'))).toThrow(/must be a JSON object/);
  });

  it('without a key says why and what to do', () => {
    expect(createVerdictWithoutKey('no-webhook')).toMatchObject({ result: 'unverifiable', schemeId: null, steps: [] });
    expect(createVerdictWithoutKey('not-signed-by-rule')).toMatchObject({ result: 'unsigned' });
    expect(createVerdictWithoutKey('malformed-secret', schemeOf('discord'), 'Too short.')).toMatchObject({
      result: 'unverifiable',
      reason: 'malformed-secret',
      message: 'Too short.',
      schemeId: 'discord',
    });
  });
});

function nameOf(id: string): string {
  const { place } = schemeOf(id).signature;
  return place.in === 'header' ? place.name : place.path;
}
