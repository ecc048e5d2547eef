import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptError, AttemptTimings } from '../../../src-preload/contract/delivery.ts';
import { toAttempt } from '../dispatch/to-contract.ts';
import type { AttemptRepository, BodySlice } from '../store/attempt-repository.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';
import type { DeliveryRepository } from '../store/delivery-repository.ts';
import type { ExchangeRepository } from '../store/exchange-repository.ts';

/** Stands in the log where a secret was. */
const dots = '••••••••';

/** A line of the log as it leaves: what was sent, or where nothing was, what was captured. Secrets are not in it. */
export interface ExportedLine {
  method: string;
  url: string;
  /** Values are octets. */
  headers: HeaderPair[];
  body: Buffer;
  at: number;
  event: string | null;
  response: { status: number; statusText: string; headers: HeaderPair[]; body: Buffer } | null;
  error: AttemptError | null;
  timings: AttemptTimings | null;
  leftOut: string[];
}

export interface ExportParts {
  deliveries: DeliveryRepository;
  attempts: AttemptRepository;
  captures: CaptureRepository;
  exchanges: ExchangeRepository;
}

/** Null where the line is gone, or holds no request that is HTTP. */
export function readLine(parts: ExportParts, seq: number): ExportedLine | null {
  const row = parts.exchanges.findRows([seq])[0];
  if (row === undefined) return null;
  return row.sent === null ? readCaptured(parts, seq) : readSent(parts, seq, row.sent.deliveryId);
}

function readSent({ deliveries, attempts }: ExportParts, seq: number, deliveryId: string): ExportedLine | null {
  const delivery = deliveries.findById(deliveryId);
  const stored =
    delivery === null ? undefined : attempts.listOfDelivery(delivery.number).find((each) => each.seq === seq);
  if (delivery === null || stored === undefined) return null;
  const attempt = toAttempt(stored, delivery.id);
  const { request, response } = attempt;
  const kept = takeSecretsOut(JSON.parse(stored.headers) as HeaderPair[], request.url);
  const body = attempts.readRequestBody(seq, 0, request.bodyBytes * 2 + 64);
  return {
    ...kept,
    method: request.method,
    ...readBody(body, kept.leftOut),
    at: attempt.startedAt,
    event: delivery.eventType === '' ? null : delivery.eventType,
    response: response && {
      status: response.status,
      statusText: response.statusText,
      headers: takeSecretsOut(JSON.parse(stored.responseHeaders ?? '[]') as HeaderPair[], '').headers,
      body: attempts.readResponseBody(seq, 0, 2_000_000)?.bytes ?? Buffer.alloc(0),
    },
    error: attempt.error?.code === 'outcome-unknown' ? null : attempt.error,
    timings: attempt.timings,
  };
}

function readCaptured({ captures }: ExportParts, seq: number): ExportedLine | null {
  const row = captures.find(seq);
  if (row === null || row.malformed !== null) return null;
  const headers = JSON.parse(row.headers) as HeaderPair[];
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '127.0.0.1';
  const kept = takeSecretsOut(headers, row.target.startsWith('/') ? `http://${host}${row.target}` : row.target);
  return {
    ...kept,
    method: row.method,
    ...readBody(captures.readBody(seq, 0, row.bodyBytes * 2 + 64), kept.leftOut),
    at: row.receivedAt,
    event: null,
    response: {
      status: row.responseStatus,
      statusText: '',
      headers: [],
      body: Buffer.from(row.responseBody, 'utf8'),
    },
    error: null,
    timings: null,
  };
}

/** What is dots in the log is left out and named; in an address, a word stands in its place. */
function takeSecretsOut(headers: readonly HeaderPair[], url: string) {
  const hidden = headers.filter(([, value]) => value.includes(dots)).map(([name]) => name);
  const leftOut = [...new Set(hidden), ...(url.includes(dots) ? ['a part of the address'] : [])];
  return {
    headers: headers.filter(([, value]) => !value.includes(dots)),
    url: url.replaceAll(dots, 'REDACTED'),
    leftOut,
  };
}

function readBody(slice: BodySlice | null, leftOut: readonly string[]): { body: Buffer; leftOut: string[] } {
  const body = slice?.bytes ?? Buffer.alloc(0);
  return { body, leftOut: [...leftOut, ...(body.includes(dots) ? ['a part of the body'] : [])] };
}
