import type { fireMethods } from '../../../src-preload/contract/fire.ts';
import type { Firing } from '../webhooks/fire-event.ts';
import type { HandlersOf } from './types.ts';

export function createFireHandlers(firing: Firing): HandlersOf<typeof fireMethods> {
  return {
    'deliveries.planFire': (occurrence) => firing.plan(occurrence),
    'deliveries.fire': ({ confirmed, ...occurrence }) => firing.fire(occurrence, confirmed),
  };
}
