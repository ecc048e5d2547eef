import { join } from 'node:path';
import type { StartNotice } from '../../src-preload/contract/host.ts';
import type { Provider } from '../../src-preload/contract/provider.ts';
import type { Settings } from '../../src-preload/contract/settings.ts';
import type { Clock } from './clock.ts';
import type { LaneLimits } from './dispatch/lanes.ts';
import type { SecretGuard, WireSettings } from './dispatch/ports.ts';
import type { Recovered } from './dispatch/recover.ts';
import type { Emit } from './event-batch.ts';
import { type Notify, openNotify } from './notify/open-notify.ts';
import { openOwnProviders } from './providers/own/own-providers.ts';
import { createProviderFolder } from './providers/own/provider-folder.ts';
import { openProxy, type ProxyRoom } from './proxy/open-proxy.ts';
import type { Random } from './random.ts';
import { listKnownSchemes } from './schemes/list-known.ts';
import { createSettingsService, initialSettings, type SettingsService } from './settings/settings.ts';
import { createViewStateService, type ViewStateService } from './settings/view-state.ts';
import { createKeyValueRepository } from './store/key-value-repository.ts';
import { createMailRepository } from './store/mail-repository.ts';
import { openStoreAside } from './store/open-store.ts';
import { createProviderRepository } from './store/provider-repository.ts';
import { createSchemeRepository } from './store/scheme-repository.ts';
import { createSecretRepository } from './store/secret-repository.ts';
import type { Store } from './store/store.ts';
import { createWebhookRepository } from './store/webhook-repository.ts';
import { toPortable } from './transfer/app-settings.ts';
import { createReader } from './transfer/create-reader.ts';
import { openTransfer, type Transfer } from './transfer/open-transfer.ts';
import { takeBackUnstoredFiles } from './transfer/write-definitions.ts';
import type { KeyProtector } from './vault/key-protector.ts';
import { openVault, type Vault } from './vault/vault.ts';
import { openWebhooks, type Webhooks } from './webhooks/open-webhooks.ts';
import { createWire, type Wire } from './wire.ts';

export interface RoomsOptions {
  directory: string;
  clock: Clock;
  random: Random;
  emit: Emit;
  vault?: { protector: KeyProtector | null };
  providers?: readonly Provider[];
  capturePort?: number;
  sample?: boolean;
  limits?: LaneLimits;
  resolveProxy?: (url: string) => Promise<string>;
}

/** The rooms of the house, each given what it needs of the others. */
export interface Rooms {
  store: Store;
  vault: Vault;
  settings: SettingsService;
  viewState: ViewStateService;
  webhooks: Webhooks;
  wire: Wire;
  notify: Notify;
  proxy: ProxyRoom;
  transfer: Transfer;
  notices: readonly StartNotice[];
  close(): Promise<void>;
}

/** @throws EngineError with the codes of `openStore` */
export async function openRooms(options: RoomsOptions): Promise<Rooms> {
  const store = await openStoreAside({ directory: options.directory, clock: options.clock });
  try {
    return await furnish(store, options);
  } catch (error) {
    const explained = store.explainOpening(error);
    store.close();
    throw explained;
  }
}

async function furnish(store: Store, options: RoomsOptions): Promise<Rooms> {
  const { clock, random, capturePort } = options;
  const repository = createSecretRepository(store.db);
  const protector = options.vault?.protector ?? null;
  const vault = await openVault({ store, repository, protector, clock, random });
  const settingRows = createKeyValueRepository(store.db, 'setting');
  const settings = createSettingsService(store, settingRows, capturePort);

  /** Tells the window, and the wire before it, which keeps things made from webhooks. */
  const emit: Emit = (event) => {
    if (event.name === 'webhooks.changed') wire.webhooksChanged(event.payload.ids);
    if (event.name === 'providers.changed' || event.name === 'settings.changed') wire.webhooksChanged(null);
    options.emit(event);
  };

  const meta = createKeyValueRepository(store.db, 'meta');
  const folder = createProviderFolder(join(options.directory, 'providers'));
  // A folder that refuses must not keep the workspace shut: the next start tries again.
  await takeBackUnstoredFiles(folder, { store, meta }).catch(() => undefined);
  const own = await openOwnProviders(folder, options.providers);
  const webhookRows = createWebhookRepository(store.db);
  const providerRows = createProviderRepository(store.db);
  const readCapturePort = (): number => settings.read().capturePort || initialSettings.capturePort;
  const webhooks = openWebhooks({
    store,
    vault,
    clock,
    random,
    own,
    repositories: {
      webhooks: webhookRows,
      providers: providerRows,
      schemes: createSchemeRepository(store.db),
      meta,
    },
    emit,
    capturePort: readCapturePort,
  });

  const notify = openNotify({
    store,
    vault,
    clock,
    random,
    repositories: { mails: createMailRepository(store.db), settings: settingRows },
    emit,
  });

  const { resolveProxy } = options;
  const proxy = openProxy({
    store,
    settings: settingRows,
    secrets: repository,
    vault,
    emit,
    ...(resolveProxy === undefined ? {} : { resolveProxy }),
  });

  const { inside, directory, secrets } = webhooks;
  const reader = createReader({
    vault,
    clock,
    ...inside,
    repository: providerRows,
    capturePort: readCapturePort,
    own,
    app: {
      ...notify.access,
      ...proxy.access,
      readApp: () => toPortable(settings.read()),
      stageApp: (changes) => settings.stage(changes as Partial<Settings>),
    },
  });
  const transfer = openTransfer({
    store,
    vault,
    random,
    emit,
    reader,
    ...inside,
    secrets,
    directory,
    own,
    meta,
  });

  const wireSettings: WireSettings = {
    read: settings.read,
    saveCapture(captureOn, port) {
      const before = settings.read().capturePort;
      settings.save({ captureOn, capturePort: port });
      if (before !== port) webhooks.moveCapturePort(before, port);
    },
  };

  const wire = createWire({
    store,
    clock,
    random,
    webhooks: webhooks.directory,
    listSchemes: () => listKnownSchemes(webhooks.schemes, webhooks.providers),
    consequences: notify.addFailureMail({
      consequences: webhooks.consequences,
      webhooks: webhooks.directory,
      rows: webhookRows,
    }),
    guard: createGuard(vault),
    settings: wireSettings,
    emit,
    chooseProxy: proxy.choose,
    findProxyLock: proxy.findLock,
    ...(capturePort ? { capturePort } : {}),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });

  settings.onChange(() => options.emit({ name: 'settings.changed', payload: {} }));
  vault.onChange((status) => {
    options.emit({ name: 'vault.status', payload: status });
    wire.webhooksChanged(null);
  });
  store.onTrouble((trouble) => options.emit({ name: 'storage.trouble', payload: trouble }));

  async function close(): Promise<void> {
    await wire.close();
    await notify.close();
    vault.close();
  }

  let recovered: Recovered;
  try {
    recovered = await wire.start();
    await settleCapturePort(wire, wireSettings, capturePort);
    if (options.sample !== false) webhooks.fillSample();
    notify.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    store,
    vault,
    settings,
    viewState: createViewStateService(store, createKeyValueRepository(store.db, 'view_state')),
    webhooks,
    wire,
    notify,
    proxy,
    transfer,
    notices: describeRecovery(recovered),
    close: () => close().finally(store.close),
  };
}

/** Keeps the port that the capture server really got, and looks for another one where any will do. */
async function settleCapturePort(wire: Wire, settings: WireSettings, wanted: number | undefined): Promise<void> {
  const state = await wire.handlers['capture.state']({});
  if (state.state === 'port-in-use' && wanted === 0) {
    await wire.handlers['capture.configure']({ on: true, port: state.freePort });
  } else if (state.state === 'listening' && state.port !== settings.read().capturePort) {
    settings.saveCapture(true, state.port);
  }
}

function createGuard({ redaction, seal, open }: Vault): SecretGuard {
  const { containsSecret, redactText, redactBytes, redactHeaders, redactUrl } = redaction;
  return { containsSecret, redactText, redactBytes, redactHeaders, redactUrl, seal, open };
}

function describeRecovery({ unknown, requeued }: Recovered): StartNotice[] {
  if (unknown === 0) return [];
  const count = unknown === 1 ? '1 request was' : `${unknown} requests were`;
  const again = requeued === 0 ? '' : ` ${requeued === 1 ? '1 delivery is' : `${requeued} deliveries are`} sent again.`;
  const message = `Hookwright ended while ${count} under way: the receiver may have got ${unknown === 1 ? 'it' : 'them'}.${again}`;
  return [{ kind: 'interrupted', count: unknown, requeued, message }];
}
