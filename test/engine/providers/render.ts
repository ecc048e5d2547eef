import {
  compileTemplate,
  createScope,
  type JsonValue,
  layoutJson,
  parseEventData,
  type RenderedTemplate,
  renderTemplate,
} from '../../../src-main/engine/template/index.ts';
import type { ChannelId, Provider } from '../../../src-preload/contract/provider.ts';

type Sample = Provider['samples'][number];

/** What compose gives to a template beside the data of the event. */
export const delivery = {
  'webhook.id': '7c1b2a3d-4e5f-4061-8273-849506a7b8c9',
  'webhook.name': 'Bücher "& mehr"',
  timestamp: '2024-02-29T05:18Z',
};

/** The default template of a channel for an event type. */
function templateFor(provider: Provider, channel: ChannelId, eventType: string): string {
  const templates = provider.payload.templates[channel];
  const template = templates?.[provider.payload.perEvent ? eventType : '*'];
  if (template === undefined) throw new Error(`${provider.id} has no template of ${eventType} for ${channel}`);
  return template;
}

/** Renders the default template for a sample event. */
export function renderSample(provider: Provider, channel: ChannelId, sample: Sample): RenderedTemplate {
  const data = parseEventData(sample.dataText);
  if (!data.ok) throw new Error(data.message);
  const event = provider.eventTypes.find(({ id }) => id === sample.eventType)?.wireName ?? sample.eventType;
  const compiled = compileTemplate(templateFor(provider, channel, sample.eventType), provider);
  return renderTemplate(
    compiled,
    createScope(
      data.value,
      new Map<string, JsonValue>(Object.entries({ ...delivery, 'webhook.event': event, 'webhook.data': data.value })),
    ),
    {
      kind: 'body',
      insertion: 'json-safe',
      valueStyle: provider.payload.layout,
      maximumCodePoints: provider.payload.maximumCharacters,
    },
  );
}

/** The body that is sent for a sample event. */
export function sendSample(provider: Provider, channel: ChannelId, sample: Sample): string {
  return layoutJson(renderSample(provider, channel, sample).text, provider.payload.layout).text;
}

export function sampleOf(provider: Provider, id: string): Sample {
  const sample = provider.samples.find((candidate) => candidate.id === id);
  if (sample === undefined) throw new Error(`${provider.id} has no sample ${id}`);
  return sample;
}
