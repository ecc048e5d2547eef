import { toSlug } from './slug.ts';

/** Where the capture server answers. The address and not `localhost`, which may mean IPv6 first. */
export function toCaptureAddress(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** A path of its own on the capture server, by which a request finds its webhook. */
export function createCaptureUrl(port: number, providerId: string, name: string, taken: readonly string[]): string {
  const base = `${toCaptureAddress(port)}/${providerId}/${toSlug(name)}`;
  if (!taken.includes(base)) return base;
  for (let count = 2; ; count += 1) {
    if (!taken.includes(`${base}-${count}`)) return `${base}-${count}`;
  }
}

/** The same URL at the new port, where it points at the capture server; null where it points elsewhere. */
export function moveCaptureUrl(url: string, from: number, to: number): string | null {
  const match = /^(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])):([0-9]+)(?=[/?#]|$)/i.exec(url);
  if (!match || Number(match[2]) !== from) return null;
  return `${match[1]}:${to}${url.slice(match[0].length)}`;
}
