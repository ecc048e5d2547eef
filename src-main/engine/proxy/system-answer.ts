import { type OutgoingProxy, ProxyError, toProxy } from './proxy-route.ts';

/**
 * Reads what Electron's session resolves for an address, as in a PAC file: `PROXY host:port; DIRECT`. The first entry that can be
 * used counts; what would follow where that one fails is not tried. `DIRECT` behind a proxy that cannot be used is not taken: it
 * is meant for one that is down.
 * @throws ProxyError where every proxy is of a kind that is not supported
 */
export function readSystemAnswer(answer: string): OutgoingProxy | null {
  const entries = answer.split(';').map((entry) => entry.trim().split(/\s+/));
  let unusable: string | null = null;
  for (const [kind = '', place = ''] of entries) {
    const type = kind.toUpperCase();
    if (type === '' || (type === 'DIRECT' && unusable === null)) return null;
    const isHttp = (type === 'PROXY' || type === 'HTTP') && URL.canParse(`http://${place}`);
    if (isHttp) return toProxy(new URL(`http://${place}`), null);
    if (type !== 'DIRECT') unusable ??= `${type} ${place}`.trim();
  }
  throw new ProxyError(
    `The system names the proxy “${unusable}” for this address, and only HTTP proxies are supported, not SOCKS or HTTPS ones. Enter an HTTP proxy under “Proxy” in the settings.`,
  );
}
