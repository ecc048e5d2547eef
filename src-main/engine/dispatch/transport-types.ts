import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptError, AttemptTimings } from '../../../src-preload/contract/delivery.ts';
import type { TlsChoice } from '../../../src-preload/contract/webhook.ts';

/** A request for the wire. The transport adds `host`, `connection` and `content-length`, which the headers leave out. */
export interface TransportRequest {
  method: string;
  url: string;
  /** Only where the request target is not what follows the host in `url`. */
  target?: string;
  /** In the order and case of the wire. */
  headers: readonly HeaderPair[];
  body: Buffer | null;
  /** For everything from the name look-up to the last byte of the answer, in milliseconds. */
  timeoutMs: number;
  /** The most that is kept of the answer's body, in bytes. */
  responseLimit: number;
  allowLinkLocal: boolean;
  /** Left out: verified, by the known authorities. Its connection is shared with requests of the same choice alone. */
  tls?: TlsChoice;
  /** PEM text of the private key of `tls.clientCert`; left out: no certificate is shown. */
  clientKey?: string;
}

/** Both ends of the connection that a request is about to be written to. */
export interface SocketEnds {
  localPort: number;
  remotePort: number;
  remoteAddress: string;
}

export interface TransportResponse {
  status: number;
  statusText: string;
  /** Raw pairs: order, case and repeats as they arrived. */
  headers: HeaderPair[];
  body: Buffer;
  /** More arrived, or was to arrive, than was kept. */
  truncated: boolean;
}

export interface TransportResult {
  /** As much as arrived, also where the attempt failed later. */
  response: TransportResponse | null;
  error: AttemptError | null;
  timings: AttemptTimings;
  /** Host and port of the proxy that it went, or was to go, through; left out: none. */
  proxy?: string;
}

export interface SendOptions {
  /** Ends the attempt early; the result then has the error `cancelled`. */
  signal?: AbortSignal;
  /** Called before the first byte is written. */
  onSocket?: (ends: SocketEnds) => void;
}

/** Puts requests on the wire. Never throws for what the network or the receiver does: that is in the result. */
export interface Transport {
  send(request: TransportRequest, options?: SendOptions): Promise<TransportResult>;
  /** Closes every connection; what is under way fails. */
  close(): Promise<void>;
}
