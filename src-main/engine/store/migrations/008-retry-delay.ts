import type { Migration } from '../migrate.ts';

/**
 * How long a delivery that waits for its next attempt was to wait, in milliseconds, so that a clock that was put back while the app
 * was closed does not make it wait longer. Null where nothing waits, and where it was decided before this was kept.
 */
export const retryDelay: Migration = {
  version: 8,
  name: 'retry-delay',
  statements: ['ALTER TABLE delivery ADD COLUMN delay_ms INTEGER'],
};
