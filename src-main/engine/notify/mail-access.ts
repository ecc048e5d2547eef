import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { MailSettings } from '../../../src-preload/contract/outbox.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Vault } from '../vault/vault.ts';
import { storeMailSettings, tidyMailSettings, validateMailSettings } from './mail-settings.ts';
import { FIELD, type Outlet, OWNER } from './outlet.ts';

/** The mail server for an import and an export. What it writes are rows alone, within the caller's piece of work. */
export interface MailAccess {
  readMail(): MailSettings;
  /** Without the space around what was pasted. */
  tidyMail(settings: MailSettings): MailSettings;
  /** Of tidy settings, by field. */
  validateMail(settings: MailSettings): FieldIssue[];
  /** Null where there is none or it cannot be read. */
  readPassword(): string | null;
  hasPassword(): boolean;
  writeMail(settings: MailSettings): void;
  /** Null removes it. */
  writePassword(value: string | null): void;
  /** Takes up what the rows say. */
  reloadMail(): void;
}

export interface MailAccessParts {
  settings: KeyValueRepository;
  vault: Vault;
  outlet: Outlet;
  /** There is a server now, or another one. */
  onReload(): void;
}

export function createMailAccess({ settings, vault, outlet, onReload }: MailAccessParts): MailAccess {
  return {
    readMail: () => outlet.describe().settings,
    tidyMail: tidyMailSettings,
    validateMail: validateMailSettings,
    readPassword() {
      const bytes = vault.secrets.read(OWNER, FIELD);
      const text = bytes?.toString('utf8') ?? null;
      bytes?.fill(0);
      return text;
    },
    hasPassword: () => vault.secrets.state(OWNER, FIELD) !== 'unset',
    writeMail: (next) => storeMailSettings(settings, next),
    writePassword(value) {
      if (value === null) {
        vault.secrets.remove(OWNER, FIELD);
        return;
      }
      const bytes = Buffer.from(value, 'utf8');
      try {
        vault.secrets.save(OWNER, FIELD, bytes);
      } finally {
        bytes.fill(0);
      }
    },
    reloadMail() {
      outlet.reload();
      onReload();
    },
  };
}
