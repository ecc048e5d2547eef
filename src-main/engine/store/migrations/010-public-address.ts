import type { Migration } from '../migrate.ts';

const addAddress = (column: string): string =>
  `UPDATE webhook SET ${column} = json_set(${column}, '$.publicUrl', '') WHERE ${column} IS NOT NULL`;

/** A webhook whose scheme signs the URL may be told by which address its receiver is known outside. */
export const publicAddress: Migration = {
  version: 10,
  name: 'public-address',
  statements: [addAddress('draft'), addAddress('unsaved')],
};
