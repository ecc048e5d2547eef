import type { Migration } from '../migrate.ts';

/**
 * Every mail that was ever due, until a person removes it. Times are milliseconds since 1970; the newest mail has the highest
 * number. `retries_left` counts down in one round of attempts, `attempts` counts all of them. `error` is JSON text.
 */
export const outbox: Migration = {
  version: 3,
  name: 'outbox',
  statements: [
    `CREATE TABLE mail (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       reason TEXT NOT NULL CHECK (reason IN ('delivery-failed', 'webhook-deactivated', 'test')),
       recipient TEXT NOT NULL,
       subject TEXT NOT NULL,
       text TEXT NOT NULL,
       provider_id TEXT,
       webhook_id TEXT,
       delivery_id TEXT,
       seq INTEGER,
       state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'kept')),
       attempts INTEGER NOT NULL,
       retries_left INTEGER NOT NULL,
       next_at INTEGER,
       last_attempt_at INTEGER,
       error TEXT,
       created_at INTEGER NOT NULL
     ) STRICT`,
    // Ends in the row's key: a page of one state is read in order, and what waits is found at every start.
    'CREATE INDEX mail_state ON mail (state)',
    "CREATE INDEX mail_due ON mail (next_at) WHERE state = 'waiting'",
  ],
};
