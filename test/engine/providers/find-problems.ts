import { checkProvider } from '../../../src-main/engine/providers/check-provider.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { delivery, renderSample, sendSample } from './render.ts';

/** What does not fit together in a provider, and what a good one has besides: empty for such a one. */
export function findProblems(provider: Provider): string[] {
  return [
    ...checkProvider(provider).map(({ path, message }) => `${path}: ${message}`),
    ...findThinEvents(provider),
    ...findBadPayloads(provider),
    ...findUncoveredPlaceholders(provider),
  ];
}

function findThinEvents(provider: Provider): string[] {
  const wireNames = provider.eventTypes.map(({ wireName }) => wireName);
  const values = provider.placeholders.find(({ path }) => path === 'webhook.event')?.values ?? wireNames;
  return [
    ...provider.eventTypes
      .filter(({ id, internal }) => countSamples(provider, id) < (internal ? 1 : 2))
      .map(({ id }) => `${id} has too few samples`),
    ...(values.join() === wireNames.join() ? [] : ['webhook.event has other values than the events']),
  ];
}

function countSamples(provider: Provider, eventType: string): number {
  return provider.samples.filter((sample) => sample.eventType === eventType).length;
}

function findBadPayloads(provider: Provider): string[] {
  const pairs = provider.channels.flatMap(({ id }) => provider.samples.map((sample) => ({ channel: id, sample })));
  return pairs.flatMap(({ channel, sample }) => {
    const place = `${sample.id} to ${channel}`;
    try {
      const rendered = renderSample(provider, channel, sample);
      if (rendered.cut) return [`${place} is cut`];
      JSON.parse(sendSample(provider, channel, sample));
      return rendered.unknown.map((path) => `${place}: ${path} is unknown`);
    } catch (error) {
      return [`${place}: ${String(error)}`];
    }
  });
}

/** Each placeholder has a value in one sample at least, or is the delivery's own. */
function findUncoveredPlaceholders(provider: Provider): string[] {
  const given = [...Object.keys(delivery), 'webhook.event', 'webhook.data'];
  return provider.placeholders
    .map(({ path }) => path)
    .filter((path) => !given.includes(path) && !provider.samples.some(({ dataText }) => hasValue(dataText, path)))
    .map((path) => `no sample has ${path}`);
}

function hasValue(dataText: string, path: string): boolean {
  let value: unknown = JSON.parse(dataText);
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null)?.[key];
  return value !== undefined && value !== null;
}
