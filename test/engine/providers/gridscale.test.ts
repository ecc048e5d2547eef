import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gridscale } from '../../../src-main/engine/providers/gridscale.ts';
import { delivery, sendSample } from './render.ts';

/** What each marker of the document stands for, by the path of its value in the event. */
const markers: Record<string, string> = {
  'email address': 'account.email',
  'account uuid': 'account.uuid',
  'account name': 'account.name',
  'panel link': 'panel.link',
  'first name': 'user.first_name',
  'last name': 'user.last_name',
  'phone number': 'user.phone_number',
  'user uuid': 'user.uuid',
};

/** The documented payload with the markers replaced, written the way JSON.stringify writes it. */
function expectedBody(eventType: string, channel: string, data: unknown): string {
  const document = readFileSync(new URL(`fixtures/gridscale/${eventType}.${channel}.json`, import.meta.url), 'utf8');
  const inString = (value: string) => JSON.stringify(value).slice(1, -1);
  const filled = document
    .replace(String.raw`\"lastName\"`, String.raw`\"<last name>\"`)
    .replace('+4912345678', '<phone number>')
    .replace(/<([^>]+)>/g, (_, marker: string) => inString(valueAt(data, markers[marker.toLowerCase()]!)))
    .replace(/My (custom url|discord|rocket chat|slack) webhook/gi, () => inString(delivery['webhook.name']));
  return JSON.stringify(JSON.parse(filled));
}

function valueAt(data: unknown, path: string): string {
  let value = data;
  for (const key of path.split('.')) value = (value as Record<string, unknown>)[key];
  expect(value, path).toBeTypeOf('string');
  return value as string;
}

const cases = gridscale.samples.flatMap((sample) =>
  gridscale.channels.map((channel) => ({ sample, channel: channel.id, name: `${sample.name} to ${channel.label}` })),
);

describe('gridscale', () => {
  it.each(cases)('sends the documented payload: $name', ({ sample, channel }) => {
    const body = sendSample(gridscale, channel, sample);
    expect(body).toBe(expectedBody(sample.eventType, channel, JSON.parse(sample.dataText)));
  });

  it('covers eight payloads, each event by each channel', () => {
    expect(new Set(cases.map(({ sample, channel }) => `${sample.eventType} ${channel}`)).size).toBe(8);
  });

  it('is off at first and signs custom URLs alone', () => {
    expect(gridscale.settings.find(({ id }) => id === gridscale.featureSwitch)).toMatchObject({ initial: false });
    expect(gridscale.signing).toMatchObject({ channels: ['custom-url'], secret: { need: 'generated' } });
  });
});
