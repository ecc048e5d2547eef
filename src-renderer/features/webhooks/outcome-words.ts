import type { Attempt } from '../../../src-preload/contract/delivery.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Tone } from '../../ui/status.tsx';

/** How the outcome of an attempt is told, in the service's own words where it has some. */
export function outcomeOf(outcome: Attempt['outcome'], words: Provider['statusWords']): { tone: Tone; word: string } {
  switch (outcome) {
    case 'success':
      return { tone: 'success', word: words?.success.toLowerCase() ?? 'delivered' };
    case 'failure':
      return { tone: 'failure', word: words?.failure.toLowerCase() ?? 'failed' };
    case 'unknown':
      return { tone: 'unknown', word: 'outcome unknown' };
    case 'in_flight':
      return { tone: 'waiting', word: 'in flight' };
  }
}
