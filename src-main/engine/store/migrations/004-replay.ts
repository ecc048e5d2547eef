import type { Migration } from '../migrate.ts';

/**
 * Bulk replays and what they are made of. Times are milliseconds since 1970; filter and options are JSON text. A job is
 * `preparing` until all its items are written. One line for a delivery in a job: it is sent in the transaction that turns its item
 * from `waiting` to `sent`, so never twice.
 */
export const replay: Migration = {
  version: 4,
  name: 'replay',
  statements: [
    `CREATE TABLE replay_job (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       filter TEXT NOT NULL,
       options TEXT NOT NULL,
       confirmed TEXT NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('preparing', 'running', 'paused', 'cancelled', 'done')),
       reason TEXT,
       created_at INTEGER NOT NULL,
       finished_at INTEGER
     ) STRICT`,
    // source and delivery are numbers of deliveries: what is replayed, and the replay.
    `CREATE TABLE replay_item (
       job INTEGER NOT NULL,
       source INTEGER NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'skipped', 'refused')),
       reason TEXT,
       delivery INTEGER,
       PRIMARY KEY (job, source)
     ) STRICT, WITHOUT ROWID`,
    "CREATE INDEX replay_item_waiting ON replay_item (job, source) WHERE state = 'waiting'",
    'CREATE INDEX delivery_replay_of ON delivery (replay_of) WHERE replay_of IS NOT NULL',
  ],
};
