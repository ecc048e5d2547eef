import type { MailSettings, MailSetup } from '../../../src-preload/contract/outbox.ts';
import type { SecretOddity } from '../../../src-preload/contract/webhook.ts';
import { EngineError } from '../errors.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { createLockedError, createUndecidedError } from '../vault/vault-errors.ts';
import { assertValid } from '../webhooks/issues.ts';
import { type FoundOddity, findOddities, toWarning } from '../webhooks/secret-oddities.ts';
import { loadMailSettings, storeMailSettings, tidyMailSettings, validateMailSettings } from './mail-settings.ts';
import type { MailServer } from './smtp.ts';

/** Whose secret the password is, and which: the same place as the password of a webhook's Basic authorization. */
export const OWNER = 'mail';
export const FIELD = 'basic';

/** Where mails go at the moment. */
export type Way =
  /** There is no server: what is due is kept. */
  | { kind: 'none'; hold: string }
  /** There is one, and something is missing: what is due waits. */
  | { kind: 'held'; hold: string }
  | { kind: 'open'; server: MailServer };

/** The mail server, and its password in the vault. */
export interface Outlet {
  find(): Way;
  describe(): MailSetup;
  /** @throws EngineError `invalid` with the issues of the fields */
  save(settings: MailSettings): void;
  /** Null removes it. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  setPassword(value: string | null): void;
  /** Takes away what a warning names. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  tidyPassword(kind: SecretOddity): void;
  /** Takes over settings that were stored elsewhere. */
  adopt(settings: MailSettings): void;
}

export interface OutletParts {
  store: Pick<Store, 'commitNow' | 'scrub'>;
  settings: KeyValueRepository;
  vault: Vault;
}

export function createOutlet({ store, settings: repository, vault }: OutletParts): Outlet {
  let settings = loadMailSettings(repository);

  function find(): Way {
    const { user, ...server } = settings;
    if (server.server === '') {
      return { kind: 'none', hold: 'No mail server is set, so mails are kept here and not sent.' };
    }
    if (user === '') return { kind: 'open', server: { ...server, login: null } };
    const state = vault.secrets.state(OWNER, FIELD);
    if (state === 'unset') {
      return { kind: 'held', hold: `There is no password for ${user} at ${server.server}. Enter it in the settings.` };
    }
    const password = state === 'set' ? vault.secrets.read(OWNER, FIELD) : null;
    if (password === null) return { kind: 'held', hold: explainLocked() };
    const login = { user, password: password.toString('utf8') };
    password.fill(0);
    return { kind: 'open', server: { ...server, login } };
  }

  function explainLocked(): string {
    const known = vault.status().state !== 'ready';
    return known
      ? 'The password of the mail server is locked. Unlock the secrets, then mails go on.'
      : 'The password of the mail server is no longer available. Enter it again in the settings.';
  }

  function requireReady(): void {
    const status = vault.status();
    if (status.state === 'undecided') throw createUndecidedError();
    if (status.state !== 'ready') throw createLockedError(status);
  }

  function findOdd(): FoundOddity[] {
    const bytes = vault.secrets.read(OWNER, FIELD);
    const found = bytes === null ? [] : findOddities(bytes.toString('utf8'), FIELD, undefined);
    bytes?.fill(0);
    return found;
  }

  function save(value: string): void {
    const bytes = Buffer.from(value, 'utf8');
    try {
      vault.secrets.save(OWNER, FIELD, bytes);
    } finally {
      bytes.fill(0);
    }
  }

  return {
    find,
    describe() {
      const state = vault.secrets.state(OWNER, FIELD);
      const info = vault.secrets.list(OWNER).find(({ field }) => field === FIELD);
      const way = find();
      return {
        settings,
        password: {
          set: state !== 'unset',
          locked: state === 'locked',
          fingerprint: info?.fingerprint ?? null,
          warnings: findOdd().map(toWarning),
        },
        hold: way.kind === 'open' ? null : way.hold,
      };
    },
    save(given) {
      const tidy = tidyMailSettings(given);
      assertValid(validateMailSettings(tidy));
      // A password belongs to its user and server: it must not go to another one.
      const isElsewhere = tidy.server !== settings.server || tidy.user !== settings.user;
      const drops = isElsewhere && vault.secrets.state(OWNER, FIELD) !== 'unset';
      store.commitNow(() => {
        storeMailSettings(repository, tidy);
        if (drops) vault.secrets.remove(OWNER, FIELD);
      });
      settings = tidy;
      if (drops) store.scrub();
    },
    setPassword(value) {
      requireReady();
      if (value === null) {
        if (vault.secrets.state(OWNER, FIELD) === 'unset') {
          throw new EngineError('not-found', 'There is no password to remove.');
        }
        vault.secrets.remove(OWNER, FIELD);
      } else {
        save(value);
      }
      // What stood there before must not stay in the write-ahead log.
      store.scrub();
    },
    tidyPassword(kind) {
      requireReady();
      const without = findOdd().find((each) => each.kind === kind)?.without ?? null;
      if (without === null) throw new EngineError('not-found', 'There is nothing to remove from this password.');
      save(without);
      store.scrub();
    },
    adopt(next) {
      settings = next;
    },
  };
}
