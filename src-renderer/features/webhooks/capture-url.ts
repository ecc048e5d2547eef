/** The name as a part of a path: lower-case letters, digits and single dashes; empty for a name without any. */
export function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Where the capture server receives for one webhook: a path of its own, so that what arrives finds its webhook. */
export function toCaptureUrl(address: string, providerId: string, name: string, webhookId: string): string {
  return `${address.replace(/\/$/, '')}/${providerId}/${toSlug(name) || webhookId}`;
}
