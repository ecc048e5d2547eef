import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Staged } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { moveCaptureUrl } from './capture-address.ts';
import type { ProviderStates } from './provider-states.ts';
import type { SecretService } from './secret-service.ts';
import { stateOfSecret } from './secret-use.ts';
import type { WebhookRecord, WebhookRecords } from './webhook-records.ts';

const KEY = 'pending-secrets';
/** When each secret that was generated here was set, by webhook: one that was entered since is another one. */
const MADE = 'generated-secrets';

/**
 * Signing secrets that are to be generated. They wait, across restarts, until the vault can keep them: a webhook can be made
 * before anybody has decided how secrets are kept.
 */
export interface PendingSecrets {
  /** For a new or changed webhook: generates a secret where its provider does so and there is none. */
  expect(record: WebhookRecord): void;
  /** The same whatever the provider says. */
  demand(record: WebhookRecord): void;
  /** For a restored webhook: generates the secret that it still waits for. */
  resume(record: WebhookRecord): void;
  /** What `expect` would do to a webhook that is saved later; null: nothing. */
  stage(record: WebhookRecord): StagedExpectation | null;
  /** Adds webhooks to those that wait. */
  stageWait(ids: readonly string[]): Staged<'meta'>;
  /** The signing secrets of these webhooks were generated here. */
  noteMade(ids: readonly string[]): void;
  /** Generates what waits, when the vault has become ready. @returns ids of the webhooks that have one now. */
  fulfil(): string[];
}

/** A secret that was generated, or what generates it once the webhook, which waits for it, is stored. */
export type StagedExpectation = { value: string } | { value: null; follow(): void };

export interface PendingSecretsParts {
  store: Store;
  meta: KeyValueRepository;
  records: WebhookRecords;
  states: ProviderStates;
  vault: Vault;
  secrets: SecretService;
  capturePort(): number;
  /** A secret that took its time is there now. */
  changed(webhookId: string): void;
}

export function createPendingSecrets(parts: PendingSecretsParts): PendingSecrets {
  const { store, meta, records, states, vault, secrets, changed } = parts;

  const isUnset = ({ id, providerId }: WebhookRecord): boolean =>
    stateOfSecret(vault.secrets, states.find(providerId)?.provider ?? null, id, 'signing') === 'unset';

  function readMade(): Record<string, number> {
    return JSON.parse(meta.get(MADE) ?? '{}') as Record<string, number>;
  }

  const changedAt = (id: string): number | null =>
    vault.secrets.list(id).find(({ field }) => field === 'signing')?.changedAt ?? null;

  /**
   * A secret that was generated and lived in the memory of an older run alone. Only the capture server knows it, which takes a
   * new one just as well; another receiver holds the old one, so that a person has to deal with it.
   */
  function isLost({ id, draft }: WebhookRecord): boolean {
    const port = parts.capturePort();
    return (
      vault.secrets.state(id, 'signing') === 'locked' &&
      readMade()[id] === changedAt(id) &&
      moveCaptureUrl(draft.url, port, port) !== null
    );
  }

  function setMade(record: WebhookRecord, value: string): void {
    store.commitNow(() => {
      secrets.set(record, 'signing', value);
      noteMade([record.id]);
    });
  }

  function noteMade(ids: readonly string[]): void {
    const made = Object.fromEntries(ids.map((id) => [id, changedAt(id)]));
    store.commitNow(() => meta.save(MADE, JSON.stringify({ ...readMade(), ...made })));
  }

  function readWaiting(rows: KeyValueRepository = meta): string[] {
    return JSON.parse(rows.get(KEY) ?? '[]') as string[];
  }

  function expects({ providerId, draft }: WebhookRecord): boolean {
    const signing = states.find(providerId)?.provider.signing;
    const isSigned = signing?.channels?.includes(draft.channel) ?? true;
    return signing?.secret.need === 'generated' && isSigned;
  }

  const stageWait = (ids: readonly string[]): Staged<'meta'> => ({
    write: (rows) => rows.meta.save(KEY, JSON.stringify([...new Set([...readWaiting(rows.meta), ...ids])])),
    adopt() {},
  });

  function demand(record: WebhookRecord): void {
    if (!isUnset(record)) return;
    if (vault.status().state === 'ready') generate(record);
    else wait(record.id);
  }

  function wait(id: string): void {
    store.commitNow(() => stageWait([id]).write({ meta }));
  }

  /** One that takes its time waits like all the others, so that it comes with the next start where this run ends before. */
  function generate(record: WebhookRecord): void {
    const value = secrets.make(record, 'signing');
    if (typeof value === 'string') {
      setMade(record, value);
      return;
    }
    wait(record.id);
    finishLater(record.id, value);
  }

  function finishLater(id: string, value: Promise<string>): void {
    value.then(
      (made) => finish(id, made),
      () => {},
    );
  }

  function finish(id: string, value: string): void {
    try {
      const record = records.find(id);
      if (record !== null && (isUnset(record) || isLost(record))) setMade(record, value);
      store.commitNow(() => meta.save(KEY, JSON.stringify(readWaiting().filter((each) => each !== id))));
      changed(id);
    } catch {
      // The vault was locked or the engine closed meanwhile: it still waits.
    }
  }

  return {
    expect(record) {
      if (expects(record)) demand(record);
    },
    stage(record) {
      if (!expects(record) || !isUnset(record)) return null;
      if (vault.status().state !== 'ready') return { value: null, follow() {} };
      const value = secrets.make(record, 'signing');
      return typeof value === 'string' ? { value } : { value: null, follow: () => finishLater(record.id, value) };
    },
    stageWait,
    noteMade,
    demand,
    resume(record) {
      if (readWaiting().includes(record.id)) demand(record);
      else if (vault.status().state === 'ready' && isLost(record)) generate(record);
    },
    fulfil() {
      if (vault.status().state !== 'ready') return [];
      const waiting = readWaiting();
      const made = Object.keys(readMade()).flatMap((id) => records.find(id) ?? []);
      const done = [...waiting.flatMap((id) => records.find(id) ?? []).filter(isUnset), ...made.filter(isLost)];
      // One that was deleted gets its secret when it is restored.
      const later = waiting.filter((id) => records.findDeleted(id) !== null);
      store.commitNow(() => (later.length > 0 ? meta.save(KEY, JSON.stringify(later)) : meta.remove(KEY)));
      for (const record of done) generate(record);
      return done.map(({ id }) => id);
    },
  };
}
