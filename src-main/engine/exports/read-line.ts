import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptError, AttemptTimings } from '../../../src-preload/contract/delivery.ts';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import { readPlan } from '../dispatch/stored-request.ts';
import { toAttempt } from '../dispatch/to-contract.ts';
import { addressOfArrived, type RequestAddress } from '../request-target.ts';
import { splitUrl } from '../split-url.ts';
import type { AttemptRepository, BodySlice } from '../store/attempt-repository.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';
import type { DeliveryRepository } from '../store/delivery-repository.ts';
import type { ExchangeRepository } from '../store/exchange-repository.ts';
import { nameTrailers } from '../trailer-names.ts';

/** Stands in the log where a secret was. */
const dots = '••••••••';

/** A line of the log as it leaves: what was sent, or where nothing was, what was captured. Secrets are not in it. */
export interface ExportedLine extends RequestAddress {
  method: string;
  /** Values are octets. */
  headers: HeaderPair[];
  body: Buffer;
  at: number;
  event: string | null;
  response: { status: number; statusText: string; headers: HeaderPair[]; body: Buffer } | null;
  error: AttemptError | null;
  timings: AttemptTimings | null;
  leftOut: string[];
  /** Names of fields that came behind a chunked body (RFC 9112, section 7.1.2); no format here has a place for them. */
  trailers: string[];
}

export interface ExportParts {
  deliveries: DeliveryRepository;
  attempts: AttemptRepository;
  captures: CaptureRepository;
  exchanges: ExchangeRepository;
  /** Of the capture server; null while it does not listen. */
  capturePort: () => number | null;
}

/** Null where the line is gone, or what it holds is not HTTP. */
export function readLine(parts: ExportParts, seq: number): ExportedLine | null {
  const row = parts.exchanges.findRows([seq])[0];
  if (row === undefined) return null;
  return row.sent === null ? readCaptured(parts, seq) : readSent(parts, seq, row.sent);
}

function readSent(
  { deliveries, attempts }: ExportParts,
  seq: number,
  { deliveryId, target }: NonNullable<LogRow['sent']>,
): ExportedLine | null {
  const delivery = deliveries.findById(deliveryId);
  const stored =
    delivery === null ? undefined : attempts.listOfDelivery(delivery.number).find((each) => each.seq === seq);
  if (delivery === null || stored === undefined) return null;
  const attempt = toAttempt(stored, delivery.id);
  const { request, response } = attempt;
  // Most have none of their own, and reading what a delivery was made from reads its body too.
  const hasOwn = splitUrl(request.url).target !== target;
  const plan = hasOwn ? deliveries.findRequest(delivery.number) : null;
  const exact = plan === null ? undefined : readPlan(plan).target;
  const kept = takeSecretsOut(JSON.parse(stored.headers) as HeaderPair[], toAddress(request.url, exact));
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
      headers: takeSecretsOut(JSON.parse(stored.responseHeaders ?? '[]') as HeaderPair[], { url: '' }).headers,
      body: attempts.readResponseBody(seq, 0, 2_000_000)?.bytes ?? Buffer.alloc(0),
    },
    error: attempt.error?.code === 'outcome-unknown' ? null : attempt.error,
    timings: attempt.timings,
    trailers: [],
  };
}

function readCaptured({ captures, capturePort }: ExportParts, seq: number): ExportedLine | null {
  const row = captures.find(seq);
  if (row === null || row.malformed !== null) return null;
  const headers = JSON.parse(row.headers) as HeaderPair[];
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  // What names no host was sent to the capture server all the same.
  const here = `127.0.0.1:${capturePort() ?? 80}`;
  const address = addressOfArrived(row.target, host) ??
    addressOfArrived(row.target, here) ?? { url: `http://${here}/`, target: row.target };
  const kept = takeSecretsOut(headers, address);
  const isWhole = row.complete === 1 && row.truncated === 0;
  return {
    ...kept,
    method: row.method,
    ...readBody(captures.readBody(seq, 0, row.bodyBytes * 2 + 64), kept.leftOut, isWhole),
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
    trailers: nameTrailers(row),
  };
}

/** What is dots in the log is left out and named; in an address, a word stands in its place. */
function takeSecretsOut(headers: readonly HeaderPair[], { url, target }: RequestAddress) {
  const isHidden = url.includes(dots) || (target?.includes(dots) ?? false);
  const hidden = headers.filter(([, value]) => value.includes(dots)).map(([name]) => name);
  const leftOut = [...new Set(hidden), ...(isHidden ? ['a part of the address'] : [])];
  return {
    headers: headers.filter(([, value]) => !value.includes(dots)),
    ...toAddress(url.replaceAll(dots, 'REDACTED'), target?.replaceAll(dots, 'REDACTED')),
    leftOut,
  };
}

function toAddress(url: string, target: string | undefined): RequestAddress {
  return target === undefined ? { url } : { url, target };
}

function readBody(
  slice: BodySlice | null,
  leftOut: readonly string[],
  isWhole = true,
): { body: Buffer; leftOut: string[] } {
  const body = slice?.bytes ?? Buffer.alloc(0);
  const lacks = !isWhole || body.includes(dots);
  return { body, leftOut: [...leftOut, ...(lacks ? ['a part of the body'] : [])] };
}
