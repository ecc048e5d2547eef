import * as tls from 'node:tls';
import type { TlsChoice } from '../../../src-preload/contract/webhook.ts';

/** How many webhooks with authorities of their own are remembered. */
const KEPT = 8;

export const usualTls: TlsChoice = { extraCa: '', clientCert: '', verify: true };

/**
 * Makes what connections verify certificates by. The authorities of a webhook come besides those that are known, and are known to
 * its own connections alone. All the known ones are read again for each, which takes tens of ms, so the last few are kept.
 * @param known PEM text in place of the authorities that this machine knows
 */
export function createTrust(
  known: string | undefined,
): (choice: TlsChoice, clientKey?: string) => tls.SecureContext | undefined {
  const contexts = new Map<string, tls.SecureContext>();
  return ({ extraCa, clientCert }, clientKey) => {
    const shown = clientKey === undefined ? {} : { cert: clientCert, key: clientKey };
    if (extraCa === '' && known === undefined && clientKey === undefined) return undefined;
    const name = JSON.stringify([extraCa, shown]);
    const kept = contexts.get(name);
    if (kept !== undefined) return kept;
    const base = known === undefined ? listKnown() : [known];
    const context = tls.createSecureContext({ ca: extraCa === '' ? [...base] : [...base, extraCa], ...shown });
    const [oldest] = contexts.keys();
    if (contexts.size >= KEPT && oldest !== undefined) contexts.delete(oldest);
    contexts.set(name, context);
    return context;
  };
}

/** What Node goes by when it is told nothing. Node 20 cannot tell; there it is what came with it. */
function listKnown(): readonly string[] {
  const { getCACertificates } = tls as { getCACertificates?: (of: 'default') => string[] };
  return getCACertificates?.('default') ?? tls.rootCertificates;
}
