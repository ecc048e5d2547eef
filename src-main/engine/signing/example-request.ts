import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { generateSecret, startSecret } from './key.ts';

/** A request that has all that a scheme signs. */
export interface ExampleRequest {
  method: 'POST';
  url: string;
  headers: HeaderPair[];
  body: string;
}

const formType = 'application/x-www-form-urlencoded';

/** A request with every parameter and field that the scheme signs; the headers that it signs are made when it is signed. */
export function createExampleRequest({ message, timestamp }: SigningScheme): ExampleRequest {
  const query = new URLSearchParams({ source: 'example' });
  const form = new URLSearchParams();
  const data: Record<string, unknown> = { event: 'order.paid', amount: 4200 };
  if (timestamp?.place.in === 'body') putField(data, timestamp.place.path, '0');
  for (const part of message) {
    if (part.part === 'query') query.set(part.name, 'example');
    if (part.part === 'form-field') form.set(part.name, 'example');
    if (part.part === 'form-params') form.set('event', 'order.paid');
    if (part.part === 'body-field') putField(data, part.path, 'example');
  }
  const isForm = [...form].length > 0;
  return {
    method: 'POST',
    url: `https://example.com/hooks?${query}`,
    headers: [['Content-Type', isForm ? formType : 'application/json']],
    body: isForm ? form.toString() : JSON.stringify(data),
  };
}

/** Where something else is on the way, the field stays away: the scheme says so when it signs. */
function putField(data: Record<string, unknown>, path: string, value: string): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = data;
  for (const key of keys) {
    const next = Object.hasOwn(at, key) ? at[key] : {};
    if (typeof next !== 'object' || next === null) return;
    define(at, key, next);
    at = next as Record<string, unknown>;
  }
  if (!Object.hasOwn(at, last)) define(at, last, value);
}

/** `__proto__` is a field like any other. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

/** Not random, so that an example stays the same while its scheme is edited. It protects nothing. */
const fixed = { bytes: (count: number): Buffer => Buffer.alloc(count, 'example-') };
let rsaKey: Promise<string> | null = null;

/** A secret to show an example with, the same for every scheme with such a key while the app runs. */
export async function createExampleSecret(scheme: SigningScheme): Promise<string> {
  if (scheme.algorithm !== 'rsa-sha256') return generateSecret(scheme, fixed);
  // It takes up to a second, and a scheme is tried at every edit.
  rsaKey ??= Promise.resolve(startSecret(scheme, fixed));
  return rsaKey;
}
