import type { AttemptErrorCode, AttemptPhase } from '../../../src-preload/contract/delivery.ts';
import type { Sqlite } from './sqlite.ts';

/** The marker that is durable before the socket opens. `headers` is JSON text of pairs. */
export interface NewAttempt {
  seq: number;
  delivery: number;
  number: number;
  boot: string;
  startedAt: number;
  deadlineMs: number;
  method: string;
  url: string;
  headers: string;
  bodyBytes: number;
  bodySha256: Buffer;
  /** Null where it is the delivery's. */
  body: Buffer | null;
  redacted: boolean;
  sealed: Buffer | null;
  /** The receiver may show any certificate. */
  unverified: boolean;
}

export interface AttemptOutcome {
  outcome: 'success' | 'failure' | 'unknown';
  finishedAt: number;
  response: {
    status: number;
    statusText: string;
    /** JSON text of pairs. */
    headers: string;
    bytes: number;
    truncated: boolean;
    body: Buffer | null;
    sealed: Buffer | null;
  } | null;
  error: { code: AttemptErrorCode; phase: AttemptPhase | null; message: string; cause: string | null } | null;
  /** JSON text. */
  timings: string | null;
  /** Host and port of the proxy; null, or left out: none. */
  proxy?: string | null;
}

export interface StoredAttempt {
  seq: number;
  delivery: number;
  number: number;
  boot: string;
  startedAt: number;
  deadlineMs: number;
  method: string;
  url: string;
  headers: string;
  bodyBytes: number;
  bodySha256: Buffer;
  redacted: number;
  outcome: 'success' | 'failure' | 'unknown' | 'in_flight';
  finishedAt: number | null;
  status: number | null;
  statusText: string | null;
  responseHeaders: string | null;
  responseBytes: number | null;
  responseTruncated: number | null;
  errorCode: AttemptErrorCode | null;
  errorPhase: AttemptPhase | null;
  errorMessage: string | null;
  errorCause: string | null;
  timings: string | null;
  captured: number;
  unverified: number;
  proxy: string | null;
}

/** What was kept of an attempt's request. */
export interface StoredAttemptRequest {
  delivery: number;
  number: number;
  method: string;
  url: string;
  headers: string;
  /** Null where it is the delivery's. */
  body: Buffer | null;
  redacted: number;
  sealed: Buffer | null;
}

export interface OpenAttempt {
  seq: number;
  delivery: number;
  number: number;
  boot: string;
}

const columns = `a.seq, a.delivery, a.number, a.boot, a.started_at AS startedAt, a.deadline_ms AS deadlineMs, a.method, a.url,
  a.headers, a.body_bytes AS bodyBytes, a.body_sha256 AS bodySha256, a.redacted, a.outcome, a.finished_at AS finishedAt,
  a.status, a.status_text AS statusText, a.response_headers AS responseHeaders, a.response_bytes AS responseBytes,
  a.response_truncated AS responseTruncated, a.error_code AS errorCode, a.error_phase AS errorPhase,
  a.error_message AS errorMessage, a.error_cause AS errorCause, a.timings, a.unverified, a.proxy,
  EXISTS (SELECT 1 FROM capture WHERE capture.seq = a.seq) AS captured`;

/** The bytes of a request: the attempt's own, or those that its delivery has for every attempt. */
const requestBody = `coalesce(a.body, (SELECT r.body FROM delivery_request r WHERE r.delivery = a.delivery), x'')`;

export type AttemptRepository = ReturnType<typeof createAttemptRepository>;

export interface BodySlice {
  bytes: Buffer;
  total: number;
}

/** Attempts, one row each. Everything is synchronous; writes belong inside a commit. */
export function createAttemptRepository(db: Sqlite) {
  const insert = db.prepare<unknown[]>(
    `INSERT INTO attempt (seq, delivery, number, boot, started_at, deadline_ms, method, url, headers, body_bytes,
       body_sha256, body, redacted, sealed, unverified, outcome)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'in_flight')`,
  );
  const finish = db.prepare<unknown[]>(
    `UPDATE attempt SET outcome = ?, finished_at = ?, status = ?, status_text = ?, response_headers = ?,
       response_bytes = ?, response_truncated = ?, error_code = ?, error_phase = ?, error_message = ?, error_cause = ?,
       timings = ?, proxy = ? WHERE seq = ?`,
  );
  const insertBody = db.prepare<[number, Buffer, Buffer | null]>(
    'INSERT INTO response_body (seq, body, sealed) VALUES (?, ?, ?)',
  );
  const ofDelivery = db.prepare<[number], StoredAttempt>(
    `SELECT ${columns} FROM attempt a WHERE a.delivery = ? ORDER BY a.seq`,
  );
  const inFlight = db.prepare<[], OpenAttempt>(
    "SELECT seq, delivery, number, boot FROM attempt WHERE outcome = 'in_flight' ORDER BY seq",
  );
  const request = db.prepare<[number], StoredAttemptRequest>(
    'SELECT delivery, number, method, url, headers, body, redacted, sealed FROM attempt WHERE seq = ?',
  );
  const newest = db.prepare<[number], number | null>('SELECT max(seq) FROM attempt WHERE delivery = ?').pluck();
  const requestSlice = db.prepare<[number, number, number], BodySlice>(
    `SELECT coalesce(substr(${requestBody}, ?, ?), x'') AS bytes, length(${requestBody}) AS total FROM attempt a WHERE a.seq = ?`,
  );
  const responseSlice = db.prepare<[number, number, number], BodySlice>(
    "SELECT coalesce(substr(body, ?, ?), x'') AS bytes, length(body) AS total FROM response_body WHERE seq = ?",
  );

  return {
    insert(row: NewAttempt): void {
      insert.run(
        row.seq,
        row.delivery,
        row.number,
        row.boot,
        row.startedAt,
        row.deadlineMs,
        row.method,
        row.url,
        row.headers,
        row.bodyBytes,
        row.bodySha256,
        row.body,
        row.redacted ? 1 : 0,
        row.sealed,
        row.unverified ? 1 : 0,
      );
    },
    finish(seq: number, { outcome, finishedAt, response, error, timings, proxy = null }: AttemptOutcome): void {
      finish.run(
        outcome,
        finishedAt,
        response?.status ?? null,
        response?.statusText ?? null,
        response?.headers ?? null,
        response?.bytes ?? null,
        response ? (response.truncated ? 1 : 0) : null,
        error?.code ?? null,
        error?.phase ?? null,
        error?.message ?? null,
        error?.cause ?? null,
        timings,
        proxy,
        seq,
      );
      if (response && (response.body !== null || response.sealed !== null)) {
        insertBody.run(seq, response.body ?? Buffer.alloc(0), response.sealed);
      }
    },
    listOfDelivery: (delivery: number): StoredAttempt[] => ofDelivery.all(delivery),
    findRequest: (seq: number): StoredAttemptRequest | null => request.get(seq) ?? null,
    /** The number of a delivery's last attempt; null while there is none. */
    findNewest: (delivery: number): number | null => newest.get(delivery) ?? null,
    /** Those without an outcome, of whatever run of the engine. */
    listInFlight: (): OpenAttempt[] => inFlight.all(),
    /** `length` bytes of the stored (redacted) request body from `offset`; null when there is no such attempt. */
    readRequestBody: (seq: number, offset: number, length: number): BodySlice | null =>
      requestSlice.get(offset + 1, length, seq) ?? null,
    /** The same of the response; null also where it had no body. */
    readResponseBody: (seq: number, offset: number, length: number): BodySlice | null =>
      responseSlice.get(offset + 1, length, seq) ?? null,
  };
}
