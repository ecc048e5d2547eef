import type { Capture } from '../../../src-preload/contract/capture.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';

const browserHeaders = new Set(['origin', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest']);

/**
 * Where a request seems to come from. A web page can make a browser send here, and a name can be pointed at this machine, so
 * both are marked; tunnels bring other hosts for good reason, so nothing is refused.
 */
export function tagOrigin(headers: readonly HeaderPair[]): Capture['origin'] {
  let foreign = false;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (browserHeaders.has(lower)) return 'browser';
    if (lower === 'host' && !isLoopbackHost(value)) foreign = true;
  }
  return foreign ? 'foreign-host' : 'plain';
}

function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d*)?$/i.test(host.trim()) || host.trim() === '';
}
