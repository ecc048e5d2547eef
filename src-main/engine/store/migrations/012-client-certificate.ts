import type { Migration } from '../migrate.ts';

const addCertificate = (column: string): string =>
  `UPDATE webhook SET ${column} = json_set(${column}, '$.tls.clientCert', '') WHERE ${column} IS NOT NULL`;

/** A webhook may show its receiver a certificate of its own. */
export const clientCertificate: Migration = {
  version: 12,
  name: 'client-certificate',
  statements: [addCertificate('draft'), addCertificate('unsaved')],
};
