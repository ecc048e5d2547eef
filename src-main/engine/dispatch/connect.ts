import { lookup as systemLookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import type { AttemptPhase } from '../../../src-preload/contract/delivery.ts';
import { classifyHost, isLoopbackName } from '../compose/address-kind.ts';

/** Told as the connection comes about; `phase` is the one that begins. */
export type PhaseListener = (phase: Extract<AttemptPhase, 'dns' | 'connect' | 'tls' | 'send'>) => void;

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
}

/** The name led to an address that needs a confirmation, which was only given, or not asked for, by name. */
export class LinkLocalError extends Error {
  readonly code = 'HOOKWRIGHT_LINK_LOCAL';
}

/** Long enough that a far address is not given up for a worse one; Node's own 250 ms is not. */
const FAMILY_ATTEMPT_MS = 2000;

/**
 * Opens a connection and tells where the time goes. Whether certificates are verified is said here alone, whatever the environment
 * says. `done` is called once.
 * @returns the socket, so that it can be destroyed while it is still connecting.
 */
export function openSocket(
  target: ConnectTarget,
  options: ConnectOptions,
  onPhase: PhaseListener,
  done: (error: Error | null, socket: Socket) => void,
): Socket {
  const secure = target.protocol === 'https:';
  const named = isIP(target.hostname) === 0;
  const port = Number(target.port) || (secure ? 443 : 80);
  onPhase(named ? 'dns' : 'connect');
  const tcp = {
    host: target.hostname,
    port,
    lookup: isLoopbackName(target.hostname) ? lookUpLoopback : guardLookup(options),
    autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS,
    highWaterMark: 64 * 1024,
  };
  const socket = secure
    ? connectTls({
        ...tcp,
        ...(named ? { servername: target.hostname } : {}),
        ...(options.trust === undefined ? {} : { secureContext: options.trust }),
        ALPNProtocols: ['http/1.1'],
        rejectUnauthorized: options.verify,
      })
    : connectTcp(tcp);
  let settled = false;
  const settle = (error: Error | null): void => {
    if (settled) return;
    settled = true;
    done(error, socket);
  };
  socket.setNoDelay(true).setKeepAlive(true, 60_000);
  socket.once('lookup', (error) => {
    if (!error) onPhase('connect');
  });
  socket.once('connect', () => {
    if (secure) return onPhase('tls');
    onPhase('send');
    settle(null);
  });
  socket.once('secureConnect', () => {
    onPhase('send');
    settle(null);
  });
  // Stays for the socket's life: an error without a listener would end the process.
  socket.on('error', settle);
  socket.once('close', () => settle(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' })));
  if (!named && !options.allowLinkLocal && classifyHost(target.hostname) === 'link-local') {
    socket.destroy(new LinkLocalError(target.hostname));
  }
  return socket;
}

/** No name server is asked (RFC 6761, 6.3), and a hosts file need not know both addresses: a receiver may listen at either. */
const lookUpLoopback: LookupFunction = (_hostname, options, callback) => {
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

/** Resolves names, but not to addresses that were never agreed to: a name can point anywhere, and elsewhere a moment later. */
function guardLookup({ allowLinkLocal, lookup = systemLookup as LookupFunction }: ConnectOptions): LookupFunction {
  if (allowLinkLocal) return lookup;
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      if (error === null) {
        const found = typeof address === 'string' ? [address] : address.map((entry) => entry.address);
        const refused = found.find((entry) => classifyHost(entry) === 'link-local');
        if (refused !== undefined) return callback(new LinkLocalError(refused), address, family);
      }
      callback(error, address, family);
    });
  };
}
