import type { Migration } from '../migrate.ts';

const kindOf = (column: string): string =>
  `(SELECT nullif(json_extract(${column}, '$.authorization.type'), 'none') FROM webhook WHERE id = secret.owner_id)`;

/**
 * A credential belongs to its kind of authorization: what is stored gets the kind of its webhook, or of the edits that were
 * not saved where the webhook has none. What no kind uses goes. A signing secret keeps what it was entered for.
 */
export const credentials: Migration = {
  version: 9,
  name: 'credentials',
  statements: [
    "UPDATE secret SET field = 'basic' WHERE field = 'authorization' AND owner_id = 'mail'",
    `UPDATE secret SET field = coalesce(${kindOf('draft')}, ${kindOf('unsaved')}, field) WHERE field = 'authorization'`,
    "DELETE FROM secret WHERE field = 'authorization'",
    'ALTER TABLE secret ADD COLUMN purpose TEXT',
  ],
};
