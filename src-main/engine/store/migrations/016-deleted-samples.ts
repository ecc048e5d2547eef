import type { Migration } from '../migrate.ts';

/** A removed sample event can be restored for a while. `place` is the number that it had, so that it comes back to its place. */
export const deletedSamples: Migration = {
  version: 16,
  name: 'deleted-samples',
  statements: [
    `CREATE TABLE deleted_sample (
       number INTEGER PRIMARY KEY,
       place INTEGER NOT NULL,
       provider_id TEXT NOT NULL,
       id TEXT NOT NULL,
       event_type TEXT NOT NULL,
       name TEXT NOT NULL,
       data_text TEXT NOT NULL,
       deleted_at INTEGER NOT NULL
     ) STRICT`,
  ],
};
