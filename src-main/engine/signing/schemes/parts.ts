import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';

/** Pieces that many schemes share, so that a scheme's own lines show what is its own. */

export function header(name: string): { in: 'header'; name: string } {
  return { in: 'header', name };
}

/** The secret's UTF-8 bytes are the key, whatever it looks like. */
export const verbatimKey: SigningScheme['key'] = { encoding: 'utf8', stripPrefix: null };

export const anyAge: SigningScheme['tolerance'] = { past: null, future: null };

export const fiveMinutes: SigningScheme['tolerance'] = { past: 300, future: 300 };

export const noTimestamp = { timestamp: null, idHeader: null, tolerance: anyAge } satisfies Partial<SigningScheme>;

/** What the facts on senders have from somebody else than the vendor. */
export const secondHand = { confidence: 'second-hand', rejection: null } satisfies Partial<SigningScheme>;

export const overBody: SigningScheme['message'] = [{ part: 'body' }];

/** `id.timestamp.body`, as Standard Webhooks joins it. */
export const idTimestampBody: SigningScheme['message'] = [
  { part: 'id' },
  { part: 'literal', text: '.' },
  { part: 'timestamp' },
  { part: 'literal', text: '.' },
  { part: 'body' },
];

export const timestampDotBody: SigningScheme['message'] = [
  { part: 'timestamp' },
  { part: 'literal', text: '.' },
  { part: 'body' },
];

/** One signature and nothing else in the header, `prefix` in front. */
export function plainHeader(
  name: string,
  encoding: SigningScheme['signature']['encoding'],
  prefix = '',
): SigningScheme['signature'] {
  return { place: header(name), prefix, container: { kind: 'plain' }, encoding };
}

/** `t=…,v1=…`: hex signatures under `key`, several of them while a secret changes. */
export function hexPairs(name: string, key: string, pairSeparator = ','): SigningScheme['signature'] {
  return {
    place: header(name),
    prefix: '',
    container: { kind: 'pairs', pairSeparator, keySeparator: '=', key },
    encoding: 'hex',
  };
}
