import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finishRequest } from '../../../src-main/engine/compose/finish-request.ts';
import type { ReadSecret } from '../../../src-main/engine/compose/types.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { compose } from './support/compose.ts';

const key = Buffer.alloc(24, 7);
const signing = `whsec_${key.toString('base64')}`;

/** Without the bias towards the ends of the range, which would draw the same times again and again. */
const times = fc.noBias(fc.integer({ min: 1_500_000_000_000, max: 2_500_000_000_000 }));

/** One signing secret, and none before it. */
const readOnly =
  (secret: string): ReadSecret =>
  (field) =>
    field === 'signing' ? { state: 'set', bytes: Buffer.from(secret) } : { state: 'unset' };

it('gives every attempt the same id and body, and a signature of its own time, in 10,000 of them', () => {
  const { planned } = compose({ provider: signedProvider, secrets: { signing }, id: 'msg_same' });
  const body = planned.body?.bytes ?? Buffer.alloc(0);
  const hash = createHash('sha256').update(body).digest('hex');
  const stamps = new Set<string>();
  fc.assert(
    fc.property(times, (timestampMs) => {
      const { request, problems } = finishRequest(
        planned.plan,
        body,
        { id: 'msg_same', timestampMs },
        readOnly(signing),
      );
      const headers = new Map(request.headers.map(({ name, value }) => [name.toLowerCase(), value]));
      const stamp = headers.get('webhook-timestamp') ?? '';
      stamps.add(stamp);
      // Straight from the specification of Standard Webhooks.
      const expected = createHmac('sha256', key).update(`msg_same.${stamp}.`).update(body).digest('base64');
      return (
        problems.length === 0 &&
        headers.get('webhook-id') === 'msg_same' &&
        stamp === String(Math.floor(timestampMs / 1000)) &&
        headers.get('webhook-signature') === `v1,${expected}` &&
        createHash('sha256')
          .update(request.body ?? '')
          .digest('hex') === hash
      );
    }),
    { numRuns: 10_000, seed: 4 },
  );
  // The control: the times were different ones.
  expect(stamps.size).toBeGreaterThan(9000);
});

it('changes no more than the fields of the signature where that stands in the body', () => {
  const provider = { ...signedProvider, signing: { ...signedProvider.signing!, schemeId: 'mailgun' } };
  const text = '{"signature": {"token": "same"}, "event-data": {"id": 12345678901234567890, "n": 1.0, "e": "\\u00e9"}}';
  const changes = { templates: { 'custom-url/*': text } };
  const { planned } = compose({ provider, changes, secrets: { signing: 'key' }, id: 'msg_same' });
  const body = planned.body?.bytes ?? Buffer.alloc(0);
  const bodies = new Set<string>();
  const rests = new Set<string>();
  fc.assert(
    fc.property(times, (timestampMs) => {
      const { request, problems } = finishRequest(planned.plan, body, { id: 'msg_same', timestampMs }, readOnly('key'));
      const sent = request.body?.toString() ?? '';
      bodies.add(sent);
      // By text and not by JSON.parse, which would not see that a number was written anew.
      rests.add(sent.replace(/"timestamp": ?"?\d+"?,?/, '').replace(/"signature": ?"[0-9a-f]{64}",?/, ''));
      return problems.length === 0;
    }),
    { numRuns: 1000, seed: 4 },
  );
  expect(rests.size).toBe(1);
  expect([...rests][0]).toContain('"event-data":{"id":12345678901234567890,"n":1.0,');
  // The control: the bodies as a whole did differ.
  expect(bodies.size).toBeGreaterThan(900);
});
