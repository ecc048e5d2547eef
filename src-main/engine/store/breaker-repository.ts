import type { Sqlite } from './sqlite.ts';

/** `state` is JSON text. */
export interface BreakerRow {
  webhookId: string;
  state: string;
}

export type BreakerRepository = ReturnType<typeof createBreakerRepository>;

/** Breakers that are not closed. Everything is synchronous; writes belong inside a commit. */
export function createBreakerRepository(db: Sqlite) {
  const list = db.prepare<[], BreakerRow>('SELECT webhook_id AS webhookId, state FROM breaker');
  const save = db.prepare<[string, string]>(
    'INSERT INTO breaker (webhook_id, state) VALUES (?, ?) ON CONFLICT (webhook_id) DO UPDATE SET state = excluded.state',
  );
  const remove = db.prepare<[string]>('DELETE FROM breaker WHERE webhook_id = ?');
  return {
    list: (): BreakerRow[] => list.all(),
    save: (webhookId: string, state: string): void => void save.run(webhookId, state),
    remove: (webhookId: string): void => void remove.run(webhookId),
  };
}
