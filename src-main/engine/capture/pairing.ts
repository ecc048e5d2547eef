import type { Clock } from '../clock.ts';
import type { SentLine } from '../dispatch/dispatcher-parts.ts';
import type { SocketEnds } from '../dispatch/transport-types.ts';

interface Expected {
  line: SentLine;
  serverPort: number;
  until: number;
}

/** Longer than any attempt that still means something; a port that was never claimed can come back with somebody else behind it. */
const VALID_MS = 120_000;
const MOST_EXPECTED = 4096;

/**
 * Finds the attempt that a captured request belongs to, without a byte added to it: the sender knows its own port, the server
 * sees it as the remote one, and on one connection there is one request at a time.
 */
export class Pairing {
  readonly #clock: Clock;
  /** By the sender's port; the oldest first. */
  readonly #expected = new Map<number, Expected>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A request is about to be written from `localPort`. What was expected from there before did not arrive. */
  expect({ localPort, remotePort, remoteAddress }: SocketEnds, line: SentLine): void {
    if (remoteAddress !== '127.0.0.1' && remoteAddress !== '::1') return;
    this.#expected.delete(localPort);
    this.#expected.set(localPort, { line, serverPort: remotePort, until: this.#clock.monotonic() + VALID_MS });
    if (this.#expected.size <= MOST_EXPECTED) return;
    const [oldest] = this.#expected.keys();
    if (oldest !== undefined) this.#expected.delete(oldest);
  }

  /** The line of the request that arrived from `remotePort`; each is answered once. */
  claim(remotePort: number, serverPort: number): SentLine | null {
    const expected = this.#expected.get(remotePort);
    if (expected?.serverPort !== serverPort) return null;
    this.#expected.delete(remotePort);
    return expected.until >= this.#clock.monotonic() ? expected.line : null;
  }
}
