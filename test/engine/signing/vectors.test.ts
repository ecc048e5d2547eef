import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeKey, signRequest, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import { keyOf, schemeOf } from './request.ts';

interface Vector {
  scheme: string;
  secret?: string;
  secretKeyB64?: string;
  publicKey?: string;
  body: string;
  headerName: string;
  expected: string;
  id?: string;
  timestamp?: string;
  source: string;
}

const vectors: Vector[] = JSON.parse(readFileSync(new URL('fixtures/vectors.json', import.meta.url), 'utf8'));

describe('public test vectors', () => {
  it.each(vectors.map((vector) => ({ vector, name: `${vector.scheme}: ${vector.source}` })))('$name', ({ vector }) => {
    const scheme = schemeOf(vector.scheme);
    const key = keyOf(scheme, vector.secret ?? `whsk_${vector.secretKeyB64}`);
    const body = Buffer.from(vector.body);
    // Linear's vector carries its time in the body alone.
    const timestampMs = vector.timestamp ? Number(vector.timestamp) * 1000 : 1_700_000_000_000;
    const input = { body, timestampMs, id: vector.id ?? '', method: 'POST', url: 'https://example.com/hook' };
    const signed = signRequest(scheme, key, input);
    expect(signed.headerName).toBe(vector.headerName);
    expect(signed.value).toBe(vector.expected);
    expect(signed.body).toBe(body);

    const request = { body, headers: signed.headers, method: 'POST', url: input.url, nowMs: timestampMs };
    expect(verifyRequest(scheme, key, request)).toMatchObject({ result: 'valid', expected: vector.expected });
    const spoiled = { ...request, body: Buffer.from(`${vector.body} `) };
    expect(verifyRequest(scheme, key, spoiled)).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
  });

  it('verifies the ed25519 vector with the public key alone, which cannot sign', () => {
    const vector = vectors.find(({ publicKey }) => publicKey !== undefined)!;
    const scheme = schemeOf(vector.scheme);
    const decoded = decodeKey(scheme, Buffer.from(vector.publicKey!));
    expect(decoded).toMatchObject({ ok: true, canSign: false });
    const key = keyOf(scheme, vector.publicKey!);
    const nowMs = Number(vector.timestamp) * 1000;
    const body = Buffer.from(vector.body);
    const headers: [string, string][] = [
      ['webhook-id', vector.id!],
      ['webhook-timestamp', vector.timestamp!],
      ['webhook-signature', vector.expected],
    ];
    const request = { body, headers, method: 'POST', url: '', nowMs };
    expect(verifyRequest(scheme, key, request).result).toBe('valid');
    expect(() => signRequest(scheme, key, { ...request, timestampMs: nowMs, id: '' })).toThrow(/public half/);
  });

  it("signs Twilio's documented form request", () => {
    const scheme = schemeOf('twilio');
    const body = new URLSearchParams({
      To: '+18005551212',
      Digits: '1234',
      CallSid: 'CA1234567890ABCDE',
      From: '+14158675309',
      Caller: '+14158675309',
    });
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
    const input = { body: Buffer.from(body.toString()), timestampMs: 0, id: '', method: 'POST', url };
    expect(signRequest(scheme, keyOf(scheme, '12345'), input).value).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });
});
