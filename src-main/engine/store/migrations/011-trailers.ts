import type { Migration } from '../migrate.ts';

/** Header fields that came behind a chunked body, as JSON text of pairs. */
export const trailers: Migration = {
  version: 11,
  name: 'trailers',
  statements: ['ALTER TABLE capture ADD COLUMN trailers TEXT'],
};
