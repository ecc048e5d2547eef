import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';
import { fiveMinutes, header, noTimestamp, overBody, plainHeader, timestampDotBody, verbatimKey } from './parts.ts';

/** The schemes of the five services. Source: their documents; what a document leaves open is said in `notes`. */
export const serviceSchemes: readonly SigningScheme[] = [
  {
    id: 'gridscale',
    name: 'gridscale',
    confidence: 'documented',
    notes:
      'HMAC-SHA256 over the timestamp and the JSON content, with nothing between them. Assumed, because the document is ' +
      'silent: the timestamp is in Unix seconds, the signature in lower-case hex, and a receiver takes 300 s of difference.',
    algorithm: 'hmac-sha256',
    key: verbatimKey,
    signature: plainHeader('X-Auth-Signature', 'hex'),
    timestamp: { place: header('X-Auth-Timestamp'), unit: 's' },
    idHeader: null,
    message: [{ part: 'timestamp' }, { part: 'body' }],
    tolerance: fiveMinutes,
    rejection: null,
  },
  {
    id: 'callgoose',
    name: 'Callgoose SQIBS',
    confidence: 'documented',
    notes:
      'HMAC-SHA512 over timestamp, dot and body; the header holds timestamp and signature with a comma between. The user ' +
      'names the header. Assumed, because the document is silent: lower-case hex, and a receiver takes 300 s of difference.',
    algorithm: 'hmac-sha512',
    key: verbatimKey,
    signature: {
      place: header('X-Signature'),
      prefix: '',
      container: { kind: 'positional', separator: ',', fields: ['timestamp', 'signature'] },
      encoding: 'hex',
    },
    timestamp: { place: { in: 'signature', key: null }, unit: 's' },
    idHeader: null,
    message: timestampDotBody,
    tolerance: fiveMinutes,
    rejection: null,
  },
  {
    id: 'y42',
    name: 'Y42',
    confidence: 'documented',
    notes: 'HMAC-SHA256 over the body, in hex, with sha256= in front.',
    algorithm: 'hmac-sha256',
    key: verbatimKey,
    signature: plainHeader('x-y42-signature', 'hex', 'sha256='),
    ...noTimestamp,
    message: overBody,
    rejection: null,
  },
  {
    id: 'casesolved',
    name: 'Casesolved Cloud',
    confidence: 'documented',
    notes: 'No signature: the secret itself is sent in clear, and a receiver compares it.',
    algorithm: 'equality',
    key: verbatimKey,
    signature: plainHeader('X-Webhook-Secret', 'verbatim'),
    ...noTimestamp,
    message: [],
    rejection: { status: 401, body: 'Unauthorized' },
  },
  {
    id: 'zenskar',
    name: 'Zenskar',
    confidence: 'documented',
    notes:
      'HMAC-SHA256 over the body, in hex, with sha256= in front. The sample code of the document names the header of ' +
      'GitHub; its text says X-Signature, and that is meant.',
    algorithm: 'hmac-sha256',
    key: verbatimKey,
    signature: plainHeader('X-Signature', 'hex', 'sha256='),
    ...noTimestamp,
    message: overBody,
    rejection: {
      status: 403,
      body: `{"detail":"Request signatures didn't match!"}`,
      missing: '{"detail":"X-Signature header is missing!"}',
    },
  },
];
