import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { Clock } from '../clock.ts';
import type { FinishedRequest } from '../compose/finish-request.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { FindProxyLock, SigningPlan } from '../compose/types.ts';
import type { Random } from '../random.ts';
import type { AttemptRepository } from '../store/attempt-repository.ts';
import type { BreakerRepository } from '../store/breaker-repository.ts';
import type { DeliveryRepository } from '../store/delivery-repository.ts';
import type { ExchangeRepository } from '../store/exchange-repository.ts';
import type { Store } from '../store/store.ts';
import type { DeliveryConsequences, Emit, SecretGuard, WireSettings } from './ports.ts';
import type { QueueClock } from './queue-clock.ts';
import type { SocketEnds, Transport } from './transport-types.ts';

/** The line of the log that a request belongs to, for whoever sees the request arrive. */
export interface SentLine {
  seq: number;
  webhookId: string;
  /** How the request was signed, which need not be how the webhook is saved; null: not at all. */
  signing: SigningPlan | null;
  /** What is written, so that what arrives need not be kept a second time where it is the same. */
  headers: readonly HeaderPair[];
  body: Buffer | null;
}

/** What the dispatcher works with. */
export interface DispatcherParts {
  store: Pick<Store, 'commit' | 'trouble' | 'onTrouble'>;
  deliveries: DeliveryRepository;
  attempts: AttemptRepository;
  exchanges: ExchangeRepository;
  breakers: BreakerRepository;
  transport: Transport;
  clock: Clock;
  queueClock: QueueClock;
  random: Random;
  webhooks: WebhookDirectory;
  findProxyLock: FindProxyLock;
  consequences: DeliveryConsequences;
  guard: SecretGuard;
  settings: Pick<WireSettings, 'read'>;
  emit: Emit;
  /** Names this run of the engine; attempts in flight of another one were left behind by a crash. */
  boot: string;
  /** Called before the first byte of a request is written. */
  onSending: (ends: SocketEnds, line: SentLine) => void;
}

/** A request that was made just now, with the time that it was signed for. */
export interface FreshRequest {
  finished: FinishedRequest;
  /** Milliseconds since 1970. */
  at: number;
}

/** What whoever submits a delivery may add. */
export interface SubmitExtras {
  /** The request of its first attempt, where it was made in this turn of the event loop. */
  fresh?: FreshRequest;
  /** Writes rows that belong to it, with it or not at all. */
  also?: (number: number) => void;
}
