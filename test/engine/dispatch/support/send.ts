import { onTestFinished } from 'vitest';
import { systemClock } from '../../../../src-main/engine/clock.ts';
import { createTransport, type TransportOptions } from '../../../../src-main/engine/dispatch/transport.ts';
import type { Transport, TransportRequest } from '../../../../src-main/engine/dispatch/transport-types.ts';

export function openTransport(options: Partial<TransportOptions> = {}): Transport {
  const transport = createTransport({ clock: systemClock, ...options });
  onTestFinished(() => transport.close());
  return transport;
}

/** One valid request; a test changes the part that it is about. */
export function requestTo(url: string, changes: Partial<TransportRequest> = {}): TransportRequest {
  return {
    method: 'POST',
    url,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('{"a":1}'),
    timeoutMs: 10_000,
    responseLimit: 1024 * 1024,
    allowLinkLocal: false,
    ...changes,
  };
}
