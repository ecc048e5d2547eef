import type { Migration } from '../../../src-main/engine/store/migrate.ts';
import { migrations } from '../../../src-main/engine/store/migrations/list.ts';

const newest = migrations.length;

/** The released steps and two that a later version could bring: they add, fill, rename and remove. */
export const laterMigrations: readonly Migration[] = [
  ...migrations,
  {
    version: newest + 1,
    name: 'notes',
    statements: [
      'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT',
      "INSERT INTO note (text) SELECT key FROM meta WHERE key LIKE 'kept %'",
      'CREATE INDEX note_text ON note (text)',
    ],
  },
  {
    version: newest + 2,
    name: 'remarks',
    statements: [
      'ALTER TABLE note RENAME TO remark',
      'ALTER TABLE remark ADD COLUMN seen INTEGER NOT NULL DEFAULT 0',
      "DELETE FROM meta WHERE key LIKE 'kept %'",
    ],
  },
];
