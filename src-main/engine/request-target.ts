import { splitUrl } from './split-url.ts';

/** Where a request goes. */
export interface RequestAddress {
  /** With scheme, host and path; without user name, password and fragment. Sent and shown as it is written. */
  url: string;
  /** The request target, where it is not what follows the host in `url`: an address as for a proxy, `*`, or one with `#`. */
  target?: string;
}

/** What the request line says (RFC 9112, section 3.2): the very text, since a parser drops a lone `?` and resolves dot segments. */
export function targetOf({ url, target }: RequestAddress): string {
  return target ?? splitUrl(url).target;
}

/** Whether undici takes it as a path. It refuses `*` and addresses of other schemes. */
export function isSendableTarget(target: string): boolean {
  return /^(?:\/|https?:\/\/)/.test(target);
}

/**
 * Where a request went that arrived with this target and this Host header.
 * @returns null where the two name no host
 */
export function addressOfArrived(target: string, host: string): RequestAddress | null {
  const fragment = target.indexOf('#');
  const plain = fragment < 0 ? target : target.slice(0, fragment);
  if (target.startsWith('/')) {
    const origin = readOrigin('http:', host);
    if (origin === null) return null;
    return fragment < 0 ? { url: origin + target } : { url: origin + plain, target };
  }
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
