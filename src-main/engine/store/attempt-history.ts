import type { AttemptErrorCode } from '../../../src-preload/contract/delivery.ts';
import type { Sqlite } from './sqlite.ts';
import { createUnfinishedImport } from './unfinished-import.ts';

/** A finished attempt, as far as it says how its receiver was. */
export interface PastAttempt {
  /** Wall clock in ms. */
  at: number;
  outcome: 'success' | 'failure';
  status: number | null;
  error: AttemptErrorCode | null;
  durationMs: number | null;
  host: string;
  /** JSON text of pairs; null where no answer arrived. */
  responseHeaders: string | null;
}

/** Reads how the attempts of a webhook ended, newest first. Those whose outcome nobody knows are left out. */
export function createAttemptHistory(db: Sqlite) {
  // The + keeps the planner with the index of the webhook, whose entries are in the order of seq.
  const statement = db.prepare<[string, number, number, number, number], PastAttempt>(
    `SELECT e.at, e.outcome, e.attempt_status AS status, e.attempt_error AS error, e.attempt_duration AS durationMs,
       coalesce(e.attempt_host, '') AS host, a.response_headers AS responseHeaders
     FROM exchange e LEFT JOIN attempt a ON a.seq = e.seq
     WHERE e.webhook_id = ? AND +e.outcome IN ('success', 'failure') AND +e.at >= ? AND +e.at <= ?
       AND (+e.seq < ? OR +e.attempt_kind IS NOT 'import')
     ORDER BY e.seq DESC LIMIT ?`,
  );
  const findUnfinished = createUnfinishedImport(db);
  return {
    listOfWebhook: (webhookId: string, from: number, to: number, limit: number): PastAttempt[] =>
      statement.all(webhookId, from, to, findUnfinished(), limit),
  };
}

export type AttemptHistory = ReturnType<typeof createAttemptHistory>;
