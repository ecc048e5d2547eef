import type { Migration } from '../migrate.ts';

/** Webhooks, what belongs to them, and settings. Times are milliseconds since 1970; `value` and `draft` are JSON text. */
export const workspace: Migration = {
  version: 1,
  name: 'workspace',
  statements: [
    `CREATE TABLE meta (
       key TEXT PRIMARY KEY,
       value TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    // A deleted webhook stays until the app is closed, so that deleting can be taken back.
    `CREATE TABLE webhook (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       provider_id TEXT NOT NULL,
       draft TEXT NOT NULL,
       unsaved TEXT,
       status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'deactivated')),
       validated_at INTEGER,
       consecutive_failures INTEGER NOT NULL,
       revision INTEGER NOT NULL,
       created_at INTEGER NOT NULL,
       updated_at INTEGER NOT NULL,
       deleted_at INTEGER
     ) STRICT`,
    // No foreign key: a secret can belong to something that is not a webhook. sealed is null where the value was only ever in memory.
    `CREATE TABLE secret (
       owner_id TEXT NOT NULL,
       field TEXT NOT NULL,
       sealed BLOB,
       changed_at INTEGER NOT NULL,
       PRIMARY KEY (owner_id, field)
     ) STRICT, WITHOUT ROWID`,
    // One row: how the data key is kept. parameters is JSON text of the key derivation.
    `CREATE TABLE vault (
       only INTEGER PRIMARY KEY CHECK (only = 1),
       protection TEXT NOT NULL,
       backend TEXT,
       key_id TEXT NOT NULL,
       wrapped BLOB NOT NULL,
       parameters TEXT NOT NULL,
       created_at INTEGER NOT NULL
     ) STRICT`,
    `CREATE TABLE provider_setting (
       provider_id TEXT NOT NULL,
       id TEXT NOT NULL,
       value TEXT NOT NULL,
       PRIMARY KEY (provider_id, id)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE event_type (
       number INTEGER PRIMARY KEY,
       provider_id TEXT NOT NULL,
       id TEXT NOT NULL,
       wire_name TEXT NOT NULL,
       description TEXT NOT NULL,
       UNIQUE (provider_id, id)
     ) STRICT`,
    `CREATE TABLE sample (
       number INTEGER PRIMARY KEY,
       provider_id TEXT NOT NULL,
       id TEXT NOT NULL,
       event_type TEXT NOT NULL,
       name TEXT NOT NULL,
       data_text TEXT NOT NULL,
       UNIQUE (provider_id, id)
     ) STRICT`,
    `CREATE TABLE setting (
       key TEXT PRIMARY KEY,
       value TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE view_state (
       key TEXT PRIMARY KEY,
       value TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
  ],
};
