import type { Capture } from '../../../src-preload/contract/capture.ts';
import type { BodySlice } from './attempt-repository.ts';
import type { Sqlite } from './sqlite.ts';

export interface NewCapture {
  seq: number;
  receivedAt: number;
  method: string;
  target: string;
  httpVersion: string;
  /** JSON text of pairs; null where they are those of its attempt. */
  headers: string | null;
  /** JSON text of pairs; null where there were none. */
  trailers: string | null;
  /** How many arrived; `body` may be only the first of them. */
  bodyBytes: number;
  truncated: boolean;
  complete: boolean;
  malformed: string | null;
  remoteAddress: string;
  remotePort: number;
  origin: Capture['origin'];
  webhookId: string | null;
  /** JSON text. */
  verdict: string | null;
  responseStatus: number;
  responseBody: string;
  redacted: boolean;
  sealed: Buffer | null;
  /** Its body is that of its attempt, and `body` is null. */
  sameBody: boolean;
  body: Buffer | null;
}

type Changed = 'headers' | 'truncated' | 'complete' | 'redacted' | 'sealed' | 'sameBody' | 'body';

export type StoredCapture = Omit<NewCapture, Changed> & {
  headers: string;
  truncated: number;
  complete: number;
  redacted: number;
};

/** What was kept of a captured request, the original of what is redacted included. */
export interface StoredCaptureRequest {
  receivedAt: number;
  method: string;
  httpVersion: string;
  target: string;
  headers: string;
  /** JSON text of pairs, redacted; null where there were none. */
  trailers: string | null;
  body: Buffer;
  truncated: number;
  complete: number;
  malformed: string | null;
  webhookId: string | null;
  redacted: number;
  sealed: Buffer | null;
}

const columns = `c.seq, c.received_at AS receivedAt, c.method, c.target, c.http_version AS httpVersion,
  coalesce(c.headers, (SELECT a.headers FROM attempt a WHERE a.seq = c.seq), '[]') AS headers,
  c.trailers, c.body_bytes AS bodyBytes, c.truncated, c.complete, c.malformed, c.remote_address AS remoteAddress,
  c.remote_port AS remotePort, c.origin, c.webhook_id AS webhookId, c.verdict, c.response_status AS responseStatus,
  c.response_body AS responseBody, c.redacted`;

const body = `CASE c.same_body WHEN 1 THEN (
    SELECT coalesce(a.body, r.body) FROM attempt a LEFT JOIN delivery_request r ON r.delivery = a.delivery
    WHERE a.seq = c.seq
  ) ELSE c.body END`;

export type CaptureRepository = ReturnType<typeof createCaptureRepository>;

/** Captures, one row each. Everything is synchronous; writes belong inside a commit. */
export function createCaptureRepository(db: Sqlite) {
  const insert = db.prepare<unknown[]>(
    `INSERT INTO capture (seq, received_at, method, target, http_version, headers, trailers, body_bytes, truncated, complete,
       malformed, remote_address, remote_port, origin, webhook_id, verdict, response_status, response_body, redacted,
       sealed, same_body, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const takeBack = db.prepare<[number]>("UPDATE capture SET response_status = 0, response_body = '' WHERE seq = ?");
  const find = db.prepare<[number], StoredCapture>(`SELECT ${columns} FROM capture c WHERE c.seq = ?`);
  const request = db.prepare<[number], StoredCaptureRequest>(
    `SELECT ${columns}, c.sealed, coalesce(${body}, x'') AS body FROM capture c WHERE c.seq = ?`,
  );
  const slice = db.prepare<[number, number, number], BodySlice>(
    `SELECT coalesce(substr(${body}, ?, ?), x'') AS bytes, coalesce(length(${body}), 0) AS total
     FROM capture c WHERE c.seq = ?`,
  );

  return {
    insert(row: NewCapture): void {
      insert.run(
        row.seq,
        row.receivedAt,
        row.method,
        row.target,
        row.httpVersion,
        row.headers,
        row.trailers,
        row.bodyBytes,
        row.truncated ? 1 : 0,
        row.complete ? 1 : 0,
        row.malformed,
        row.remoteAddress,
        row.remotePort,
        row.origin,
        row.webhookId,
        row.verdict,
        row.responseStatus,
        row.responseBody,
        row.redacted ? 1 : 0,
        row.sealed,
        row.sameBody ? 1 : 0,
        row.body,
      );
    },
    /** Its sender had gone before the answer was written. */
    takeBackAnswer: (seq: number): void => void takeBack.run(seq),
    find: (seq: number): StoredCapture | null => find.get(seq) ?? null,
    findRequest: (seq: number): StoredCaptureRequest | null => request.get(seq) ?? null,
    /** `length` bytes of the stored (redacted) body from `offset`; null when there is no such capture. */
    readBody: (seq: number, offset: number, length: number): BodySlice | null =>
      slice.get(offset + 1, length, seq) ?? null,
  };
}
