import type { Clock } from '../clock.ts';
import type { Emit } from '../dispatch/ports.ts';
import type { AttemptRepository } from '../store/attempt-repository.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';
import type { DeliveryRepository } from '../store/delivery-repository.ts';
import type { createExchangeCleaner } from '../store/exchange-cleaner.ts';
import type { createExchangeHistogram } from '../store/exchange-histogram.ts';
import type { ExchangeQuery } from '../store/exchange-query.ts';
import type { ExchangeRepository } from '../store/exchange-repository.ts';
import type { Store } from '../store/store.ts';

/** What the log is read from. */
export interface LogParts {
  store: Pick<Store, 'commit'>;
  exchanges: ExchangeRepository;
  query: ExchangeQuery;
  histogram: ReturnType<typeof createExchangeHistogram>;
  cleaner: ReturnType<typeof createExchangeCleaner>;
  deliveries: DeliveryRepository;
  attempts: AttemptRepository;
  captures: CaptureRepository;
  clock: Clock;
  emit: Emit;
}
