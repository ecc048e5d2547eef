import { lookup as systemLookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { classifyHost, isLoopbackName } from '../compose/address-kind.ts';
import {
  type ConnectOptions,
  type ConnectTarget,
  LinkLocalError,
  lookUpLoopback,
  type PhaseListener,
  portOf,
  tlsOptions,
  usualTcp,
} from './connect-parts.ts';
import { openThroughProxy } from './through-proxy.ts';

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
  if (options.proxy !== null) return openThroughProxy(target, options.proxy, options, onPhase, done);
  const secure = target.protocol === 'https:';
  const named = isIP(target.hostname) === 0;
  onPhase(named ? 'dns' : 'connect');
  const tcp = {
    ...usualTcp,
    host: target.hostname,
    port: portOf(target),
    lookup: isLoopbackName(target.hostname) ? lookUpLoopback : guardLookup(options),
  };
  const socket = secure ? connectTls({ ...tcp, ...tlsOptions(target, options) }) : connectTcp(tcp);
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
