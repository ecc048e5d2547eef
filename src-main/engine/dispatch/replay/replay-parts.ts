import type { Verdict } from '../../../../src-preload/contract/signing.ts';
import type { Webhook } from '../../../../src-preload/contract/webhook.ts';
import type { Clock } from '../../clock.ts';
import type { WebhookDirectory } from '../../compose/ports.ts';
import type { FindProxyLock, SigningPlan } from '../../compose/types.ts';
import type { Random } from '../../random.ts';
import type { AttemptRepository } from '../../store/attempt-repository.ts';
import type { CaptureRepository } from '../../store/capture-repository.ts';
import type { DeliveryRepository, StoredDelivery } from '../../store/delivery-repository.ts';
import type { ExchangeQuery } from '../../store/exchange-query.ts';
import type { ExchangeRepository } from '../../store/exchange-repository.ts';
import type { ReplayRepository } from '../../store/replay-repository.ts';
import type { Store } from '../../store/store.ts';
import type { ExactRequest } from '../attempt-record.ts';
import type { Dispatcher } from '../dispatcher.ts';
import type { Emit, SecretGuard } from '../ports.ts';
import type { DeliveryJob } from '../stored-request.ts';

/** What replays are made with. */
export interface ReplayParts {
  store: Pick<Store, 'commit'>;
  deliveries: DeliveryRepository;
  attempts: AttemptRepository;
  captures: CaptureRepository;
  exchanges: ExchangeRepository;
  query: ExchangeQuery;
  replays: ReplayRepository;
  webhooks: WebhookDirectory;
  findProxyLock: FindProxyLock;
  dispatcher: Pick<Dispatcher, 'submit' | 'peek' | 'paused'>;
  guard: SecretGuard;
  clock: Clock;
  random: Random;
  emit: Emit;
  /** Of the capture server; null while it does not listen. */
  capturePort: () => number | null;
  /** The check that the capture server makes on what arrives, on a request that did not leave yet. */
  judge: (request: ExactRequest, webhook: Webhook | null, signing: SigningPlan | null) => Verdict;
}

/** A captured request. `trailers`: names of the fields behind its body, which are not sent again. `httpVersion`: such as `1.1`. */
export type ArrivedRequest = ExactRequest & { trailers: string[]; httpVersion: string };

/** What is replayed. */
export interface ReplaySource {
  row: StoredDelivery;
  job: DeliveryJob;
  /** The attempt whose bytes are meant; null while there was none. */
  attemptSeq: number | null;
  /** It came from elsewhere: imported, or captured and not sent from here. */
  isForeign: boolean;
  /** Of a capture, which has no attempt: what arrived. */
  arrived?: ArrivedRequest;
}
