import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeKey, fingerprintKey, generateSecret } from '../../../src-main/engine/signing/scheme.ts';
import { keyOf, schemeOf, sendSigned, verifySent } from './request.ts';

const random = { bytes: (count: number) => Buffer.alloc(count, 0xab) };

function decode(id: string, secret: string) {
  return decodeKey(schemeOf(id), Buffer.from(secret));
}

describe('a secret', () => {
  it('is the key as it stands where the scheme takes it verbatim, white space included', () => {
    expect(keyOf(schemeOf('gridscale'), ' secret\n')).toEqual(Buffer.from(' secret\n'));
    expect(keyOf(schemeOf('stripe'), 'whsec_abc')).toEqual(Buffer.from('whsec_abc'));
  });

  it('with white space around it signs differently, and the verdict says that it is there', () => {
    const sent = sendSigned(schemeOf('gridscale'), 'secret', Buffer.from('{}'));
    const verdict = verifySent({ ...sent, key: keyOf(sent.scheme, 'secret\n') });
    expect(verdict).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
    expect(verdict.message).toContain('begins or ends with white space');
    expect(verdict.steps[0]?.detail).toContain('begins or ends with white space');
  });

  it('is decoded from base64, with or without whsec_ in front', () => {
    const key = Buffer.alloc(24, 1);
    expect(keyOf(schemeOf('standard-webhooks'), `whsec_${key.toString('base64')}`)).toEqual(key);
    expect(keyOf(schemeOf('standard-webhooks'), key.toString('base64'))).toEqual(key);
  });

  it.each([
    ['standard-webhooks', 'whsec_AAAA\n', 'begins or ends with white space'],
    ['standard-webhooks', 'whsec_AAAAA', 'without its padding'],
    ['standard-webhooks', 'whsec_AA-_', 'URL form'],
    ['standard-webhooks', 'whsec_', 'is empty'],
    ['standard-webhooks', `v1,whsec_${'A'.repeat(32)}`, 'begins with “v1,”, which marks signatures'],
    ['standard-webhooks', `WHSEC_${'A'.repeat(32)}`, 'begins with “WHSEC_”; the prefix is “whsec_”'],
    ['standard-webhooks-ed25519', 'v1a,whsk_AAAA', 'begins with “v1a,”'],
    ['standard-webhooks', 'whsec_ä', 'is not base64'],
    ['standard-webhooks-ed25519', 'whsk_AAAA', 'this one has 3'],
    ['standard-webhooks-ed25519', `whsk_${Buffer.alloc(64, 3).toString('base64')}`, 'do not belong together'],
    ['discord', 'xyz', 'is not hex'],
    ['discord', 'abc', 'odd number'],
    ['casesolved', 'hush-hush\n', 'white space'],
    ['casesolved', 'hush\r\nX-Evil: 1', 'a control character'],
    ['casesolved', 'Schlüssel 🔑', 'beyond Latin-1'],
    ['gridscale', '', 'is empty'],
  ])('of %s is refused with the reason: %j', (id, secret, reason) => {
    const decoded = decode(id, secret);
    expect(decoded).toMatchObject({ ok: false });
    expect(decoded.ok ? '' : decoded.message).toContain(reason);
    const own = secret.replace(/^(?:v1a?,)?(?:wh.k_|whsec_)/i, '').trim();
    if (own.length > 3) expect(decoded.ok ? '' : decoded.message).not.toContain(own);
  });

  it('is made in the form that the scheme asks for', () => {
    expect(generateSecret(schemeOf('callgoose'), random)).toBe('ab'.repeat(20));
    expect(generateSecret(schemeOf('standard-webhooks'), random)).toBe(`whsec_${'q6ur'.repeat(8)}`);
    expect(generateSecret(schemeOf('standard-webhooks-ed25519'), random)).toMatch(/^whsk_[A-Za-z0-9+/]{86}==$/);
    expect(generateSecret(schemeOf('discord'), random)).toMatch(/^(ab){32}[0-9a-f]{64}$/);
  });

  it('is decoded to whole key pairs from the private half, and to the public half from whpk_', () => {
    const scheme = schemeOf('standard-webhooks-ed25519');
    const pair = keyOf(scheme, generateSecret(scheme, random));
    const seed = pair.subarray(0, 32).toString('base64');
    const publicKey = pair.subarray(32);
    expect(keyOf(scheme, `whsk_${seed}`)).toEqual(pair);
    expect(decode(scheme.id, `whpk_${publicKey.toString('base64')}`)).toEqual({
      ok: true,
      key: publicKey,
      canSign: false,
    });
  });

  it('shows its fingerprint and never itself', () => {
    const key = Buffer.from('super-secret-key');
    expect(fingerprintKey(key)).toBe(createHash('sha256').update('super-secret-key').digest('hex').slice(0, 8));
    for (const id of ['casesolved', 'gitlab-token', 'gridscale', 'callgoose', 'mailgun']) {
      const sent = sendSigned(schemeOf(id), 'super-secret-key', Buffer.from('{"signature":{}}'));
      for (const verdict of [verifySent(sent), verifySent({ ...sent, key: Buffer.from('other-secret-key') })]) {
        expect(JSON.stringify(verdict)).not.toMatch(/(super|other)-secret-key/);
        expect(verdict.keyFingerprint).toHaveLength(8);
      }
    }
  });
});
