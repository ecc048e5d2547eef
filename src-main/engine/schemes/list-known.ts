import type { KnownScheme } from '../signing/recognise/rank.ts';
import type { ProviderService } from '../webhooks/provider-service.ts';
import type { SchemeService } from './scheme-service.ts';

/** Every scheme, with the senders that use it: those that can be chosen, shipped and own, and those of provider files. */
export function listKnownSchemes(
  schemes: Pick<SchemeService, 'list' | 'get'>,
  providers: Pick<ProviderService, 'list'>,
): KnownScheme[] {
  const choices = schemes
    .list()
    .flatMap(({ id, senders }) => (id === null ? [] : [{ scheme: schemes.get(id).scheme, senders }]));
  const described = providers.list().flatMap(({ provider: { id, name, signing } }): KnownScheme[] => {
    const scheme = signing?.scheme;
    return scheme === undefined ? [] : [{ scheme, senders: [], provider: { id, name } }];
  });
  return [...choices, ...described];
}
