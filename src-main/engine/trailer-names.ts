import type { HeaderPair } from '../../src-preload/contract/compose.ts';

/** The fields that came behind a chunked body (RFC 9112, section 7.1.2): each name once, as it was written. */
export function nameTrailers({ trailers }: { trailers: string | null }): string[] {
  const pairs = JSON.parse(trailers ?? '[]') as HeaderPair[];
  return [...new Set(pairs.map(([name]) => name))];
}
