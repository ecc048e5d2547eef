import type { KnownScheme } from '../signing/recognise/rank.ts';
import type { SchemeService } from './scheme-service.ts';

/** Every scheme that can be chosen, shipped and own, with the senders that use it. */
export function listKnownSchemes(schemes: Pick<SchemeService, 'list' | 'get'>): KnownScheme[] {
  return schemes
    .list()
    .flatMap(({ id, senders }) => (id === null ? [] : [{ scheme: schemes.get(id).scheme, senders }]));
}
