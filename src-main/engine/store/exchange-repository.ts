import type { AttemptErrorCode, DeliveryKind } from '../../../src-preload/contract/delivery.ts';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import type { VerificationReason, VerificationResult } from '../../../src-preload/contract/signing.ts';
import { type ExchangeRow, exchangeColumns, toLogRow } from './exchange-row.ts';
import { createExchangeTime } from './exchange-time.ts';
import type { Sqlite } from './sqlite.ts';
import { createUnfinishedImport } from './unfinished-import.ts';

/** What both sides of a line have in common. */
interface ExchangeSubject {
  at: number;
  providerId: string | null;
  webhookId: string | null;
  webhookName: string | null;
  eventType: string | null;
  channel: string | null;
}

export interface NewSentExchange extends ExchangeSubject {
  delivery: number;
  attemptNumber: number;
  method: string;
  target: string;
  host: string;
  kind: DeliveryKind;
  bodyBytes: number;
}

export interface CapturedSide {
  method: string;
  target: string;
  bodyBytes: number;
  responseStatus: number;
  verdict: VerificationResult | null;
  reason: VerificationReason | null;
  malformed: boolean;
}

export type NewCapturedExchange = ExchangeSubject & CapturedSide;

export interface SentOutcome {
  outcome: 'success' | 'failure' | 'unknown';
  status: number | null;
  error: AttemptErrorCode | null;
  durationMs: number | null;
}

export type ExchangeRepository = ReturnType<typeof createExchangeRepository>;

/** The lines of the log: written here, read by `exchange-query.ts`. Everything is synchronous; writes belong inside a commit. */
export function createExchangeRepository(db: Sqlite) {
  const time = createExchangeTime(db);
  const findUnfinished = createUnfinishedImport(db);
  const insertSent = db.prepare<unknown[]>(
    `INSERT INTO exchange (seq, at, side, provider_id, webhook_id, webhook_name, event_type, channel, outcome, delivery,
       attempt_number, attempt_method, attempt_target, attempt_host, attempt_kind, attempt_body_bytes)
     VALUES (?, ?, 'sent', ?, ?, ?, ?, ?, 'in_flight', ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertCaptured = db.prepare<unknown[]>(
    `INSERT INTO exchange (seq, at, side, provider_id, webhook_id, webhook_name, event_type, channel, verdict,
       capture_method, capture_target, capture_body_bytes, capture_status, capture_reason, capture_malformed)
     VALUES (?, ?, 'captured', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const attach = db.prepare<unknown[]>(
    `UPDATE exchange SET side = 'paired', verdict = ?, capture_method = ?, capture_target = ?, capture_body_bytes = ?,
       capture_status = ?, capture_reason = ?, capture_malformed = ? WHERE seq = ? AND side = 'sent'`,
  );
  const takeBack = db.prepare<[number]>('UPDATE exchange SET capture_status = 0 WHERE seq = ?');
  const finish = db.prepare<unknown[]>(
    'UPDATE exchange SET outcome = ?, attempt_status = ?, attempt_error = ?, attempt_duration = ? WHERE seq = ?',
  );
  const rows = db.prepare<[string, number], ExchangeRow>(
    `SELECT ${exchangeColumns} FROM json_each(?) wanted JOIN exchange e ON e.seq = wanted.value
       LEFT JOIN delivery d ON d.number = e.delivery
     WHERE e.seq < ? OR e.attempt_kind IS NOT 'import' ORDER BY e.seq DESC`,
  );
  const ofDelivery = db.prepare<[number], number>('SELECT seq FROM attempt WHERE delivery = ? ORDER BY seq').pluck();
  const floor = db.prepare<[], number>('SELECT seq FROM log_floor').pluck();
  const highest = db.prepare<[], number | null>('SELECT max(seq) FROM exchange').pluck();
  const lowest = db.prepare<[], number | null>('SELECT min(seq) FROM exchange').pluck();
  let version = 0;
  let next = Math.max(highest.get() ?? 0, floor.get() ?? 0) + 1;

  return {
    time,
    /** The highest number that was ever given. */
    newestSeq: (): number => next - 1,
    /** Another number after every change of a line, so that what was counted is known to be old. */
    version: (): number => version,
    noteChange(): void {
      version += 1;
    },
    /** The lowest number that is in the log; above `newestSeq` while it is empty. */
    oldestSeq: (): number => lowest.get() ?? next,
    /** @returns the number of the line, which is the attempt's too. */
    insertSent(row: NewSentExchange): number {
      const seq = next++;
      version += 1;
      insertSent.run(
        seq,
        row.at,
        row.providerId,
        row.webhookId,
        row.webhookName,
        row.eventType,
        row.channel,
        row.delivery,
        row.attemptNumber,
        row.method,
        row.target,
        row.host,
        row.kind,
        row.bodyBytes,
      );
      time.note(seq, row.at);
      return seq;
    },
    /** @returns the number of the line, which is the capture's too. */
    insertCaptured(row: NewCapturedExchange): number {
      const seq = next++;
      version += 1;
      insertCaptured.run(
        seq,
        row.at,
        row.providerId,
        row.webhookId,
        row.webhookName,
        row.eventType,
        row.channel,
        row.verdict,
        row.method,
        row.target,
        row.bodyBytes,
        row.responseStatus,
        row.reason,
        row.malformed ? 1 : 0,
      );
      time.note(seq, row.at);
      return seq;
    },
    /** Puts a capture beside its attempt. @returns false where that line is gone or has its capture already. */
    attachCapture(seq: number, side: CapturedSide): boolean {
      version += 1;
      return (
        attach.run(
          side.verdict,
          side.method,
          side.target,
          side.bodyBytes,
          side.responseStatus,
          side.reason,
          side.malformed ? 1 : 0,
          seq,
        ).changes === 1
      );
    },
    /** The sender of the captured request had gone before the answer was written. */
    takeBackAnswer(seq: number): void {
      version += 1;
      takeBack.run(seq);
    },
    finishSent(seq: number, { outcome, status, error, durationMs }: SentOutcome): void {
      version += 1;
      finish.run(outcome, status, error, durationMs, seq);
    },
    /** Newest first. Numbers that are gone are left out, and those of an import that is not finished. */
    findRows: (seqs: readonly number[]): LogRow[] =>
      rows.all(JSON.stringify(seqs), Math.min(findUnfinished(), Number.MAX_SAFE_INTEGER)).map(toLogRow),
    listSeqsOfDelivery: (delivery: number): number[] => ofDelivery.all(delivery),
  };
}
