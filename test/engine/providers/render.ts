import type { ChannelId, Provider } from '../../../src-preload/contract/provider.ts';

/** Renders the default template of a sample's event, with every value inside a JSON string. */
export function renderSample(
  provider: Provider,
  channel: ChannelId,
  sample: Provider['samples'][number],
  extra: Record<string, string>,
): string {
  const templates = provider.payload.templates[channel];
  const template = templates?.[sample.eventType] ?? templates?.['*'] ?? '';
  const data: unknown = JSON.parse(sample.dataText);
  const filled = template.replace(/\{\{([\w.]+)\}\}/g, (whole, path: string) => {
    let value: unknown = extra[path] ?? data;
    if (extra[path] === undefined) for (const key of path.split('.')) value = (value as Record<string, unknown>)?.[key];
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : whole;
  });
  return JSON.stringify(JSON.parse(filled));
}
