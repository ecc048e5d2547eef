import { BlockList, isIP } from 'node:net';
import { type OutgoingProxy, ProxyError, toProxy } from './proxy-route.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for an address, as curl and most programs read it: `HTTPS_PROXY` or `HTTP_PROXY` by the
 * scheme of the address, else `ALL_PROXY`, unless `NO_PROXY` excepts it. Lower case comes first.
 * @throws ProxyError naming the variable, without its value, which may hold a password
 */
export function readEnvironment(environment: Environment, url: URL): OutgoingProxy | null {
  const read = (name: string): [name: string, value: string] | null => {
    const found = [name.toLowerCase(), name].find((each) => environment[each]?.trim());
    return found === undefined ? null : [found, environment[found]?.trim() ?? ''];
  };
  const named = read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? read('ALL_PROXY');
  if (named === null || isExcepted(read('NO_PROXY')?.[1] ?? '', url)) return null;
  const [name, value] = named;
  const whole = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(whole)) {
    throw new ProxyError(
      `The variable ${name} does not hold the address of a proxy. Correct it, such as http://host:3128.`,
    );
  }
  const proxy = new URL(whole);
  if (proxy.protocol !== 'http:') {
    throw new ProxyError(
      `The variable ${name} names a proxy of the scheme ${proxy.protocol}//, and only http:// is supported. Name an HTTP proxy.`,
    );
  }
  const { username, password } = proxy;
  return toProxy(
    proxy,
    username === '' && password === '' ? null : { user: decode(username), password: decode(password) },
  );
}

/** A stray percent sign stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether `NO_PROXY` excepts an address: `*` all of them; a name itself and what is under it, with or without a leading dot or `*.`;
 * an address, or a range as `10.0.0.0/8`; each with `:port` for that port alone.
 */
export function isExcepted(noProxy: string, url: URL): boolean {
  const host = url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && fits(entry, host, port));
}

function fits(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const { place, onlyPort } = splitPort(entry);
  if (onlyPort !== null && onlyPort !== port) return false;
  const family = isIP(host);
  if (family !== 0) return place === '*' || coversAddress(place, host, family);
  const name = place.replace(/^\*?\./, '').replace(/\.$/, '');
  return name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`)));
}

/** IPv6 has colons of its own: its port comes behind brackets. */
function splitPort(entry: string): { place: string; onlyPort: string | null } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed) return { place: bracketed[1] ?? '', onlyPort: bracketed[2] ?? null };
  const [place = '', port, ...more] = entry.split(':');
  return port !== undefined && more.length === 0 && /^\d+$/.test(port)
    ? { place, onlyPort: port }
    : { place: entry, onlyPort: null };
}

function coversAddress(place: string, host: string, family: number): boolean {
  const [address = '', bits] = place.split('/');
  if (isIP(address) !== family) return false;
  const most = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  if (!(prefix <= most)) return false;
  const list = new BlockList();
  const type = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(address, prefix, type);
  return list.check(host, type);
}
