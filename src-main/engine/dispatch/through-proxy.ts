import { lookup as systemLookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { classifyHost, isLoopbackName } from '../compose/address-kind.ts';
import { nameProxy, type OutgoingProxy } from '../proxy/proxy-route.ts';
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
import { explainProxyFailure } from './proxy-texts.ts';
import { askForTunnel } from './tunnel.ts';

/**
 * Opens a connection to a target through a tunnel of a proxy, also for http, so that the target gets the very bytes that it would
 * get without one. The proxy looks the name of the target up, so an address that needs a confirmation is known only where the
 * target is written as one. `done` is called once.
 * @returns the socket to the proxy, so that it can be destroyed at any time; `done` gets the one to the target
 */
export function openThroughProxy(
  target: ConnectTarget,
  proxy: OutgoingProxy,
  options: ConnectOptions,
  onPhase: PhaseListener,
  done: (error: Error | null, socket: Socket) => void,
): Socket {
  onPhase(isIP(proxy.hostname) === 0 ? 'dns' : 'connect');
  const lookup = options.lookup ?? (systemLookup as LookupFunction);
  const socket = connectTcp({
    ...usualTcp,
    host: proxy.hostname,
    port: proxy.port,
    lookup: isLoopbackName(proxy.hostname) ? lookUpLoopback : lookup,
  });
  let settled = false;
  let open = false;
  const settle = (error: Error | null, to: Socket = socket): void => {
    if (settled) return;
    settled = true;
    if (error !== null) socket.destroy();
    done(error, to);
  };
  const explain = (error: Error): Error =>
    open || error instanceof LinkLocalError ? error : explainProxyFailure(error, nameProxy(proxy));
  const closed = (): Error => Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' });

  function speak(): void {
    open = true;
    if (target.protocol !== 'https:') {
      onPhase('send');
      settle(null);
      return;
    }
    onPhase('tls');
    const secure = connectTls({ ...tlsOptions(target, options), socket });
    secure.once('secureConnect', () => {
      onPhase('send');
      settle(null, secure);
    });
    // Stays for the socket's life: an error without a listener would end the process.
    secure.on('error', (error) => settle(error, secure));
    secure.once('close', () => settle(closed(), secure));
  }

  socket.setNoDelay(true).setKeepAlive(true, 60_000);
  socket.once('lookup', (error) => {
    if (!error) onPhase('connect');
  });
  socket.once('connect', () => {
    onPhase('proxy');
    askForTunnel(socket, { hostname: target.hostname, port: portOf(target) }, proxy, (error) => {
      if (error === null) speak();
      else settle(error);
    });
  });
  socket.on('error', (error) => settle(explain(error)));
  socket.once('close', () => settle(explain(closed())));
  if (!options.allowLinkLocal && classifyHost(target.hostname) === 'link-local') {
    socket.destroy(new LinkLocalError(target.hostname));
  }
  return socket;
}
