import type { ProviderState } from '../../../src-preload/contract/provider.ts';

/** The label of the switch that keeps all webhooks of a provider from being called; null while it is on, or there is none. */
export function findFeatureOff({ provider, settings }: Pick<ProviderState, 'provider' | 'settings'>): string | null {
  const { featureSwitch } = provider;
  if (featureSwitch === null || settings[featureSwitch] !== false) return null;
  return provider.settings.find(({ id }) => id === featureSwitch)?.label ?? featureSwitch;
}
