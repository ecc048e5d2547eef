import type { StartNotice } from '../../src-preload/contract/host.ts';
import type { EngineMethodName, Params, Result } from '../../src-preload/contract/methods.ts';
import type { Provider } from '../../src-preload/contract/provider.ts';
import type { SecretField } from '../../src-preload/contract/webhook.ts';
import { type Clock, systemClock } from './clock.ts';
import type { LaneLimits } from './dispatch/lanes.ts';
import { EngineError } from './errors.ts';
import { createEventBatch, type EventListener } from './event-batch.ts';
import { answerCall } from './handlers/call.ts';
import { createFireHandlers } from './handlers/fire-handlers.ts';
import { createOutboxHandlers } from './handlers/outbox-handlers.ts';
import { createProviderFileHandlers } from './handlers/provider-file-handlers.ts';
import { createProviderHandlers } from './handlers/provider-handlers.ts';
import { createProxyHandlers } from './handlers/proxy-handlers.ts';
import { createRetryHandlers } from './handlers/retry-handlers.ts';
import { createSchemeHandlers } from './handlers/scheme-handlers.ts';
import { createSettingsHandlers } from './handlers/settings-handlers.ts';
import { createTemplateHandlers } from './handlers/template-handlers.ts';
import { createTimeMachineHandlers } from './handlers/time-machine-handlers.ts';
import { createTransferHandlers } from './handlers/transfer-handlers.ts';
import type { Handlers } from './handlers/types.ts';
import { createVaultHandlers } from './handlers/vault-handlers.ts';
import { createWebhookHandlers } from './handlers/webhook-handlers.ts';
import { createSourceReaders } from './imports/source-reader.ts';
import { type Random, systemRandom } from './random.ts';
import { openRooms } from './rooms.ts';
import type { KeyProtector } from './vault/key-protector.ts';
import { createFiring } from './webhooks/fire-event.ts';

export { EngineError } from './errors.ts';
export { setAsideDatabase } from './store/set-aside.ts';

export interface EngineOptions {
  /** The workspace's folder; made where it is missing. */
  directory: string;
  clock?: Clock;
  random?: Random;
  /** What protects the data key. Without a keyring the user decides, see `vault.choose`. */
  vault?: { protector: KeyProtector | null };
  /** In addition to the shipped ones and to the files in the workspace's folder `providers`. */
  providers?: readonly Provider[];
  /** Whether a new workspace begins with the sample; it does when left out. */
  sample?: boolean;
  /** Of the capture server, in place of the setting. 0: any that is free, in a workspace that has none yet. */
  capturePort?: number;
  /** How many requests may be under way at once: to one endpoint, and overall. */
  limits?: LaneLimits;
  /** What the system says for a URL, as in a PAC file: `PROXY host:port; DIRECT`. Left out: the environment of the process is asked. */
  resolveProxy?: (url: string) => Promise<string>;
}

/** Everything that Hookwright does, on one workspace. */
export interface Engine {
  /** To be shown once. */
  readonly notices: readonly StartNotice[];
  /** @throws EngineError, also for parameters that do not fit the method's schema */
  call<Name extends EngineMethodName>(name: Name, params: Params<Name>): Promise<Result<Name>>;
  /** Tells what changed, at most once per turn of the event loop. Answers the end of listening. */
  on(listener: EventListener): () => void;
  /**
   * The bytes of a secret, for the clipboard of the shell; not a method, so no window can ask. Whoever reads them zeroes them.
   * @throws EngineError `not-found`, `secret-locked`, `refused` for a private key
   */
  readSecret(webhookId: string, field: SecretField): Promise<Buffer>;
  /**
   * Copies the database as it is now to a file, also where its own file was deleted, moved or replaced. For the dialogs of the
   * shell; not a method, so no window can choose the path. @throws EngineError as `saveCopy` of the store
   */
  saveCopy(path: string): Promise<void>;
  /** Stops: waits up to 5 s for what is under way, and writes down what is not known. */
  close(): Promise<void>;
}

/**
 * Opens a workspace for this engine alone.
 * @throws EngineError with the codes of `openStore`
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { clock = systemClock, random = systemRandom } = options;
  const events = createEventBatch();
  const rooms = await openRooms({ ...options, clock, random, emit: events.emit });
  const { webhooks, wire, store } = rooms;
  const readers = createSourceReaders();

  const firing = createFiring({
    webhooks: webhooks.directory,
    preview: wire.preview,
    send: wire.send,
  });
  const handlers: Handlers = {
    ...wire.handlers,
    ...createFireHandlers(firing),
    ...createRetryHandlers(webhooks.directory),
    ...createSchemeHandlers(webhooks.schemes, readers, clock),
    ...createOutboxHandlers(rooms.notify),
    ...createProxyHandlers(rooms.proxy),
    ...createWebhookHandlers(webhooks),
    ...createProviderHandlers(webhooks),
    ...createProviderFileHandlers(webhooks),
    ...createTransferHandlers(rooms.transfer),
    ...createVaultHandlers(rooms.vault),
    ...createTimeMachineHandlers({ webhooks: webhooks.directory, readOutage: wire.readOutage }),
    ...createTemplateHandlers({ directory: webhooks.directory, listSamples: webhooks.providers.listSamples, clock }),
    'storage.check': () => store.check(),
    ...createSettingsHandlers({
      settings: rooms.settings,
      viewState: rooms.viewState,
      configureCapture: async (on, port) => wire.handlers['capture.configure']({ on, port }),
    }),
  };
  let closing: Promise<void> | null = null;

  return {
    notices: rooms.notices,
    async call(name, params) {
      if (closing) throw new EngineError('closing', 'The workspace is being closed. Open it again.');
      return answerCall(handlers, name, params, store.explain);
    },
    on: events.listen,
    async readSecret(webhookId, field) {
      if (field === 'client-key') throw new EngineError('refused', 'A private key is never shown again.');
      const reading = webhooks.directory.readSecret(webhookId, field);
      if (reading.state === 'set') return reading.bytes;
      if (reading.state === 'locked') throw new EngineError('secret-locked', reading.message);
      throw new EngineError('not-found', 'There is no secret there. Enter one, or let one be generated.');
    },
    async saveCopy(path) {
      if (closing) throw new EngineError('closing', 'The workspace is being closed. Open it again.');
      await store.saveCopy(path);
    },
    close() {
      readers.close();
      closing ??= rooms.close().finally(events.flush);
      return closing;
    },
  };
}
