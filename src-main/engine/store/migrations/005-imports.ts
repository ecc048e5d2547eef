import type { Migration } from '../migrate.ts';

/**
 * Imports of failed requests. Times are milliseconds since 1970. An import is written in one transaction, so its lines of the log and
 * its deliveries have numbers without gaps: the first and the last of each say what belongs to it.
 */
export const imports: Migration = {
  version: 5,
  name: 'imports',
  statements: [
    `CREATE TABLE import_batch (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       name TEXT NOT NULL,
       format TEXT NOT NULL,
       sha256 BLOB NOT NULL,
       created_at INTEGER NOT NULL,
       first_seq INTEGER NOT NULL,
       last_seq INTEGER NOT NULL,
       first_delivery INTEGER NOT NULL,
       last_delivery INTEGER NOT NULL
     ) STRICT`,
    // Costs nothing for lines that were not imported.
    "CREATE INDEX exchange_imported ON exchange (attempt_kind) WHERE attempt_kind = 'import'",
  ],
};
