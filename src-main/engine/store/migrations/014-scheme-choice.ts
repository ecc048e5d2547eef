import type { Migration } from '../migrate.ts';

const addChoices = (column: string): string =>
  `UPDATE webhook SET ${column} = json_set(${column}, '$.schemeId', NULL, '$.successRule', NULL) WHERE ${column} IS NOT NULL`;

/** A webhook may choose its signing scheme and what counts as a success. */
export const schemeChoice: Migration = {
  version: 14,
  name: 'scheme-choice',
  statements: [addChoices('draft'), addChoices('unsaved')],
};
