import { createKeyValueRepository, type KeyValueRepository } from './key-value-repository.ts';
import { createProviderRepository, type ProviderRepository } from './provider-repository.ts';
import { createSchemeRepository, type SchemeRepository } from './scheme-repository.ts';
import { createSecretRepository, type SecretRepository } from './secret-repository.ts';
import type { Sqlite } from './sqlite.ts';
import { createWebhookRepository, type WebhookRepository } from './webhook-repository.ts';

/** The tables of what a workspace is set up with, over one connection. */
export interface Rows {
  schemes: SchemeRepository;
  webhooks: WebhookRepository;
  providers: ProviderRepository;
  secrets: SecretRepository;
  settings: KeyValueRepository;
  meta: KeyValueRepository;
}

export function createRows(db: Sqlite): Rows {
  return {
    schemes: createSchemeRepository(db),
    webhooks: createWebhookRepository(db),
    providers: createProviderRepository(db),
    secrets: createSecretRepository(db),
    settings: createKeyValueRepository(db, 'setting'),
    meta: createKeyValueRepository(db, 'meta'),
  };
}

/** A change that is worked out, and neither stored nor seen yet. */
export interface Staged<Table extends keyof Rows = keyof Rows> {
  /** Writes its rows. May be called again, where what it wrote was undone. */
  write(rows: Pick<Rows, Table>): void;
  /** Takes over in memory what is stored now. */
  adopt(): void;
}
