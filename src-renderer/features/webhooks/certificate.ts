import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';

/** The most that a webhook keeps of its authorities, in characters. */
export const LONGEST_PEM = 100_000;

type Endpoint = Pick<WebhookDraft, 'url' | 'tls'>;

/** Whether there is a certificate at all. */
export function isSecure({ url }: Pick<Endpoint, 'url'>): boolean {
  return /^https:/i.test(url);
}

/** Whether any of these, as saved and as typed, would take whatever certificate it is shown. */
export function takesAnyCertificate(...endpoints: readonly Endpoint[]): boolean {
  return endpoints.some((endpoint) => isSecure(endpoint) && !endpoint.tls.verify);
}

/** A certificate from a file as PEM text (RFC 7468): files hold either that or the bytes that it stands for. */
export function toPem(bytes: Uint8Array): string {
  const isBinary = bytes[0] === 0x30 && bytes.includes(0);
  if (!isBinary) return new TextDecoder().decode(bytes);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return ['-----BEGIN CERTIFICATE-----', ...(base64.match(/.{1,64}/g) ?? []), '-----END CERTIFICATE-----', ''].join(
    '\n',
  );
}
