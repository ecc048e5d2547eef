import { describe, expect, it } from 'vitest';
import { createExampleRequest } from '../../../src-main/engine/signing/example-request.ts';
import { proveScheme } from '../../../src-main/engine/signing/recognise/prove.ts';
import { type KnownScheme, rankSchemes } from '../../../src-main/engine/signing/recognise/rank.ts';
import { describeUnknownSignatures } from '../../../src-main/engine/signing/recognise/unknown-signatures.ts';
import { decodeKey, generateSecret, signRequest } from '../../../src-main/engine/signing/scheme.ts';
import { listSchemeChoices } from '../../../src-main/engine/signing/scheme-choices.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { VerifyInput } from '../../../src-main/engine/signing/types.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { now, schemeOf } from './request.ts';

const known: KnownScheme[] = listSchemeChoices([]).flatMap(({ id, senders }) =>
  id === null ? [] : [{ scheme: schemeOf(id), senders }],
);

/** Around the signature stands what any client sends. */
const usual: HeaderPair[] = [
  ['Host', 'hooks.example.com'],
  ['User-Agent', 'Go-http-client/2.0'],
  ['Content-Type', 'application/json'],
  ['Accept-Encoding', 'gzip'],
];

const secretOf = (scheme: SigningScheme): Buffer =>
  Buffer.from(generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 7) }));

function send(scheme: SigningScheme, secret: Buffer): VerifyInput {
  const example = createExampleRequest(scheme);
  const decoded = decodeKey(scheme, Buffer.from(secret));
  if (!decoded.ok) throw new Error(decoded.message);
  const { method, url } = example;
  const signed = signRequest(scheme, decoded.key, {
    body: Buffer.from(example.body),
    headers: example.headers,
    method,
    url,
    id: 'msg_1',
    timestampMs: now,
  });
  const headers = [...usual, ...example.headers, ...signed.headers];
  return { method, url: signed.url, headers, body: signed.body, nowMs: now };
}

/** The schemes that the secret proves, in their rank, as the engine puts them first. */
const proved = (input: VerifyInput, secret: Buffer): string[] =>
  rankSchemes(known, input)
    .filter(({ scheme, headerName }) => proveScheme(scheme, secret, input, headerName).kind === 'proved')
    .map(({ scheme }) => scheme.id);

/** One character of the value that is the signature is another one. */
function spoil(scheme: SigningScheme, input: VerifyInput): VerifyInput {
  const flip = (text: string): string => {
    const at = text.length - 6;
    return text.slice(0, at) + (text[at] === 'a' ? 'b' : 'a') + text.slice(at + 1);
  };
  const { place } = scheme.signature;
  if (place.in === 'body') {
    const text = input.body.toString();
    const value = /"signature": ?"([0-9a-f]{64})"/.exec(text)?.[1] ?? '';
    return { ...input, body: Buffer.from(text.replace(value, flip(value))) };
  }
  const headers = input.headers.map(
    ([name, value]): HeaderPair => [name, name.toLowerCase() === place.name.toLowerCase() ? flip(value) : value],
  );
  return { ...input, headers };
}

/** What other schemes write the very same headers, so that nothing but the secret tells them apart. */
const rivals: Readonly<Record<string, readonly string[]>> = {
  'github-sha1': ['intercom'],
  intercom: ['github-sha1'],
  'standard-webhooks': ['gitlab-signing-token', 'polar', 'svix'],
  'gitlab-signing-token': ['standard-webhooks', 'polar', 'svix'],
  'standard-webhooks-ed25519': ['svix-ed25519'],
  polar: ['standard-webhooks', 'gitlab-signing-token'],
  zendesk: ['zendesk-body-first'],
  'zendesk-body-first': ['zendesk'],
  casesolved: ['frappe-cloud', 'secret-in-header'],
  'frappe-cloud': ['casesolved', 'secret-in-header'],
  'secret-in-header': ['casesolved', 'frappe-cloud'],
};

const all = [...schemes.values()].map((scheme) => ({ id: scheme.id, scheme }));

describe.each(all)('a request signed by $id', ({ id, scheme }) => {
  const secret = secretOf(scheme);
  const input = send(scheme, secret);

  it('is recognised first, or beside the schemes that write the very same', () => {
    const ranked = rankSchemes(known, input);
    const rank = ranked.findIndex((candidate) => candidate.scheme.id === id);
    expect(rank, ranked.map((candidate) => `${candidate.scheme.id} ${candidate.score}`).join(', ')).not.toBe(-1);
    const before = ranked.slice(0, rank).map((candidate) => candidate.scheme.id);
    expect(before.filter((each) => !(rivals[id] ?? []).includes(each))).toEqual([]);
    expect(ranked[rank]?.isWellFormed).toBe(true);
    expect(ranked[rank]?.shown.reasons[0]).toContain('is there');
  });

  it('is proved by its secret, and by no other scheme that is not the same', () => {
    const found = proved(input, secret);
    expect(found).toContain(id);
    expect(found.filter((each) => each !== id && !(rivals[id] ?? []).includes(each))).toEqual([]);
  });

  it('is not proved with another secret, nor after a byte was changed', () => {
    const other = Buffer.from(generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 8) }));
    // RSA keys are made at random: any is another one.
    expect(proved(input, other)).toEqual([]);
    expect(proved(spoil(scheme, input), secret)).toEqual([]);
  });
});

describe('the rank', () => {
  it('names every scheme that the headers may belong to, and none as certain', () => {
    const input = { method: 'POST', url: 'http://h/', body: Buffer.from('{}'), nowMs: now };
    const rank = (headers: HeaderPair[]) => rankSchemes(known, { ...input, headers });
    const framed = rank([
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', String(now / 1000)],
      ['webhook-signature', `v1,${Buffer.alloc(32).toString('base64')}`],
    ]);
    expect(framed.map(({ scheme }) => scheme.id)).toEqual([
      'standard-webhooks',
      'polar',
      'gitlab-signing-token',
      'svix',
    ]);
    expect(framed.every(({ certainty }) => certainty === 'shared')).toBe(true);
    const alone = rank([['X-Signature', 'a'.repeat(64)]]);
    expect(alone.map(({ scheme, certainty }) => [scheme.id, certainty])).toEqual([['modern-treasury', 'shared']]);
    expect(alone[0]?.shown.senders).toEqual(['ClickUp', 'Lemon Squeezy']);
    const timed = rank([
      ['X-Signature', 'a'.repeat(64)],
      ['X-Timestamp', String(now / 1000)],
    ]);
    expect(timed.map(({ scheme }) => scheme.id)).toEqual(['airwallex', 'modern-treasury']);
  });

  it('follows what else names the sender', () => {
    const input = { method: 'POST', url: 'http://h/', body: Buffer.from('{}'), nowMs: now };
    const headers: HeaderPair[] = [
      ['X-Hub-Signature', `sha1=${'0'.repeat(40)}`],
      ['User-Agent', 'intercom-webhooks/1.0'],
    ];
    const [first] = rankSchemes(known, { ...input, headers });
    expect(first?.scheme.id).toBe('intercom');
    expect(first?.shown.reasons).toContain('User-Agent names Intercom.');
  });

  it('keeps a scheme whose header is there in another form, and says what is wrong with it', () => {
    const input = { method: 'POST', url: 'http://h/', body: Buffer.from('{}'), nowMs: now };
    const ranked = rankSchemes(known, { ...input, headers: [['X-Hub-Signature-256', 'sha256=abc']] });
    expect(ranked.map(({ scheme, certainty }) => [scheme.id, certainty])).toEqual([['github', 'weak']]);
    expect(ranked[0]?.shown.reasons[0]).toBe(
      'X-Hub-Signature-256 is there, but it has an odd number of hex digits, where hex is expected.',
    );
  });

  it('is empty for headers of no scheme, which are named where they look like a signature', () => {
    const headers: HeaderPair[] = [...usual, ['X-Acme-Signature', `v9=${'0'.repeat(64)}`], ['Acme-Hmac', 'odd']];
    const ranked = rankSchemes(known, { method: 'POST', url: 'http://h/', body: Buffer.alloc(0), nowMs: now, headers });
    expect(ranked).toEqual([]);
    expect(describeUnknownSignatures(headers)).toEqual([
      'X-Acme-Signature holds 64 hex digits, as an HMAC with SHA-256 has.',
      'Acme-Hmac is called a signature; its form is not a known one.',
    ]);
  });
});
