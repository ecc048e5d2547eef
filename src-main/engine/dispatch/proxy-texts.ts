import { STATUS_CODES } from 'node:http';
import { nameProxy, type OutgoingProxy, ProxyError } from '../proxy/proxy-route.ts';

const SHOWN = 80;
const WHERE = 'under “Proxy” in the settings';

/** An error of the network on the way to a proxy, in plain words. @param name host and port of the proxy */
export function explainProxyFailure(error: Error, name: string): ProxyError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return new ProxyError(describe(code, name), code);
}

function describe(code: string | null, name: string): string {
  const host = name.replace(/:\d{1,5}$/, '');
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return `The name of the proxy, ${host}, does not exist. Check its spelling ${WHERE}.`;
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
      return `The name of the proxy, ${host}, could not be looked up. Check the network and its name server, and try again.`;
    case 'ECONNREFUSED':
      return `Nothing listens at the proxy ${name}: the connection was refused. Start it, or correct its address ${WHERE}.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `The proxy ${name} closed the connection without an answer. See its log, and check that it is an HTTP proxy.`;
    default:
      return `The proxy ${name} cannot be reached from here. Check the network, a VPN or a firewall, and its address ${WHERE}.`;
  }
}

/** Only the first line is shown: what follows may repeat what was sent, and so a password. */
export function explainNotHttp(proxy: OutgoingProxy, text: string): ProxyError {
  const [line = ''] = text.split(/[\r\n]/, 1);
  const shown = line.slice(0, SHOWN).replace(/[^\x20-\x7e]/g, '·');
  const beginning = shown === '' ? '' : ` It begins with “${shown}”.`;
  return new ProxyError(
    `The proxy ${nameProxy(proxy)} answered with something that is not HTTP/1.1.${beginning} Check its address ${WHERE}.`,
  );
}

/**
 * What an answer to CONNECT other than 2xx means.
 * @param target host and port @param head the lines of the answer up to the empty one
 */
export function explainRefusal(proxy: OutgoingProxy, target: string, status: number, head: string): ProxyError {
  const words = STATUS_CODES[status];
  const answer = words === undefined ? String(status) : `${status} (${words})`;
  return new ProxyError(describeRefusal(proxy, target, status, answer, head), String(status));
}

function describeRefusal(proxy: OutgoingProxy, target: string, status: number, answer: string, head: string): string {
  const name = `The proxy ${nameProxy(proxy)}`;
  if (status === 407) return `${name} ${describeLogin(proxy, head)}`;
  if ([404, 405, 501].includes(status)) {
    return `${name} does not open connections to ${target} (CONNECT): it answered ${answer}. Check that this is the address of a proxy.`;
  }
  if (status >= 500) {
    return `${name} could not reach ${target}: it answered ${answer}. Check host and port; the proxy looks the name up itself.`;
  }
  const usual = target.endsWith(':443') ? '' : ' Many proxies allow this to port 443 alone.';
  return `${name} refused to connect to ${target}: it answered ${answer}. Ask its operator to allow that host and port.${usual}`;
}

function describeLogin({ login }: OutgoingProxy, head: string): string {
  const schemes = [...head.matchAll(/^proxy-authenticate:[ \t]*([a-z0-9-]+)/gim)].map(([, scheme]) => scheme ?? '');
  if (schemes.length > 0 && !schemes.some((scheme) => scheme.toLowerCase() === 'basic')) {
    return `asks for a login by ${[...new Set(schemes)].join(' or ')}, and only Basic is supported (407). Ask its operator for another way.`;
  }
  return login === null
    ? `asks for a user name and a password (407). Enter them with an own proxy ${WHERE}.`
    : `refused the user name or the password (407). Correct them ${WHERE}.`;
}
