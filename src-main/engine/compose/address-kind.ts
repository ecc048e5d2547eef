import { BlockList, isIP } from 'node:net';

export type AddressKind = 'loopback' | 'link-local' | 'public';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Link-local ranges, and the metadata services of clouds, which hand credentials to whoever asks from inside. */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addAddress('100.100.100.200', 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

const metadataNames = new Set(['metadata.google.internal', 'metadata.goog', 'instance-data']);

/** Whether a name stands for this machine whatever a name server says (RFC 6761, 6.3): `localhost` and what ends in `.localhost`. */
export function isLoopbackName(name: string): boolean {
  return /^(?:.+\.)?localhost\.?$/i.test(name);
}

/**
 * What kind of place a host is. A name is known only when it stands for one place everywhere; what it resolves to is
 * checked when connecting. IPv4 addresses inside IPv6 (`::ffff:…`) count as themselves.
 */
export function classifyHost(host: string): AddressKind {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  const family = isIP(bare);
  if (family === 0) {
    if (isLoopbackName(bare)) return 'loopback';
    return metadataNames.has(bare.replace(/\.$/, '')) ? 'link-local' : 'public';
  }
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(bare, type)) return 'loopback';
  return linkLocal.check(bare, type) ? 'link-local' : 'public';
}
