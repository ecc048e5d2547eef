import { splitUrl } from './split-url.ts';

/** Where a request goes. */
export interface RequestAddress {
  /** With scheme, host and path; without user name, password and fragment. Sent and shown as it is written. */
  url: string;
  /**
   * The request target as octets, where it is not what follows the host in `url`: an address as for a proxy, `*`, or one with `#` or
   * with bytes beyond ASCII.
   */
  target?: string;
}

/** What the request line says (RFC 9112, section 3.2): the very text, since a parser drops a lone `?` and resolves dot segments. */
export function targetOf({ url, target }: RequestAddress): string {
  return target ?? splitUrl(url).target;
}

/** Whether undici takes it as a path. It refuses `*`, addresses of other schemes and white space. */
export function isSendableTarget(target: string): boolean {
  return /^(?:\/|https?:\/\/)[!-~\x80-\xff]*$/.test(target);
}

/** The address of a path and query of octets at an origin. What an address cannot hold stands beside it. */
export function addressAt(origin: string, target: string): RequestAddress {
  const url = origin + toAscii(target);
  return url === origin + target ? { url } : { url, target };
}

/** Without a fragment; bytes beyond ASCII are percent-encoded. */
function toAscii(target: string): string {
  const [plain = ''] = target.split('#', 1);
  return plain.replace(/[\x80-\xff]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * Where a request went that arrived with this target and this Host header.
 * @returns null where the two name no host
 */
export function addressOfArrived(target: string, host: string): RequestAddress | null {
  if (target.startsWith('/')) {
    const origin = readOrigin('http:', host);
    return origin === null ? null : addressAt(origin, target);
  }
  const plain = toAscii(target);
  const scheme = /^(https?:)\/\//i.exec(plain)?.[1]?.toLowerCase();
  const named = scheme === undefined ? { host, target: '/' } : splitUrl(plain);
  const origin = readOrigin(scheme ?? 'http:', named.host);
  return origin === null ? null : { url: origin + named.target, target };
}

/** A Host header is whatever a stranger wrote: more than a host in it would become a part of the path. */
function readOrigin(scheme: string, host: string): string | null {
  if (!/^[!-~]+$/.test(host) || /[/?#@\\]/.test(host)) return null;
  const text = `${scheme}//${host}/`;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url === null || url.port === '0' ? null : url.origin;
}
