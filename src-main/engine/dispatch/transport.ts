/// <reference path="./undici-client.d.ts" />
import type { LookupFunction } from 'node:net';
import type { TlsChoice } from '../../../src-preload/contract/webhook.ts';
import type { Clock } from '../clock.ts';
import { type ChooseProxy, nameProxy, type OutgoingProxy } from '../proxy/proxy-route.ts';
import type { Connection } from './connection.ts';
import { ExchangeOnWire, StoppedError } from './exchange-on-wire.ts';
import type { SendOptions, Transport, TransportRequest, TransportResult } from './transport-types.ts';
import { createTrust, usualTls } from './trust.ts';

export interface TransportOptions {
  clock: Clock;
  /** Resolves names; the system's by default. */
  lookup?: LookupFunction;
  /** Left out: never a proxy. */
  chooseProxy?: ChooseProxy;
  /** Certificate authorities in PEM, in place of the system's. */
  ca?: string;
}

const IDLE_PER_KEY = 64;

/**
 * Sends over undici's `Client`, with keep-alive and without redirects or retries. Connections are ours: an attempt that
 * ends early takes its connection with it, and one that finished leaves it for the next to the same origin with the same choice of
 * certificates by the same way.
 */
export function createTransport({ clock, lookup, ca, chooseProxy }: TransportOptions): Transport {
  const idle = new Map<string, Connection[]>();
  const trust = createTrust(ca);
  const active = new Map<ExchangeOnWire, Connection>();
  let opener: ReturnType<typeof loadOpener> | null = null;
  let closed = false;

  /** Loaded with the first request: together they take longer than anything else at start, and a start sends nothing. */
  async function loadOpener(): Promise<
    (origin: string, key: string, proxy: OutgoingProxy | null, tls: TlsChoice, clientKey?: string) => Connection
  > {
    const [{ default: Client }, { Connection }] = await Promise.all([
      import('undici/lib/dispatcher/client.js'),
      import('./connection.ts'),
    ]);
    return (origin, key, proxy, tls, clientKey) => {
      const options = {
        lookup,
        trust: origin.startsWith('https:') ? trust(tls, clientKey) : undefined,
        verify: tls.verify,
        proxy,
      };
      const connection: Connection = new Connection(origin, key, Client, options, () => forget(connection));
      return connection;
    };
  }

  function giveBack(connection: Connection): void {
    connection.rest();
    const waiting = idle.get(connection.key) ?? [];
    if (closed || waiting.length >= IDLE_PER_KEY) {
      connection.destroy(new StoppedError('HOOKWRIGHT_ENOUGH'));
      return;
    }
    waiting.push(connection);
    idle.set(connection.key, waiting);
  }

  function forget(connection: Connection): void {
    const waiting = idle.get(connection.key)?.filter((other) => other !== connection) ?? [];
    if (waiting.length === 0) idle.delete(connection.key);
    else idle.set(connection.key, waiting);
    connection.destroy(new StoppedError('HOOKWRIGHT_ENOUGH'));
  }

  /** Undefined where the exchange ended meanwhile, or for want of the proxy. */
  async function findProxy(url: URL, exchange: ExchangeOnWire): Promise<OutgoingProxy | null | undefined> {
    if (chooseProxy === undefined) return null;
    exchange.noteChoosing();
    try {
      const proxy = await Promise.race([chooseProxy(url), exchange.finished.then(() => undefined)]);
      if (proxy !== undefined) exchange.noteProxy(proxy && nameProxy(proxy));
      return proxy;
    } catch (error) {
      exchange.fail(error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  async function send(request: TransportRequest, options: SendOptions = {}): Promise<TransportResult> {
    opener ??= loadOpener();
    const openConnection = await opener;
    const exchange = new ExchangeOnWire(request, options, clock);
    const url = new URL(request.url);
    const proxy = await findProxy(url, exchange);
    if (closed) exchange.stop('HOOKWRIGHT_CANCELLED');
    else if (proxy !== undefined) {
      const { origin } = url;
      const { tls = usualTls, clientKey } = request;
      const key = JSON.stringify([origin, tls, clientKey, proxy]);
      const connection = idle.get(key)?.pop() ?? openConnection(origin, key, proxy, tls, clientKey);
      active.set(exchange, connection);
      connection.carry(exchange, request.allowLinkLocal);
    }
    const result = await exchange.finished;
    const connection = active.get(exchange);
    active.delete(exchange);
    if (connection !== undefined && exchange.reusable) giveBack(connection);
    return result;
  }

  return {
    send,
    async close() {
      closed = true;
      for (const exchange of active.keys()) exchange.stop('HOOKWRIGHT_CANCELLED');
      for (const connections of idle.values()) {
        for (const connection of connections) connection.destroy(new StoppedError('HOOKWRIGHT_ENOUGH'));
      }
      idle.clear();
    },
  };
}
