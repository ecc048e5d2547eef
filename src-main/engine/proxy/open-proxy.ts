import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { ProxySettings, ProxySetup } from '../../../src-preload/contract/proxy.ts';
import { classifyHost } from '../compose/address-kind.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { createLockedError, createUndecidedError } from '../vault/vault-errors.ts';
import { assertValid } from '../webhooks/issues.ts';
import { readEnvironment } from './environment.ts';
import { type ChooseProxy, type OutgoingProxy, ProxyError, toProxy } from './proxy-route.ts';
import { loadProxySettings, storeProxySettings, tidyProxySettings, validateProxySettings } from './proxy-settings.ts';
import { readSystemAnswer } from './system-answer.ts';

/** Whose secret the password is. No webhook can have an id with a colon. */
const OWNER = 'app:proxy';
const FIELD = 'basic';

/** The proxy for an import and an export. What it writes are rows alone, within the caller's piece of work. */
export interface ProxyAccess {
  readProxy(): ProxySettings;
  tidyProxy(settings: ProxySettings): ProxySettings;
  /** Of tidy settings, by field. */
  validateProxy(settings: ProxySettings): FieldIssue[];
  /** The password that is kept is for another proxy or user than these. */
  dropsProxyPassword(next: ProxySettings): boolean;
  /** Removes a password that is for another proxy. */
  writeProxy(settings: ProxySettings): void;
  /** Takes up what the rows say. */
  reloadProxy(): void;
}

/** The outgoing proxy: its settings, and its password in the vault. */
export interface ProxyRoom {
  setup(): ProxySetup;
  /** @throws EngineError `invalid` with the issues of the fields */
  save(settings: ProxySettings): ProxySetup;
  /** Null removes it. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  setPassword(value: string | null): ProxySetup;
  readonly choose: ChooseProxy;
  readonly access: ProxyAccess;
}

export interface ProxyParts {
  store: Pick<Store, 'commitNow' | 'scrub'>;
  settings: KeyValueRepository;
  vault: Vault;
  emit: Emit;
  /** What the system says for a URL, as in a PAC file; left out: the environment of the process is asked. */
  resolveProxy?: (url: string) => Promise<string>;
}

export function openProxy({ store, settings: repository, vault, emit, resolveProxy }: ProxyParts): ProxyRoom {
  let settings = loadProxySettings(repository);

  function setup(): ProxySetup {
    const state = vault.secrets.state(OWNER, FIELD);
    const info = vault.secrets.list(OWNER).find(({ field }) => field === FIELD);
    return {
      settings,
      password: { set: state !== 'unset', locked: state === 'locked', fingerprint: info?.fingerprint ?? null },
    };
  }

  function dropsProxyPassword(next: ProxySettings): boolean {
    const isElsewhere = next.url !== settings.url || next.user !== settings.user;
    return isElsewhere && vault.secrets.state(OWNER, FIELD) !== 'unset';
  }

  function writeProxy(next: ProxySettings): void {
    if (dropsProxyPassword(next)) vault.secrets.remove(OWNER, FIELD);
    storeProxySettings(repository, next);
  }

  function readOwn(): OutgoingProxy {
    const url = new URL(settings.url);
    if (settings.user === '') return toProxy(url, null);
    if (vault.secrets.state(OWNER, FIELD) === 'unset') return toProxy(url, { user: settings.user, password: '' });
    const bytes = vault.secrets.read(OWNER, FIELD);
    if (bytes === null) {
      throw new ProxyError(
        'The password of the proxy cannot be read, so nothing was sent. Unlock the secrets, or enter it again under “Proxy” in the settings.',
      );
    }
    const login = { user: settings.user, password: bytes.toString('utf8') };
    bytes.fill(0);
    return toProxy(url, login);
  }

  async function askSystem(url: URL): Promise<OutgoingProxy | null> {
    if (resolveProxy === undefined) return readEnvironment(process.env, url);
    let answer: string;
    try {
      // Nothing behind the host: a path or query may hold a secret, and the answer may come from a script.
      answer = await resolveProxy(`${url.origin}/`);
    } catch {
      throw new ProxyError(
        'The system could not say which proxy to use. Check its network settings, or choose another way under “Proxy” in the settings.',
      );
    }
    return readSystemAnswer(answer);
  }

  return {
    setup,
    save(given) {
      const tidy = tidyProxySettings(given);
      assertValid(validateProxySettings(tidy));
      const drops = dropsProxyPassword(tidy);
      store.commitNow(() => writeProxy(tidy));
      settings = tidy;
      if (drops) store.scrub();
      emit({ name: 'settings.changed', payload: {} });
      return setup();
    },
    setPassword(value) {
      const status = vault.status();
      if (status.state === 'undecided') throw createUndecidedError();
      if (status.state !== 'ready') throw createLockedError(status);
      if (value === null) {
        if (vault.secrets.state(OWNER, FIELD) === 'unset') {
          throw new EngineError('not-found', 'There is no password to remove.');
        }
        vault.secrets.remove(OWNER, FIELD);
      } else {
        const bytes = Buffer.from(value, 'utf8');
        try {
          vault.secrets.save(OWNER, FIELD, bytes);
        } finally {
          bytes.fill(0);
        }
      }
      // A password that was replaced must not stay in the write-ahead log.
      store.scrub();
      return setup();
    },
    async choose(url) {
      if (settings.mode === 'off' || isThisMachine(url.hostname)) return null;
      return settings.mode === 'own' ? readOwn() : askSystem(url);
    },
    access: {
      readProxy: () => settings,
      tidyProxy: tidyProxySettings,
      validateProxy: validateProxySettings,
      dropsProxyPassword,
      writeProxy,
      reloadProxy() {
        settings = loadProxySettings(repository);
      },
    },
  };
}

/** The unspecified address leads to this machine as well. */
function isThisMachine(hostname: string): boolean {
  return classifyHost(hostname) === 'loopback' || hostname === '0.0.0.0' || hostname === '[::]';
}
