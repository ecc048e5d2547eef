import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { MailSettings } from '../../../src-preload/contract/outbox.ts';
import type { Staged } from '../store/rows.ts';
import type { Vault } from '../vault/vault.ts';
import { storeMailSettings, tidyMailSettings, validateMailSettings } from './mail-settings.ts';
import { FIELD, type Outlet, OWNER } from './outlet.ts';

/** The mail server for an import and an export. */
export interface MailAccess {
  readMail(): MailSettings;
  /** Without the space around what was pasted. */
  tidyMail(settings: MailSettings): MailSettings;
  /** Of tidy settings, by field. */
  validateMail(settings: MailSettings): FieldIssue[];
  /** Null where there is none or it cannot be read. */
  readPassword(): string | null;
  hasPassword(): boolean;
  stageMail(settings: MailSettings): Staged<'settings'>;
  /** Null removes it. */
  stagePassword(value: string | null): Staged<'secrets'>;
}

export interface MailAccessParts {
  vault: Vault;
  outlet: Outlet;
  /** There is a server now, or another one. */
  onAdopt(): void;
}

export function createMailAccess({ vault, outlet, onAdopt }: MailAccessParts): MailAccess {
  function stageValue(value: string | null): Staged<'secrets'> {
    if (value === null) return vault.secrets.stageRemoval(OWNER, FIELD);
    const bytes = Buffer.from(value, 'utf8');
    try {
      return vault.secrets.stage(OWNER, FIELD, bytes);
    } finally {
      bytes.fill(0);
    }
  }

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
    stageMail: (next) => ({
      write: ({ settings }) => storeMailSettings(settings, next),
      adopt() {
        outlet.adopt(next);
        onAdopt();
      },
    }),
    stagePassword(value) {
      const staged = stageValue(value);
      return {
        write: staged.write,
        adopt() {
          staged.adopt();
          onAdopt();
        },
      };
    },
  };
}
