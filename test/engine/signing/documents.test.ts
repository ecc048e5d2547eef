import { createHmac, timingSafeEqual } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signRequest } from '../../../src-main/engine/signing/scheme.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { keyOf, now, schemeOf } from './request.ts';

/**
 * What a receiver of each service does, written from its document alone: none of the product's signing is used here.
 * Each answers whether it lets the request in.
 */
type Receiver = (headers: Map<string, string>, body: Buffer, secret: string) => boolean;

function same(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const receivers: Record<string, Receiver> = {
  /** "Concatenate the timestamp and the JSON content of the request, then encode this with HMAC ... and sha256". */
  gridscale: (headers, body, secret) => {
    const text = `${headers.get('x-auth-timestamp')}${body.toString('utf8')}`;
    return same(createHmac('sha256', secret).update(text, 'utf8').digest('hex'), headers.get('x-auth-signature') ?? '');
  },
  /** "Split the value using the comma"; signPayload is timestamp, dot and body; SHA512. */
  callgoose: (headers, body, secret) => {
    const parts = (headers.get('x-my-signature') ?? '').split(',');
    const [timestamp = '', signature = ''] = parts;
    const expected = createHmac('sha512', secret)
      .update(Buffer.concat([Buffer.from(`${timestamp}.`), body]))
      .digest('hex');
    return parts.length === 2 && /^1\d{9}$/.test(timestamp) && same(expected, signature);
  },
  /** "A standard HMAC-SHA256 keyed hash", sha256= at the beginning, in x-y42-signature. */
  y42: (headers, body, secret) =>
    same(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`, headers.get('x-y42-signature') ?? ''),
  /** `secret != "super-secret-key"` answers Unauthorized. */
  casesolved: (headers, _, secret) => same(headers.get('x-webhook-secret') ?? '', secret),
  /** verify_signature, with the header that the text names. */
  zenskar: (headers, body, secret) =>
    same(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`, headers.get('x-signature') ?? ''),
};

const bodies = ['{}', '{"event": "Webhook Validate", "data": {}}', '{"name":"Müßig \\"Jo\\" 🚚"}', '', '\u0000\n\r\n'];
const secrets = ['0123456789abcdef0123456789abcdef01234567', 'super-secret-key', 'Größe und "Gewicht"'];
const cases = Object.keys(receivers).flatMap((id) =>
  bodies.flatMap((body) => secrets.map((secret) => ({ id, body, secret }))),
);

function receive(headers: readonly HeaderPair[]): Map<string, string> {
  return new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

describe('a receiver written from the document', () => {
  it.each(cases)('of $id lets the signed body $body in', ({ id, body, secret }) => {
    const scheme = schemeOf(id);
    const bytes = Buffer.from(body);
    const signed = signRequest(scheme, keyOf(scheme, secret), {
      body: bytes,
      timestampMs: now + 999,
      id: 'msg_1',
      method: 'POST',
      url: 'https://example.com/hook',
      ...(id === 'callgoose' ? { headerNameOverride: 'X-My-Signature' } : {}),
    });
    const receiver = receivers[id]!;
    const headers = receive(signed.headers);
    expect(receiver(headers, bytes, secret)).toBe(true);
    expect(receiver(headers, bytes, `${secret}x`)).toBe(false);
    if (id !== 'casesolved') expect(receiver(headers, Buffer.concat([bytes, Buffer.from(' ')]), secret)).toBe(false);
  });

  it('of gridscale finds Unix seconds in X-Auth-Timestamp', () => {
    const scheme = schemeOf('gridscale');
    const input = { body: Buffer.from('{}'), timestampMs: now + 999, id: '', method: 'POST', url: '' };
    const { headers, headerName, value } = signRequest(scheme, keyOf(scheme, 'secret'), input);
    expect(headers[0]).toEqual(['X-Auth-Timestamp', '1700000000']);
    expect(headers[1]).toEqual([headerName, value]);
    expect(value).toMatch(/^[0-9a-f]{64}$/);
  });
});
