import type { Migration } from '../migrate.ts';

const addRule = (column: string): string =>
  `UPDATE webhook SET ${column} = json_set(${column}, '$.retryRule', json('null')) WHERE ${column} IS NOT NULL`;

/**
 * A webhook may be retried by another rule than its service's. Since when everything has failed, and why it was deactivated, stand
 * in its row. A breaker has a row while it is not closed; times are milliseconds since 1970, state is JSON text.
 */
export const retryRules: Migration = {
  version: 6,
  name: 'retry-rules',
  statements: [
    'ALTER TABLE webhook ADD COLUMN failing_since INTEGER',
    'ALTER TABLE webhook ADD COLUMN deactivated_because TEXT',
    addRule('draft'),
    addRule('unsaved'),
    `CREATE TABLE breaker (
       webhook_id TEXT PRIMARY KEY,
       state TEXT NOT NULL
     ) STRICT, WITHOUT ROWID`,
  ],
};
