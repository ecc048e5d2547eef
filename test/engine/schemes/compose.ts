import type { SigningScheme } from '../../../src-preload/contract/signing.ts';

/** A scheme as a vendor's page would describe it: `Acme-Signature: t=…,v1=…` over `t.body`. */
export const acme = {
  id: 'new',
  name: 'Acme',
  confidence: 'documented',
  notes: '',
  algorithm: 'hmac-sha256',
  key: { encoding: 'utf8', stripPrefix: null },
  signature: {
    place: { in: 'header', name: 'Acme-Signature' },
    prefix: '',
    container: { kind: 'pairs', pairSeparator: ',', keySeparator: '=', key: 'v1' },
    encoding: 'hex',
  },
  timestamp: { place: { in: 'signature', key: 't' }, unit: 's' },
  idHeader: null,
  message: [{ part: 'timestamp' }, { part: 'literal', text: '.' }, { part: 'body' }],
  tolerance: { past: 300, future: null },
  rejection: { status: 400, body: 'bad signature' },
} satisfies SigningScheme;

/** The same with something else in it. */
export function acmeWith(change: Partial<SigningScheme>): SigningScheme {
  return { ...acme, ...change };
}
