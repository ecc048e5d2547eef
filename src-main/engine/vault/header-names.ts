const exact = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'api-key',
  'apikey',
  'x-webhook-secret',
]);

const suspicious = /(?:^|[-_])(?:token|secret|key|password|passwd|apikey)$/;

/** End in `-key` and are no keys to anything. */
const harmless = new Set(['idempotency-key', 'x-idempotency-key', 'sec-websocket-key']);

/** Whether a header carries credentials, by its name alone. */
export function isCredentialHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return exact.has(lower) || (suspicious.test(lower) && !harmless.has(lower));
}

/** Whether a query parameter carries credentials, by its name alone. */
export function isCredentialParameter(name: string): boolean {
  return suspicious.test(name.toLowerCase());
}
