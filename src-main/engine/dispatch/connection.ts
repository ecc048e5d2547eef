import type { LookupFunction, Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Client } from 'undici';
import type { OutgoingProxy } from '../proxy/proxy-route.ts';
import { openSocket } from './connect.ts';
import type { ExchangeOnWire } from './exchange-on-wire.ts';

export interface ConnectionOptions {
  lookup: LookupFunction | undefined;
  trust: SecureContext | undefined;
  verify: boolean;
  proxy: OutgoingProxy | null;
}

/**
 * One connection to one origin with one request at a time, so that it is always known which request is on which socket. It opens
 * when it is first used, and again when the other side closed it meanwhile.
 */
export class Connection {
  /** Which requests it may carry. */
  readonly key: string;
  readonly #client: Client;
  #socket: Socket | null = null;
  #current: ExchangeOnWire | null = null;
  #allowLinkLocal = false;

  /** @param onIdleClose the other side, or the idle time-out, closed it while nothing was under way. */
  constructor(
    origin: string,
    key: string,
    ClientClass: typeof Client,
    options: ConnectionOptions,
    onIdleClose: () => void,
  ) {
    this.key = key;
    this.#client = new ClientClass(origin, {
      pipelining: 1,
      allowH2: false,
      // The deadline of the exchange covers everything; these would only see silence, and a slow drip is not silent.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (target, callback) => {
        const exchange = this.#current;
        this.#socket = openSocket(
          target,
          { ...options, allowLinkLocal: this.#allowLinkLocal },
          (phase) => exchange?.notePhase(phase),
          (error, socket) => {
            if (error !== null) return callback(error, null);
            // Through a proxy, TLS has a socket of its own on top.
            this.#socket = socket;
            exchange?.noteSocket(socket);
            callback(null, socket);
          },
        );
      },
    });
    this.#client.on('disconnect', () => {
      this.#socket = null;
      if (this.#current === null) onIdleClose();
    });
  }

  /** Sends one request; call it again only after the exchange is finished. */
  carry(exchange: ExchangeOnWire, allowLinkLocal: boolean): void {
    this.#current = exchange;
    this.#allowLinkLocal = allowLinkLocal;
    if (this.#socket !== null) exchange.noteSocket(this.#socket);
    exchange.dispatchOn(this.#client, (error) => this.destroy(error));
  }

  /** The exchange is over and the connection waits for the next. */
  rest(): void {
    this.#current = null;
  }

  /** Closes at once, also while still connecting. */
  destroy(error: Error): void {
    this.#socket?.destroy();
    this.#client.destroy(error).catch(() => {});
  }
}
