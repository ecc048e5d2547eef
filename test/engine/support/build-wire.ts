export { toDraft as draftOf } from './to-draft.ts';

import { join } from 'node:path';
import type { CaptureTimeouts } from '../../../src-main/engine/capture/capture-http.ts';
import { type Clock, systemClock } from '../../../src-main/engine/clock.ts';
import { unpackParts } from '../../../src-main/engine/dispatch/exact-parts.ts';
import type { LaneLimits } from '../../../src-main/engine/dispatch/lanes.ts';
import type { SecretGuard, WireSettings } from '../../../src-main/engine/dispatch/ports.ts';
import type { Transport } from '../../../src-main/engine/dispatch/transport-types.ts';
import { createOwnProviders } from '../../../src-main/engine/providers/own/own-providers.ts';
import { createProviderFolder } from '../../../src-main/engine/providers/own/provider-folder.ts';
import { type Random, systemRandom } from '../../../src-main/engine/random.ts';
import { listKnownSchemes } from '../../../src-main/engine/schemes/list-known.ts';
import { initialSettings } from '../../../src-main/engine/settings/settings.ts';
import { createKeyValueRepository } from '../../../src-main/engine/store/key-value-repository.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { createProviderRepository } from '../../../src-main/engine/store/provider-repository.ts';
import { createSchemeRepository } from '../../../src-main/engine/store/scheme-repository.ts';
import { createSecretRepository } from '../../../src-main/engine/store/secret-repository.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import type { Store } from '../../../src-main/engine/store/store.ts';
import { createWebhookRepository } from '../../../src-main/engine/store/webhook-repository.ts';
import { openVault } from '../../../src-main/engine/vault/vault.ts';
import { openWebhooks } from '../../../src-main/engine/webhooks/open-webhooks.ts';
import { createWire } from '../../../src-main/engine/wire.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { EngineEvent, EngineEvents, EventName } from '../../../src-preload/contract/events.ts';
import type { LogFilter, LogRow } from '../../../src-preload/contract/log.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Settings } from '../../../src-preload/contract/settings.ts';
import type { SecretField, Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';
import { toDraft } from './to-draft.ts';

export interface WireTestOptions {
  clock?: Clock;
  random?: Random;
  providers?: Provider[];
  settings?: Partial<Settings>;
  limits?: LaneLimits;
  transport?: Transport;
  /** False leaves the queue and the capture server alone. */
  start?: boolean;
  captureTimeouts?: CaptureTimeouts;
  /** False: the keyring that the key was wrapped with is missing. */
  keyring?: boolean;
  /** Puts something between the wire and its store. */
  wrapStore?: (store: Store) => Store;
}

export const everything: LogFilter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

/** A workspace with everything that sends and captures, over a real database and a real vault. */
export async function buildWire(directory: string, options: WireTestOptions = {}) {
  const clock = options.clock ?? systemClock;
  const store = openStore({ directory, clock });
  const events: EngineEvent[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  const emit = (event: EngineEvent): void => {
    events.push(event);
    for (const listener of listeners) listener(event);
  };
  const vault = await openVault({
    store,
    repository: createSecretRepository(store.db),
    protector: options.keyring === false ? null : createFakeKeyring('test'),
    clock,
    random: systemRandom,
  });
  const meta = createKeyValueRepository(store.db, 'meta');
  meta.save('sample-workspace', '1');
  let port = 0;
  const room = openWebhooks({
    store,
    vault,
    clock,
    random: systemRandom,
    own: createOwnProviders(createProviderFolder(join(directory, 'providers')), options.providers ?? []),
    repositories: {
      webhooks: createWebhookRepository(store.db),
      providers: createProviderRepository(store.db),
      schemes: createSchemeRepository(store.db),
      meta,
    },
    emit,
    capturePort: () => port,
  });
  let settings: Settings = { ...initialSettings, ...options.settings };
  const wireSettings: WireSettings = {
    read: () => settings,
    saveCapture(captureOn, capturePort) {
      settings = { ...settings, captureOn, capturePort };
    },
  };
  const guard: SecretGuard = {
    containsSecret: (value) => vault.redaction.containsSecret(value),
    redactText: (text) => vault.redaction.redactText(text),
    redactBytes: (bytes) => vault.redaction.redactBytes(bytes),
    redactHeaders: (headers) => vault.redaction.redactHeaders(headers),
    redactUrl: (url) => vault.redaction.redactUrl(url),
    seal: (plain, context) => vault.seal(plain, context),
    open: (sealed, context) => vault.open(sealed, context),
  };
  const wire = createWire({
    store: options.wrapStore?.(store) ?? store,
    clock,
    random: options.random ?? systemRandom,
    webhooks: room.directory,
    listSchemes: () => listKnownSchemes(room.schemes, room.providers),
    consequences: room.consequences,
    guard,
    settings: wireSettings,
    emit,
    capturePort: 0,
    ...(options.captureTimeouts === undefined ? {} : { captureTimeouts: options.captureTimeouts }),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.transport === undefined ? {} : { transport: options.transport }),
  });
  const recovered = options.start === false ? { unknown: 0, requeued: 0 } : await wire.start();
  port = wire.capturePort() ?? 0;
  let closed = false;
  const readers: ReturnType<typeof connectSqlite>[] = [];
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    for (const reader of readers) reader.close();
    await wire.close();
    vault.close();
    store.close();
  };

  /** Resolves with the next event of that name that fits, or one that came before. */
  function waitFor<Name extends EventName>(
    name: Name,
    fits: (payload: EngineEvents[Name]) => boolean = () => true,
  ): Promise<EngineEvents[Name]> {
    return new Promise((resolve) => {
      const look = (event: EngineEvent): boolean => {
        if (event.name !== name || !fits(event.payload as EngineEvents[Name])) return false;
        listeners.delete(look);
        resolve(event.payload as EngineEvents[Name]);
        return true;
      };
      if (!events.some(look)) listeners.add(look);
    });
  }

  function untilTrouble(wanted: boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = (): boolean => (store.trouble() !== null) === wanted;
      if (done()) return resolve();
      const stop = store.onTrouble(() => {
        if (!done()) return;
        stop();
        resolve();
      });
    });
  }

  return {
    wire,
    call: wire.handlers,
    store,
    vault,
    guard,
    webhooks: room.webhooks,
    secrets: {
      service: room.secrets,
      set: (id: string, field: SecretField, value: string): Webhook =>
        room.webhooks.changeSecret(id, (record) => room.secrets.set(record, field, value)),
    },
    providers: room.providers,
    directory: room.directory,
    events,
    emit,
    recovered,
    waitFor,
    close,
    capturePort: () => wire.capturePort() ?? 0,
    captureUrl: (path: string) => `http://127.0.0.1:${wire.capturePort()}${path}`,
    /** An active webhook that points at the capture server, or where the changes say. */
    async createWebhook(
      providerId: string,
      changes: Partial<WebhookDraft> = {},
      secrets: Partial<Record<SecretField, string>> = {},
    ): Promise<Webhook> {
      const made = await room.webhooks.create({
        providerId,
        channel: changes.channel ?? null,
        name: changes.name ?? null,
      });
      const state = room.directory.provider(providerId);
      const feature = state?.provider.featureSwitch;
      if (feature) room.providers.saveSettings(providerId, { [feature]: true });
      for (const [field, value] of Object.entries(secrets)) {
        room.webhooks.changeSecret(made.id, (record) => room.secrets.set(record, field as SecretField, value));
      }
      const { id, revision } = room.webhooks.get(made.id);
      const saved =
        Object.keys(changes).length === 0 ? made : room.webhooks.save({ ...toDraft(made), ...changes }, revision);
      wire.webhooksChanged(null);
      return room.webhooks.get(saved.id ?? id);
    },
    /** Sends an event of a webhook with the first sample of its type. */
    async send(webhook: Webhook, eventType: string, kind: 'event' | 'test' = 'event', confirmed: string[] = []) {
      const sample = room.providers.listSamples(webhook.providerId).find((one) => one.eventType === eventType);
      const draft = toDraft(room.webhooks.get(webhook.id));
      return wire.handlers['deliveries.send']({
        draft,
        eventType,
        dataText: sample?.dataText ?? '{}',
        kind,
        confirmed,
      });
    },
    saveDraft(id: string, changes: Partial<WebhookDraft>): Webhook {
      const { revision, ...webhook } = room.webhooks.get(id);
      const saved = room.webhooks.save({ ...toDraft({ revision, ...webhook }), ...changes }, revision);
      wire.webhooksChanged([id]);
      return saved;
    },
    /** What a capture was, with what is sealed of it opened. */
    readExactCapture(seq: number): { method: string; target: string; headers: HeaderPair[]; body: Buffer } {
      const row = store.db
        .prepare<
          [number],
          { method: string; target: string; headers: string; body: Buffer | null; sealed: Buffer | null }
        >('SELECT method, target, headers, body, sealed FROM capture WHERE seq = ?')
        .get(seq);
      if (row === undefined) throw new Error(`no capture ${seq}`);
      const stored = { target: row.target, headers: JSON.parse(row.headers) as HeaderPair[] };
      if (row.sealed === null) return { ...stored, method: row.method, body: row.body ?? Buffer.alloc(0) };
      const { head, body } = unpackParts(guard.open(row.sealed, `capture ${seq}`));
      return { ...(head as typeof stored), method: row.method, body: body ?? Buffer.alloc(0) };
    },
    /** Counts the captures through a connection of its own, which sees only what is committed. */
    openReader(): () => number {
      const reader = connectSqlite(store.db.name, { readonly: true, timeoutMs: 1000 });
      readers.push(reader);
      const count = reader.prepare<[], number>('SELECT count(*) FROM capture').pluck();
      return () => count.get() ?? 0;
    },
    draft: (id: string): WebhookDraft => toDraft(room.webhooks.get(id)),
    /** Lets every commit fail like on a disk that refuses, by way of SQLite itself. */
    breakWrites(broken: boolean): void {
      store.db.pragma(`query_only = ${broken ? 'ON' : 'OFF'}`);
    },
    untilTrouble: () => untilTrouble(true),
    untilWritable: () => untilTrouble(false),
    /** The state of a delivery in the database. */
    wireState: (deliveryId: string) =>
      store.db.prepare<[string], string>('SELECT state FROM delivery WHERE id = ?').pluck().get(deliveryId),
    finished: (deliveryId: string) => waitFor('delivery.finished', (payload) => payload.deliveryId === deliveryId),
    async rows(filter: Partial<LogFilter> = {}): Promise<LogRow[]> {
      const page = await wire.handlers['log.page']({
        filter: { ...everything, ...filter },
        before: null,
        after: null,
        limit: 500,
      });
      return page.rows;
    },
  };
}

export type WireTest = Awaited<ReturnType<typeof buildWire>>;
