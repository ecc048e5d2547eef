import { isIP, type LookupFunction } from 'node:net';
import type { ConnectionOptions, SecureContext } from 'node:tls';
import type { AttemptPhase } from '../../../src-preload/contract/delivery.ts';
import type { OutgoingProxy } from '../proxy/proxy-route.ts';

/** Called while the connection is made; `phase` is the one that begins. */
export type PhaseListener = (phase: Extract<AttemptPhase, 'dns' | 'connect' | 'proxy' | 'tls' | 'send'>) => void;

export interface ConnectTarget {
  protocol: string;
  /** Without brackets. */
  hostname: string;
  /** Empty for the protocol's own. */
  port: string;
}

export interface ConnectOptions {
  allowLinkLocal: boolean;
  lookup: LookupFunction | undefined;
  /** Holds the authorities that are known. */
  trust: SecureContext | undefined;
  /** False: any certificate is taken. */
  verify: boolean;
  /** Null: straight to the target. */
  proxy: OutgoingProxy | null;
}

/** The name led to an address that needs a confirmation, which was only given, or not asked for, by name. */
export class LinkLocalError extends Error {
  readonly code = 'HOOKWRIGHT_LINK_LOCAL';
}

export const usualTcp = {
  /** Long enough that a far address is not given up for a worse one; Node's own 250 ms is not. */
  autoSelectFamilyAttemptTimeout: 2000,
  highWaterMark: 64 * 1024,
};

export function portOf({ protocol, port }: ConnectTarget): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

/** How TLS is spoken to a target, whatever the connection is made of. */
export function tlsOptions({ hostname }: ConnectTarget, { trust, verify }: ConnectOptions): ConnectionOptions {
  return {
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    ...(trust === undefined ? {} : { secureContext: trust }),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: verify,
  };
}

/** No name server is asked (RFC 6761, 6.3), and a hosts file need not know both addresses: a receiver may listen at either. */
export const lookUpLoopback: LookupFunction = (_hostname, options, callback) => {
  // Later, as every look-up: the listeners of the socket come first.
  process.nextTick(() => {
    if (!options.all) callback(null, '127.0.0.1', 4);
    else
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
  });
};
