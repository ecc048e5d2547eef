import type { Migration } from '../migrate.ts';

/** Signing schemes that a person composed. `scheme` is JSON text, times are milliseconds since 1970. */
export const ownSchemes: Migration = {
  version: 15,
  name: 'own-schemes',
  statements: [
    `CREATE TABLE own_scheme (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       scheme TEXT NOT NULL,
       revision INTEGER NOT NULL,
       created_at INTEGER NOT NULL,
       updated_at INTEGER NOT NULL,
       deleted_at INTEGER
     ) STRICT`,
  ],
};
