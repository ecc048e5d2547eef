import { create } from 'zustand';
import type { Params, Result } from '../../src-preload/contract/methods.ts';
import type { SampleEvent } from '../../src-preload/contract/provider.ts';
import { call } from '../client/call.ts';

interface SamplesState {
  /** By provider; a provider that is not in here was not asked for yet. */
  byProvider: Readonly<Record<string, readonly SampleEvent[]>>;
}

/** Sample events of the providers, the workspace's own versions included. */
export const useSamples = create<SamplesState>(() => ({ byProvider: {} }));

function take(providerId: string, samples: readonly SampleEvent[]): void {
  useSamples.setState(({ byProvider }) => ({ byProvider: { ...byProvider, [providerId]: samples } }));
}

/** Fetches the samples of one provider. */
export async function loadSamples(providerId: string): Promise<void> {
  take(providerId, await call('samples.list', { providerId }));
}

/** Saves a sample (a null id makes a new one) and gives it as it is kept. Throws ClientError. */
export async function saveSample(sample: Params<'samples.save'>): Promise<SampleEvent> {
  const saved = await call('samples.save', sample);
  await loadSamples(sample.providerId);
  return saved;
}

/** Imports sample events, all or nothing. Throws ClientError. */
export async function importSamples(params: Params<'samples.import'>): Promise<Result<'samples.import'>> {
  const done = await call('samples.import', params);
  await loadSamples(params.providerId);
  return done;
}

/** Removes an own sample, or goes back to the built-in one. Throws ClientError. */
export async function removeSample(providerId: string, id: string): Promise<void> {
  take(providerId, await call('samples.remove', { providerId, id }));
}
