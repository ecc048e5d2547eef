import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { ProxySettings, ProxySetup } from '../../../src-preload/contract/proxy.ts';
import type { SecretOddity } from '../../../src-preload/contract/webhook.ts';
import { classifyHost } from '../compose/address-kind.ts';
import type { FindProxyLock } from '../compose/types.ts';
import type { Emit } from '../event-batch.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Staged } from '../store/rows.ts';
import type { SecretRepository } from '../store/secret-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { assertValid } from '../webhooks/issues.ts';
import { readEnvironment } from './environment.ts';
import { createProxyPassword } from './proxy-password.ts';
import { type ChooseProxy, nameProxy, type OutgoingProxy, ProxyError, toProxy } from './proxy-route.ts';
import { loadProxySettings, storeProxySettings, tidyProxySettings, validateProxySettings } from './proxy-settings.ts';
import { readSystemAnswer } from './system-answer.ts';

/** The proxy for an import and an export. */
export interface ProxyAccess {
  readProxy(): ProxySettings;
  tidyProxy(settings: ProxySettings): ProxySettings;
  /** Of tidy settings, by field. */
  validateProxy(settings: ProxySettings): FieldIssue[];
  /** The password that is kept is for another proxy or user than these. */
  dropsProxyPassword(next: ProxySettings): boolean;
  /** Removes a password that is for another proxy. */
  stageProxy(settings: ProxySettings): Staged<'settings' | 'secrets'>;
}

/** The outgoing proxy: its settings, and its password in the vault. */
export interface ProxyRoom {
  setup(): ProxySetup;
  /** @throws EngineError `invalid` with the issues of the fields */
  save(settings: ProxySettings): ProxySetup;
  /** Null removes it. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  setPassword(value: string | null): ProxySetup;
  /** Removes from the password what a warning names. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  tidyPassword(kind: SecretOddity): ProxySetup;
  readonly choose: ChooseProxy;
  /** Why a request to a URL has to wait for the password of the own proxy, whose name is in it; null: it does not. */
  readonly findLock: FindProxyLock;
  readonly access: ProxyAccess;
}

export interface ProxyParts {
  store: Pick<Store, 'commitNow' | 'scrub'>;
  settings: KeyValueRepository;
  secrets: SecretRepository;
  vault: Vault;
  emit: Emit;
  /** What the system says for a URL, as in a PAC file; left out: the environment of the process is asked. */
  resolveProxy?: (url: string) => Promise<string>;
}

export function openProxy({ store, settings: repository, secrets, vault, emit, resolveProxy }: ProxyParts): ProxyRoom {
  const password = createProxyPassword(store, vault);
  let settings = loadProxySettings(repository);

  const setup = (): ProxySetup => ({ settings, password: password.describe() });

  /** What waited for another proxy or password goes on. */
  function noteChange(): ProxySetup {
    emit({ name: 'settings.changed', payload: {} });
    return setup();
  }

  function dropsProxyPassword(next: ProxySettings): boolean {
    const isElsewhere = next.url !== settings.url || next.user !== settings.user;
    return isElsewhere && password.state() !== 'unset';
  }

  function stageProxy(next: ProxySettings): Staged<'settings' | 'secrets'> {
    const dropped = dropsProxyPassword(next) ? password.stageRemoval() : null;
    return {
      write(rows) {
        dropped?.write(rows);
        storeProxySettings(rows.settings, next);
      },
      adopt() {
        dropped?.adopt();
        settings = next;
      },
    };
  }

  function readOwn(): OutgoingProxy {
    const url = new URL(settings.url);
    if (settings.user === '') return toProxy(url, null);
    if (password.state() === 'unset') return toProxy(url, { user: settings.user, password: '' });
    const secret = password.read();
    if (secret === null) throw new ProxyError(password.explainLock(nameProxy(toProxy(url, null))));
    return toProxy(url, { user: settings.user, password: secret });
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
      const staged = stageProxy(tidy);
      store.commitNow(() => staged.write({ settings: repository, secrets }));
      staged.adopt();
      if (drops) store.scrub();
      return noteChange();
    },
    setPassword(value) {
      if (value === null) password.clear();
      else password.set(value);
      return noteChange();
    },
    tidyPassword(kind) {
      password.tidy(kind);
      return noteChange();
    },
    findLock(target) {
      if (settings.mode !== 'own' || settings.user === '' || password.state() !== 'locked') return null;
      if (isThisMachine(new URL(target).hostname)) return null;
      return password.explainLock(nameProxy(toProxy(new URL(settings.url), null)));
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
      stageProxy,
    },
  };
}

/** The unspecified address leads to this machine as well. */
function isThisMachine(hostname: string): boolean {
  return classifyHost(hostname) === 'loopback' || hostname === '0.0.0.0' || hostname === '[::]';
}
