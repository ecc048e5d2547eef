import type { Provider } from '../../../src-preload/contract/provider.ts';
import { anyService } from './any-service.ts';
import { callgoose } from './callgoose.ts';
import { casesolved } from './casesolved.ts';
import { gridscale } from './gridscale.ts';
import { y42 } from './y42.ts';
import { zenskar } from './zenskar.ts';

/** One line adds a provider. They are listed to the user in this order; the one for everything else is last. */
const shipped: readonly Provider[] = [gridscale, callgoose, y42, casesolved, zenskar, anyService];

export type Catalogue = ReadonlyMap<string, Provider>;

/**
 * Makes the list of providers, by id, the shipped ones first.
 * @param extra providers from elsewhere; one with the id of a shipped provider takes its place.
 */
export function createCatalogue(extra: readonly Provider[] = []): Catalogue {
  return new Map([...shipped, ...extra].map((provider) => [provider.id, provider]));
}

export const providers: Catalogue = createCatalogue();

export function getProvider(id: string): Provider | undefined {
  return providers.get(id);
}
