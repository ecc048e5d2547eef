import type { ProxySetup } from '../../../src-preload/contract/proxy.ts';
import type { SecretOddity } from '../../../src-preload/contract/webhook.ts';
import { EngineError } from '../errors.ts';
import type { Staged } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { SecretState } from '../vault/secret-box.ts';
import type { Vault } from '../vault/vault.ts';
import { createLockedError, createUndecidedError, describeLocked } from '../vault/vault-errors.ts';
import { type FoundOddity, findOddities, toWarning } from '../webhooks/secret-oddities.ts';

/** Whose secret the password is. No webhook can have an id with a colon. */
const OWNER = 'app:proxy';
const FIELD = 'basic';

/** The password of the own proxy, in the vault. */
export interface ProxyPassword {
  state(): SecretState;
  describe(): ProxySetup['password'];
  /** Null where there is none, or it cannot be decrypted now. */
  read(): string | null;
  /** Why it cannot be decrypted now, and what to do. Only for one whose state is `locked`. @param proxy its name */
  explainLock(proxy: string): string;
  /** @throws EngineError `vault-undecided`, `vault-locked` */
  set(value: string): void;
  /** Removes what a warning names. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  tidy(kind: SecretOddity): void;
  /** @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  clear(): void;
  stageRemoval(): Staged<'secrets'>;
}

export function createProxyPassword(store: Pick<Store, 'scrub'>, vault: Vault): ProxyPassword {
  const state = (): SecretState => vault.secrets.state(OWNER, FIELD);

  function read(): string | null {
    const bytes = vault.secrets.read(OWNER, FIELD);
    const text = bytes?.toString('utf8') ?? null;
    bytes?.fill(0);
    return text;
  }

  function findOdd(): FoundOddity[] {
    const password = read();
    return password === null ? [] : findOddities(password, FIELD, undefined);
  }

  function requireReady(): void {
    const status = vault.status();
    if (status.state === 'undecided') throw createUndecidedError();
    if (status.state !== 'ready') throw createLockedError(status);
  }

  function save(value: string): void {
    const bytes = Buffer.from(value, 'utf8');
    try {
      vault.secrets.save(OWNER, FIELD, bytes);
    } finally {
      bytes.fill(0);
    }
    // A password that was replaced must not stay in the write-ahead log.
    store.scrub();
  }

  return {
    state,
    describe() {
      const info = vault.secrets.list(OWNER).find(({ field }) => field === FIELD);
      return {
        set: state() !== 'unset',
        locked: state() === 'locked',
        fingerprint: info?.fingerprint ?? null,
        warnings: findOdd().map(toWarning),
      };
    },
    read,
    explainLock(proxy) {
      const status = vault.status();
      const enter = 'enter it again under “Proxy” in the settings.';
      if (status.state === 'ready') {
        return `The password of the proxy ${proxy} is no longer available, so ${enter}`;
      }
      if (status.state === 'undecided') {
        return `The password of the proxy ${proxy} was kept for the last run only. Decide how secrets are kept, then ${enter}`;
      }
      return `The password of the proxy ${proxy} is locked. ${describeLocked(status)}`;
    },
    set(value) {
      requireReady();
      save(value);
    },
    tidy(kind) {
      requireReady();
      const without = findOdd().find((each) => each.kind === kind)?.without ?? null;
      if (without === null) throw new EngineError('not-found', 'There is nothing to remove from this password.');
      save(without);
    },
    clear() {
      requireReady();
      if (state() === 'unset') throw new EngineError('not-found', 'There is no password to remove.');
      vault.secrets.remove(OWNER, FIELD);
      store.scrub();
    },
    stageRemoval: () => vault.secrets.stageRemoval(OWNER, FIELD),
  };
}
