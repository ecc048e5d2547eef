import type { captureMethods } from '../../src-preload/contract/capture.ts';
import type { ComposeInput, composeMethods, Preview } from '../../src-preload/contract/compose.ts';
import type { Delivery, deliveryMethods } from '../../src-preload/contract/delivery.ts';
import type { exportMethods } from '../../src-preload/contract/exports.ts';
import type { importMethods } from '../../src-preload/contract/imports.ts';
import type { logMethods } from '../../src-preload/contract/log.ts';
import type { queueMethods } from '../../src-preload/contract/queue.ts';
import type { recognitionMethods } from '../../src-preload/contract/recognition.ts';
import type { replayMethods } from '../../src-preload/contract/replay.ts';
import type { LoggedOutage } from '../../src-preload/contract/time-machine.ts';
import { BodyBudget } from './capture/body-budget.ts';
import { CaptureHttp, type CaptureTimeouts } from './capture/capture-http.ts';
import { CaptureServer } from './capture/capture-server.ts';
import { HeadBudget } from './capture/head-limits.ts';
import { judgeCapture } from './capture/judge-capture.ts';
import { Pairing } from './capture/pairing.ts';
import { Receivers } from './capture/receivers.ts';
import { createRecorder } from './capture/record.ts';
import type { Clock } from './clock.ts';
import { chooseTemplateKey } from './compose/choose-template.ts';
import type { WebhookDirectory } from './compose/ports.ts';
import type { FindProxyLock } from './compose/types.ts';
import { Dispatcher } from './dispatch/dispatcher.ts';
import type { LaneLimits } from './dispatch/lanes.ts';
import type { DeliveryConsequences, Emit, SecretGuard, WireSettings } from './dispatch/ports.ts';
import { QueueClock } from './dispatch/queue-clock.ts';
import type { Recovered } from './dispatch/recover.ts';
import { createQueueSwitch, createReplay } from './dispatch/replay/create-replay.ts';
import { createSender, type SendOrder } from './dispatch/sender.ts';
import { createTransport } from './dispatch/transport.ts';
import type { Transport } from './dispatch/transport-types.ts';
import { EngineError } from './errors.ts';
import { createExports } from './exports/create-exports.ts';
import type { HandlersOf } from './handlers/types.ts';
import { createImports } from './imports/create-imports.ts';
import { createLogHandlers } from './log/create-log.ts';
import { readDelivery } from './log/read-detail.ts';
import { type OutageQuestion, readOutage } from './log/read-outage.ts';
import { createMissingProviderError } from './providers/missing-provider.ts';
import type { ChooseProxy } from './proxy/proxy-route.ts';
import type { Random } from './random.ts';
import { createUuid } from './random.ts';
import { createRecognition } from './recognition/create-recognition.ts';
import type { KnownScheme } from './signing/recognise/rank.ts';
import { createAttemptHistory } from './store/attempt-history.ts';
import { createAttemptRepository } from './store/attempt-repository.ts';
import { createBreakerRepository } from './store/breaker-repository.ts';
import { createCaptureRepository } from './store/capture-repository.ts';
import { createDeliveryRepository } from './store/delivery-repository.ts';
import { createExchangeCleaner } from './store/exchange-cleaner.ts';
import { createExchangeHistogram } from './store/exchange-histogram.ts';
import { createExchangeQuery } from './store/exchange-query.ts';
import { createExchangeRepository } from './store/exchange-repository.ts';
import { createImportRepository } from './store/import-repository.ts';
import { createKeyValueRepository } from './store/key-value-repository.ts';
import { createReplayRepository } from './store/replay-repository.ts';
import type { Store } from './store/store.ts';

export interface WireOptions {
  store: Store;
  clock: Clock;
  random: Random;
  webhooks: WebhookDirectory;
  consequences: DeliveryConsequences;
  guard: SecretGuard;
  settings: WireSettings;
  emit: Emit;
  /** In place of the setting; 0 for any port that is free. */
  capturePort?: number;
  /** How many requests may be under way at once. */
  limits?: LaneLimits;
  /** Every signing scheme, shipped, own and of provider files. */
  listSchemes(): readonly KnownScheme[];
  /** Left out: never a proxy. */
  chooseProxy?: ChooseProxy;
  /** Left out: no request waits for the password of a proxy. */
  findProxyLock?: FindProxyLock;
  /** In place of the one over undici. */
  transport?: Transport;
  /** How long the capture server waits for a request. */
  captureTimeouts?: CaptureTimeouts;
}

export type WireHandlers = HandlersOf<
  typeof composeMethods &
    typeof deliveryMethods &
    typeof captureMethods &
    typeof logMethods &
    typeof importMethods &
    typeof exportMethods &
    typeof replayMethods &
    typeof queueMethods &
    typeof recognitionMethods
>;

/** Everything between a composed request and a line in the log. */
export interface Wire {
  handlers: WireHandlers;
  /** Takes up what an older run left, and begins to send and to capture. Call it once. */
  start(): Promise<Recovered>;
  /** Sends the provider's validation to a webhook as it is saved; answers when the exchange is over. */
  sendValidation(webhookId: string): Promise<Delivery>;
  /** What would be sent now. @throws EngineError `not-found` */
  preview(input: ComposeInput): Preview;
  /** Sends an event or a test. @throws EngineError as `deliveries.send` */
  send(order: SendOrder): Promise<Delivery>;
  /** Webhooks, secrets, the vault or the proxy changed; null for all webhooks. */
  webhooksChanged(ids: readonly string[] | null): void;
  /** The outages that the log of a webhook shows. @throws EngineError `not-found` */
  readOutage(question: OutageQuestion): LoggedOutage;
  /** Where the capture server listens; null while it does not. */
  capturePort(): number | null;
  /** Waits up to 5 s for what is under way, cuts the rest off, and writes down that its outcome is unknown. */
  close(): Promise<void>;
}

/** Wires composing, sending, capturing and the log over one database. */
export function createWire(options: WireOptions): Wire {
  const { store, clock, random, webhooks, guard, settings, chooseProxy, findProxyLock = () => null } = options;
  const emit: Emit = (event) => {
    options.emit(event);
    if (event.name === 'delivery.finished') replay.noteFinished(event.payload.deliveryId, event.payload.outcome);
  };
  const deliveries = createDeliveryRepository(store.db);
  const attempts = createAttemptRepository(store.db);
  const history = createAttemptHistory(store.db);
  const captures = createCaptureRepository(store.db);
  const exchanges = createExchangeRepository(store.db);
  const pairing = new Pairing(clock);
  const boot = createUuid(random);

  const queueClock = new QueueClock(clock);
  const dispatcher = new Dispatcher(
    {
      store,
      deliveries,
      attempts,
      exchanges,
      transport: options.transport ?? createTransport({ clock, ...(chooseProxy === undefined ? {} : { chooseProxy }) }),
      clock,
      queueClock,
      breakers: createBreakerRepository(store.db),
      random,
      webhooks,
      findProxyLock,
      consequences: options.consequences,
      guard,
      settings,
      emit,
      boot,
      onSending: (ends, line) => pairing.expect(ends, line),
    },
    options.limits,
  );
  const sender = createSender({ webhooks, findProxyLock, dispatcher, clock, random });

  const receivers: Receivers = new Receivers(webhooks, () => capture.port);
  const record = createRecorder({
    store,
    captures,
    exchanges,
    webhooks,
    guard,
    emit,
    findReceiver: (target) => receivers.find(target),
  });
  const budget = new BodyBudget();
  const heads = new HeadBudget();
  const capture = new CaptureServer({
    createHttp: () =>
      new CaptureHttp({
        record,
        clock,
        budget,
        heads,
        bodyLimit: () => settings.read().captureBodyLimit,
        claim: (remotePort, serverPort) => pairing.claim(remotePort, serverPort),
        ...(options.captureTimeouts === undefined ? {} : { timeouts: options.captureTimeouts }),
      }),
    settings,
    clock,
    emit,
    onPort: () => receivers.forget(),
  });

  const query = createExchangeQuery(store.db, exchanges.time);
  const replay = createReplay({
    store,
    deliveries,
    attempts,
    captures,
    exchanges,
    query,
    replays: createReplayRepository(store.db),
    webhooks,
    findProxyLock,
    dispatcher,
    guard,
    clock,
    random,
    emit,
    capturePort: () => capture.port,
    judge: ({ method, url, headers, body }, webhook, signing) =>
      judgeCapture({ method, target: url, headers, body, receivedAt: clock.now() }, webhook, signing, webhooks).verdict,
  });
  const queue = createQueueSwitch(
    dispatcher,
    queueClock,
    store,
    createKeyValueRepository(store.db, 'meta'),
    emit,
    replay.wake,
  );

  const log = createLogHandlers({
    store,
    exchanges,
    query,
    histogram: createExchangeHistogram(store.db),
    cleaner: createExchangeCleaner(store.db, exchanges.time),
    deliveries,
    attempts,
    captures,
    clock,
    emit,
  });

  const imports = createImports({
    store,
    imports: createImportRepository(store.db),
    deliveries,
    attempts,
    exchanges,
    webhooks,
    guard,
    boot,
    clock,
    random,
    emit,
  });

  const { listSchemes } = options;
  const recognition = createRecognition({ captures, guard, webhooks, listSchemes, clock });

  const handlers: WireHandlers = {
    ...log,
    ...imports.handlers,
    ...createExports({ deliveries, attempts, captures, exchanges, query, capturePort: () => capture.port }),
    ...replay.handlers,
    ...queue.handlers,
    ...recognition.handlers,
    'compose.preview': (input) => sender.preview(input),
    'compose.chooseTemplate': ({ providerId, channel, eventType, keys }) => {
      const state = webhooks.provider(providerId);
      if (state === null) throw createMissingProviderError(providerId);
      return chooseTemplateKey(state.provider, channel, eventType, (key) => keys.includes(key));
    },
    'deliveries.send': (order) => sender.send(order),
    'deliveries.get': ({ id }) => {
      const delivery = readDelivery({ deliveries, attempts }, id);
      if (delivery === null) throw new EngineError('not-found', 'This delivery is not in the log any more.');
      const live = dispatcher.peek(id);
      return live === null ? delivery : { ...delivery, reason: live.reason, nextAt: live.nextAt };
    },
    'deliveries.validate': ({ webhookId, confirmed }) => sender.validate(webhookId, confirmed),
    'deliveries.cancel': ({ id }) => dispatcher.cancel(id),
    'deliveries.waiting': () => dispatcher.listWaiting(),
    'capture.state': () => capture.state,
    'capture.configure': ({ on, port }) => capture.configure(on, port),
  };

  return {
    handlers,
    async start() {
      queue.load();
      await replay.load();
      const recovered = await dispatcher.start();
      await capture.start(options.capturePort);
      return recovered;
    },
    sendValidation: (webhookId) => sender.validate(webhookId),
    preview: (input) => sender.preview(input),
    send: (order) => sender.send(order),
    webhooksChanged(ids) {
      receivers.forget();
      dispatcher.release(ids);
    },
    readOutage: (question) => readOutage({ deliveries, attempts, clock, history }, question),
    capturePort: () => capture.port,
    async close() {
      replay.stop();
      imports.close();
      recognition.close();
      // The capture server stays until the sender is done: what is under way may be on its way to it.
      await dispatcher.close();
      await capture.close();
    },
  };
}
