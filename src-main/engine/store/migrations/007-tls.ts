import type { Migration } from '../migrate.ts';

const addTls = (column: string): string =>
  `UPDATE webhook SET ${column} = json_set(${column}, '$.tls', json('{"extraCa":"","verify":true}'))
   WHERE ${column} IS NOT NULL`;

/** A webhook may trust a further authority or take any certificate; each attempt that took any says so. */
export const tls: Migration = {
  version: 7,
  name: 'tls',
  statements: [
    addTls('draft'),
    addTls('unsaved'),
    'ALTER TABLE attempt ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0',
  ],
};
