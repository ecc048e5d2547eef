import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';
import { fiveMinutes, header, idTimestampBody, verbatimKey } from './parts.ts';

/** The specification asks for 24 to 64 bytes. */
const secretKey: SigningScheme['key'] = {
  encoding: 'base64',
  stripPrefix: 'whsec_',
  bytes: { minimum: 24, maximum: 64 },
};

/** Space-separated `v1,<signature>`; entries of other versions are skipped. */
function taggedHeader(name: string, tag: string): SigningScheme['signature'] {
  return {
    place: header(name),
    prefix: '',
    container: { kind: 'tagged', entrySeparator: ' ', tagSeparator: ',', tag },
    encoding: 'base64',
  };
}

const v1 = {
  algorithm: 'hmac-sha256',
  key: secretKey,
  signature: taggedHeader('webhook-signature', 'v1'),
  timestamp: { place: header('webhook-timestamp'), unit: 's' },
  idHeader: 'webhook-id',
  message: idTimestampBody,
  tolerance: fiveMinutes,
  rejection: null,
} satisfies Partial<SigningScheme>;

const v1a = {
  ...v1,
  algorithm: 'ed25519',
  key: { encoding: 'base64', stripPrefix: 'whsk_', publicPrefix: 'whpk_' },
  signature: taggedHeader('webhook-signature', 'v1a'),
} satisfies Partial<SigningScheme>;

const svixHeaders = {
  timestamp: { place: header('svix-timestamp'), unit: 's' },
  idHeader: 'svix-id',
  alternateHeaders: {
    'svix-id': 'webhook-id',
    'svix-timestamp': 'webhook-timestamp',
    'svix-signature': 'webhook-signature',
  },
} satisfies Partial<SigningScheme>;

/** Standard Webhooks and what is framed like it. Source: the specification and its reference libraries. */
export const standardWebhooksSchemes: readonly SigningScheme[] = [
  {
    ...v1,
    id: 'standard-webhooks',
    name: 'Standard Webhooks',
    confidence: 'documented',
    notes: 'Version v1. The secret is base64 of 24 to 64 bytes, with whsec_ in front.',
  },
  {
    ...v1a,
    id: 'standard-webhooks-ed25519',
    name: 'Standard Webhooks (v1a, ed25519)',
    confidence: 'documented',
    notes:
      'A key pair: whsk_ signs and verifies, whpk_ only verifies. The JavaScript reference library skips v1a entries.',
  },
  {
    ...v1,
    ...svixHeaders,
    id: 'svix',
    name: 'Svix',
    confidence: 'documented',
    notes: 'Standard Webhooks with headers of its own. Verifiers take both sets.',
    signature: taggedHeader('svix-signature', 'v1'),
  },
  {
    ...v1a,
    ...svixHeaders,
    id: 'svix-ed25519',
    name: 'Svix (v1a, ed25519)',
    confidence: 'documented',
    notes: 'Standard Webhooks v1a with headers of its own. Verifiers take both sets.',
    signature: taggedHeader('svix-signature', 'v1a'),
  },
  {
    ...v1,
    id: 'gitlab-signing-token',
    name: 'GitLab signing token',
    confidence: 'assumed',
    notes: 'The headers are those of Standard Webhooks; that its key is encoded like theirs is not confirmed.',
  },
  {
    ...v1,
    id: 'polar',
    name: 'Polar',
    confidence: 'second-hand',
    notes: 'Looks like Standard Webhooks, but the secret is used as it stands, without decoding.',
    key: verbatimKey,
  },
  {
    ...v1,
    id: 'iron',
    name: 'Iron',
    confidence: 'second-hand',
    notes: 'Has the header names of Standard Webhooks, but signs timestamp and body without the id, in hex after v1=.',
    key: verbatimKey,
    signature: { place: header('webhook-signature'), prefix: 'v1=', container: { kind: 'plain' }, encoding: 'hex' },
    message: [{ part: 'timestamp' }, { part: 'body' }],
    idHeader: null,
  },
];
