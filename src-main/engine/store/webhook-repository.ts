import type { WebhookStatus } from '../../../src-preload/contract/webhook.ts';
import type { Sqlite } from './sqlite.ts';

/** One webhook as stored; `draft` and `unsaved` are JSON text, times milliseconds since 1970. */
export interface WebhookRow {
  id: string;
  providerId: string;
  draft: string;
  unsaved: string | null;
  status: WebhookStatus;
  validatedAt: number | null;
  consecutiveFailures: number;
  failingSince: number | null;
  deactivatedBecause: string | null;
  revision: number;
  createdAt: number;
  updatedAt: number;
  /** Set while the webhook can be restored. */
  deletedAt: number | null;
}

/** How a webhook fares. */
export type FailureCount = Pick<
  WebhookRow,
  'consecutiveFailures' | 'failingSince' | 'deactivatedBecause' | 'status' | 'providerId'
>;

export interface WebhookRepository {
  /** In the order in which they were made, deleted ones included. */
  list(): WebhookRow[];
  get(id: string): WebhookRow | null;
  insert(row: WebhookRow): void;
  update(row: WebhookRow): void;
  readFailures(id: string): FailureCount | null;
  saveFailures(id: string, count: Omit<FailureCount, 'providerId'>): void;
  /** Removes one for good. */
  remove(id: string): void;
}

const columns = `id, provider_id AS providerId, draft, unsaved, status, validated_at AS validatedAt,
  consecutive_failures AS consecutiveFailures, failing_since AS failingSince, deactivated_because AS deactivatedBecause,
  revision, created_at AS createdAt, updated_at AS updatedAt, deleted_at AS deletedAt`;

export function createWebhookRepository(db: Sqlite): WebhookRepository {
  const list = db.prepare<[], WebhookRow>(`SELECT ${columns} FROM webhook ORDER BY number`);
  const get = db.prepare<[string], WebhookRow>(`SELECT ${columns} FROM webhook WHERE id = ?`);
  const insert = db.prepare<WebhookRow>(
    `INSERT INTO webhook (id, provider_id, draft, unsaved, status, validated_at, consecutive_failures,
       failing_since, deactivated_because, revision, created_at, updated_at, deleted_at)
     VALUES (@id, @providerId, @draft, @unsaved, @status, @validatedAt, @consecutiveFailures,
       @failingSince, @deactivatedBecause, @revision, @createdAt, @updatedAt, @deletedAt)`,
  );
  const update = db.prepare<WebhookRow>(
    `UPDATE webhook SET draft = @draft, unsaved = @unsaved, status = @status, validated_at = @validatedAt,
       consecutive_failures = @consecutiveFailures, failing_since = @failingSince,
       deactivated_because = @deactivatedBecause, revision = @revision, updated_at = @updatedAt, deleted_at = @deletedAt
     WHERE id = @id`,
  );
  const readFailures = db.prepare<[string], FailureCount>(
    `SELECT consecutive_failures AS consecutiveFailures, failing_since AS failingSince,
       deactivated_because AS deactivatedBecause, status, provider_id AS providerId
     FROM webhook WHERE id = ? AND deleted_at IS NULL`,
  );
  const saveFailures = db.prepare<Omit<FailureCount, 'providerId'> & { id: string }>(
    `UPDATE webhook SET consecutive_failures = @consecutiveFailures, failing_since = @failingSince,
       deactivated_because = @deactivatedBecause, status = @status WHERE id = @id`,
  );
  const remove = db.prepare('DELETE FROM webhook WHERE id = ?');
  return {
    list: () => list.all(),
    get: (id) => get.get(id) ?? null,
    insert: (row) => void insert.run(row),
    update: (row) => void update.run(row),
    readFailures: (id) => readFailures.get(id) ?? null,
    saveFailures: (id, count) => void saveFailures.run({ ...count, id }),
    remove: (id) => void remove.run(id),
  };
}
