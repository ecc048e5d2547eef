import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeKey, generateSecret } from '../../../src-main/engine/signing/scheme.ts';
import type { MessagePart, SignatureContainer, SigningScheme } from '../../../src-preload/contract/signing.ts';
import { now, schemeOf, sendSigned, verifySent } from './request.ts';

const pairs: SignatureContainer = { kind: 'pairs', pairSeparator: ';', keySeparator: '=', key: 's' };

/** Containers and the place of a timestamp that goes with each. */
const forms: [SignatureContainer, NonNullable<SigningScheme['timestamp']>['place'] | null][] = [
  [{ kind: 'plain' }, null],
  [{ kind: 'plain' }, { in: 'header', name: 'X-Time' }],
  [{ kind: 'plain' }, { in: 'body', path: 'time' }],
  [pairs, null],
  [pairs, { in: 'signature', key: 't' }],
  [
    { kind: 'tagged', entrySeparator: ' ', tagSeparator: ',', tag: 'v7' },
    { in: 'header', name: 'X-Time' },
  ],
  [
    { kind: 'positional', separator: '|', fields: ['signature', 'timestamp'] },
    { in: 'signature', key: null },
  ],
];

const part: fc.Arbitrary<MessagePart> = fc.oneof(
  fc
    .constantFrom<MessagePart['part'][]>('timestamp', 'id', 'body', 'method', 'url', 'form-params')
    .map((name) => ({ part: name }) as MessagePart),
  fc.string().map((text): MessagePart => ({ part: 'literal', text })),
  fc.constant<MessagePart>({ part: 'body-field', path: 'token' }),
);

/** Any scheme that a user can compose from the parts. */
const scheme: fc.Arbitrary<SigningScheme> = fc
  .record({
    form: fc.constantFrom(...forms),
    algorithm: fc.constantFrom('hmac-sha1', 'hmac-sha256', 'hmac-sha512', 'ed25519'),
    keyEncoding: fc.constantFrom('utf8', 'base64', 'hex'),
    stripPrefix: fc.constantFrom(null, 'key_'),
    encoding: fc.constantFrom('hex', 'base64', 'base64url'),
    prefix: fc.constantFrom('', 'sha=', 'v0:'),
    unit: fc.constantFrom('s', 'ms', 'iso8601'),
    idHeader: fc.constantFrom(null, 'X-Id'),
    inBody: fc.boolean(),
    message: fc.array(part, { maxLength: 6 }),
  })
  .map(
    ({ form: [container, place], algorithm, keyEncoding, stripPrefix, message, inBody, unit, idHeader, ...rest }) => ({
      id: 'own',
      name: 'Own',
      confidence: 'assumed',
      notes: '',
      algorithm,
      key: { encoding: algorithm === 'ed25519' && keyEncoding === 'utf8' ? 'hex' : keyEncoding, stripPrefix },
      signature: {
        place: inBody ? { in: 'body', path: 'meta.signature' } : { in: 'header', name: 'X-Sign' },
        container,
        ...rest,
      },
      timestamp: place === null ? null : { place, unit },
      idHeader,
      // What is signed cannot hold the signature itself.
      message: inBody ? message.filter((one) => one.part !== 'body' && one.part !== 'form-params') : message,
      tolerance: { past: 300, future: 300 },
      rejection: null,
    }),
  );

describe('a scheme that a user composed', () => {
  it('is signed and verified like a shipped one', () => {
    fc.assert(
      fc.property(scheme, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.jsonValue(), (own, seed, value) => {
        const secret = generateSecret(own, { bytes: (count) => Buffer.from(seed.subarray(0, count)) });
        const body = Buffer.from(JSON.stringify({ value, time: String(now), token: 'abc' }));
        const sent = sendSigned(own, secret, body);
        expect(verifySent(sent)).toMatchObject({ result: 'valid' });
        const other = decodeKey(
          own,
          Buffer.from(generateSecret(own, { bytes: (count) => Buffer.alloc(count, seed[0]) })),
        );
        if (other.ok && !other.key.equals(sent.key)) {
          expect(verifySent({ ...sent, key: other.key })).toMatchObject({ reason: 'wrong-signature' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

it('signs the body, then the timestamp, as Zendesk did before', () => {
  const body = Buffer.from('{"type":"zen:event-type:ticket.created"}');
  const { request } = sendSigned(schemeOf('zendesk-body-first'), 'dGhpc19zZWNyZXQ=', body);
  const headers = new Map(request.headers.map(([name, value]) => [name, value]));
  const time = headers.get('X-Zendesk-Webhook-Signature-Timestamp') ?? '';
  const signature = createHmac('sha256', 'dGhpc19zZWNyZXQ=').update(body).update(time).digest('base64');
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT/);
  expect(headers.get('X-Zendesk-Webhook-Signature')).toBe(signature);
  expect(schemeOf('zendesk-body-first').confidence).toBe('assumed');
});
