import type { Migration } from '../migrate.ts';

/** Each attempt keeps which proxy it went through, as host and port; null: none. */
export const attemptProxy: Migration = {
  version: 13,
  name: 'attempt-proxy',
  statements: ['ALTER TABLE attempt ADD COLUMN proxy TEXT'],
};
