import { z } from 'zod';
import type { HeaderPair } from './compose.ts';
import { answers } from './define.ts';
import type { Verdict } from './signing.ts';

export type CaptureState =
  | { state: 'listening'; address: string; port: number; since: number; alsoIpv6: boolean }
  | { state: 'off' }
  /** The port is taken: nothing was switched silently. */
  | { state: 'port-in-use'; port: number; freePort: number }
  | { state: 'failed'; message: string };

export interface Capture {
  id: string;
  receivedAt: number;
  method: string;
  /** Path and query as they stood in the request line. */
  target: string;
  httpVersion: string;
  /** Raw pairs: order, case and repeats as they arrived. */
  headers: HeaderPair[];
  /** Header fields that came behind a chunked body. */
  trailers: HeaderPair[];
  bodyBytes: number;
  /** True length, where more arrived than was kept. */
  truncated: boolean;
  complete: boolean;
  /** The request was not HTTP that a server may accept; the raw bytes are the body. */
  malformed: string | null;
  remoteAddress: string;
  remotePort: number;
  /** `browser` or `foreign-host`: where it seems to come from, when not from a plain client. */
  origin: 'plain' | 'browser' | 'foreign-host';
  webhookId: string | null;
  verdict: Verdict | null;
  responseStatus: number;
  responseBody: string;
  redacted: boolean;
}

export const captureMethods = {
  'capture.state': answers<CaptureState>()(z.strictObject({})),
  /** Starts, stops or moves the capture server and remembers it. Webhooks that point at the old address are moved along. */
  'capture.configure': answers<CaptureState>()(
    z.strictObject({ on: z.boolean(), port: z.number().int().min(1).max(65535) }),
  ),
};
