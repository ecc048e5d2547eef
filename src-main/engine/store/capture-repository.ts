import type { Capture } from '../../../src-preload/contract/capture.ts';
import type { BodySlice } from './attempt-repository.ts';
import type { Sqlite } from './sqlite.ts';

export interface NewCapture {
  seq: number;
  receivedAt: number;
  method: string;
  target: string;
  httpVersion: string;
  /** JSON text of pairs. */
  headers: string;
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
  body: Buffer | null;
}

export type StoredCapture = Omit<NewCapture, 'truncated' | 'complete' | 'redacted' | 'sealed' | 'body'> & {
  truncated: number;
  complete: number;
  redacted: number;
  keptBytes: number;
};

const columns = `seq, received_at AS receivedAt, method, target, http_version AS httpVersion, headers,
  body_bytes AS bodyBytes, truncated, complete, malformed, remote_address AS remoteAddress, remote_port AS remotePort,
  origin, webhook_id AS webhookId, verdict, response_status AS responseStatus, response_body AS responseBody, redacted,
  coalesce(length(body), 0) AS keptBytes`;

export type CaptureRepository = ReturnType<typeof createCaptureRepository>;

/** Captures, one row each. Everything is synchronous; writes belong inside a commit. */
export function createCaptureRepository(db: Sqlite) {
  const insert = db.prepare<unknown[]>(
    `INSERT INTO capture (seq, received_at, method, target, http_version, headers, body_bytes, truncated, complete,
       malformed, remote_address, remote_port, origin, webhook_id, verdict, response_status, response_body, redacted,
       sealed, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const find = db.prepare<[number], StoredCapture>(`SELECT ${columns} FROM capture WHERE seq = ?`);
  const slice = db.prepare<[number, number, number], BodySlice>(
    "SELECT substr(coalesce(body, x''), ?, ?) AS bytes, coalesce(length(body), 0) AS total FROM capture WHERE seq = ?",
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
        row.body,
      );
    },
    find: (seq: number): StoredCapture | null => find.get(seq) ?? null,
    /** `length` bytes of the stored (redacted) body from `offset`; null when there is no such capture. */
    readBody: (seq: number, offset: number, length: number): BodySlice | null =>
      slice.get(offset + 1, length, seq) ?? null,
  };
}
