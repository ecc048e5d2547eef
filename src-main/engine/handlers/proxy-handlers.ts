import type { proxyMethods } from '../../../src-preload/contract/proxy.ts';
import type { ProxyRoom } from '../proxy/open-proxy.ts';
import type { HandlersOf } from './types.ts';

export function createProxyHandlers(proxy: ProxyRoom): HandlersOf<typeof proxyMethods> {
  return {
    'proxy.get': () => proxy.setup(),
    'proxy.save': (settings) => proxy.save(settings),
    'proxy.setPassword': ({ value }) => proxy.setPassword(value),
    'proxy.tidyPassword': ({ kind }) => proxy.tidyPassword(kind),
  };
}
