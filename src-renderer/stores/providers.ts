import { create } from 'zustand';
import type { Provider, ProviderState, SettingValue } from '../../src-preload/contract/provider.ts';
import { call } from '../client/call.ts';

interface ProvidersState {
  states: readonly ProviderState[];
}

/** The services that send webhooks, each as the data that all forms are built from. */
export const useProviders = create<ProvidersState>(() => ({ states: [] }));

/** Fetches all providers with the values of their settings. */
export async function loadProviders(): Promise<void> {
  useProviders.setState({ states: await call('providers.list', {}) });
}

function replace(state: ProviderState): void {
  useProviders.setState(({ states }) => ({
    states: states.map((each) => (each.provider.id === state.provider.id ? state : each)),
  }));
}

/** The provider's state, or null for one that is not there. */
export function findProvider(id: string): ProviderState | null {
  return useProviders.getState().states.find((state) => state.provider.id === id) ?? null;
}

export function useProviderState(id: string | null): ProviderState | null {
  return useProviders((store) => store.states.find((state) => state.provider.id === id) ?? null);
}

export function useProvider(id: string | null): Provider | null {
  return useProviderState(id)?.provider ?? null;
}

/** Saves values of a provider's settings page. Throws ClientError with issues at the fields. */
export async function saveProviderSettings(id: string, settings: Record<string, SettingValue>): Promise<void> {
  replace(await call('providers.saveSettings', { providerId: id, settings }));
}

/** Adds an event type of the user's own. Throws ClientError. */
export async function addEventType(id: string, wireName: string, description: string): Promise<void> {
  replace(await call('providers.addEventType', { providerId: id, wireName, description }));
}

/** Takes an own event type away. Throws ClientError. */
export async function removeEventType(id: string, eventType: string): Promise<void> {
  replace(await call('providers.removeEventType', { providerId: id, eventType }));
}
