/** A proxy that takes CONNECT in plain HTTP/1.1 (RFC 9110, 9.3.6). */
export interface OutgoingProxy {
  /** Name or address, without brackets. */
  hostname: string;
  port: number;
  /** Sent as Basic authorization; null: none. */
  login: { user: string; password: string } | null;
}

/** Why a request cannot take the way through a proxy: what happened, to what, what to do. Never holds credentials. */
export class ProxyError extends Error {
  readonly code = 'HOOKWRIGHT_PROXY';
  /** The code of Node, or the status of the answer, where there is one. */
  readonly reason: string | null;

  constructor(message: string, reason: string | null = null) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Chooses the proxy of one request by its URL; null: none.
 * @throws ProxyError where there is one and it cannot be used
 */
export type ChooseProxy = (url: URL) => Promise<OutgoingProxy | null>;

/** Host and port as people write them. */
export function nameProxy({ hostname, port }: Pick<OutgoingProxy, 'hostname' | 'port'>): string {
  return `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`;
}

/** @param url of scheme http, whose port may be left out as the scheme's own */
export function toProxy(url: URL, login: OutgoingProxy['login']): OutgoingProxy {
  return { hostname: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || 80, login };
}
