import type { MailReason, MailState } from '../../../src-preload/contract/outbox.ts';
import type { Sqlite } from './sqlite.ts';

export interface NewMail {
  id: string;
  reason: MailReason;
  recipient: string;
  subject: string;
  text: string;
  providerId: string | null;
  webhookId: string | null;
  deliveryId: string | null;
  seq: number | null;
  state: MailState;
  attempts: number;
  retriesLeft: number;
  nextAt: number | null;
  lastAttemptAt: number | null;
  /** JSON text of a `MailError`. */
  error: string | null;
  createdAt: number;
}

export interface StoredMail extends NewMail {
  number: number;
}

/** What an attempt changes. */
export type MailProgress = Pick<
  StoredMail,
  'state' | 'attempts' | 'retriesLeft' | 'nextAt' | 'lastAttemptAt' | 'error'
>;

/** A mail without its text. */
export type MailHead = Omit<StoredMail, 'text'>;

export type MailRepository = ReturnType<typeof createMailRepository>;

const headColumns = `number, id, reason, recipient, subject, provider_id AS providerId, webhook_id AS webhookId,
  delivery_id AS deliveryId, seq, state, attempts, retries_left AS retriesLeft, next_at AS nextAt,
  last_attempt_at AS lastAttemptAt, error, created_at AS createdAt`;

/** The outbox. Everything is synchronous; writes belong inside a commit. */
export function createMailRepository(db: Sqlite) {
  const insert = db.prepare<NewMail>(
    `INSERT INTO mail (id, reason, recipient, subject, text, provider_id, webhook_id, delivery_id, seq, state, attempts,
       retries_left, next_at, last_attempt_at, error, created_at)
     VALUES (@id, @reason, @recipient, @subject, @text, @providerId, @webhookId, @deliveryId, @seq, @state, @attempts,
       @retriesLeft, @nextAt, @lastAttemptAt, @error, @createdAt)`,
  );
  const update = db.prepare<MailProgress & { id: string }>(
    `UPDATE mail SET state = @state, attempts = @attempts, retries_left = @retriesLeft, next_at = @nextAt,
       last_attempt_at = @lastAttemptAt, error = @error WHERE id = @id`,
  );
  const byId = db.prepare<[string], StoredMail>(`SELECT ${headColumns}, text FROM mail WHERE id = ?`);
  const due = db.prepare<[number], StoredMail>(
    `SELECT ${headColumns}, text FROM mail INDEXED BY mail_due
     WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, number LIMIT 1`,
  );
  const earliest = db
    .prepare<[], number | null>("SELECT min(next_at) FROM mail INDEXED BY mail_due WHERE state = 'waiting'")
    .pluck();
  const page = db.prepare<[number, number], MailHead>(
    `SELECT ${headColumns} FROM mail WHERE number < ? ORDER BY number DESC LIMIT ?`,
  );
  const pageOfState = db.prepare<[string, number, number], MailHead>(
    `SELECT ${headColumns} FROM mail WHERE state = ? AND number < ? ORDER BY number DESC LIMIT ?`,
  );
  const idsOfState = db.prepare<[string], string>('SELECT id FROM mail WHERE state = ? ORDER BY number').pluck();
  const counts = db.prepare<[], { state: MailState; count: number }>(
    'SELECT state, count(*) AS count FROM mail GROUP BY state',
  );
  const requeue = db.prepare<[number, number, string]>(
    "UPDATE mail SET state = 'waiting', retries_left = ?, next_at = ? WHERE id = ? AND state <> 'sent'",
  );
  const resume = db.prepare<{ now: number; latest: number }>(
    `UPDATE mail SET next_at = CASE WHEN next_at IS NULL THEN @now ELSE @latest END
     WHERE state = 'waiting' AND (next_at IS NULL OR next_at > @latest)`,
  );
  const hasten = db.prepare<[number, number]>("UPDATE mail SET next_at = ? WHERE state = 'waiting' AND next_at > ?");
  const keep = db.prepare("UPDATE mail SET state = 'kept', next_at = NULL WHERE state = 'waiting'");
  const remove = db.prepare<[string]>('DELETE FROM mail WHERE id = ?');
  const newest = Number.MAX_SAFE_INTEGER;
  return {
    /** @returns the number that it got. */
    insert: (mail: NewMail): number => Number(insert.run(mail).lastInsertRowid),
    update: (id: string, progress: MailProgress): void => void update.run({ ...progress, id }),
    find: (id: string): StoredMail | null => byId.get(id) ?? null,
    /** The one that has waited longest of those that are due. */
    findDue: (now: number): StoredMail | null => due.get(now) ?? null,
    /** When the next one is due; null where none waits. */
    earliestDue: (): number | null => earliest.get() ?? null,
    /** Newest first, those with a lower number than `before`. */
    list: (state: MailState | null, before: number | null, limit: number): MailHead[] =>
      state === null ? page.all(before ?? newest, limit) : pageOfState.all(state, before ?? newest, limit),
    listIds: (state: MailState): string[] => idsOfState.all(state),
    count: (): { state: MailState; count: number }[] => counts.all(),
    /** Makes it wait for an attempt, with this many retries after it. @returns false where it was sent, or is not there. */
    requeue: (id: string, retriesLeft: number, nextAt: number): boolean =>
      requeue.run(retriesLeft, nextAt, id).changes > 0,
    /** At a start: what was being sent is due now, and nothing later than `latest`, since the clock may have jumped. */
    resume: (now: number, latest: number): void => void resume.run({ now, latest }),
    /** What waits in the line is due at `at`, if not before. */
    hasten: (at: number): void => void hasten.run(at, at),
    /** What waits is kept instead. */
    keepWaiting: (): void => void keep.run(),
    /** @returns false where it is not there. */
    remove: (id: string): boolean => remove.run(id).changes > 0,
  };
}
