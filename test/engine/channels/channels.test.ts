import { describe, expect, it } from 'vitest';
import { channels } from '../../../src-main/engine/channels/catalogue.ts';
import { channelIds } from '../../../src-preload/contract/provider.ts';

describe('channels', () => {
  it('are all there, each under its own id', () => {
    expect(Object.keys(channels).sort()).toEqual([...channelIds].sort());
    for (const id of channelIds) expect(channels[id].spec.id).toBe(id);
  });

  it('say how a URL is made where the vendor decides that', () => {
    expect(channels.slack.spec.urlHelp).toContain('https://hooks.slack.com/services/');
    expect(channels.discord.spec.urlHelp).toContain('https://discord.com/api/webhooks/');
    expect(channels.rocketchat.spec.urlHelp).toContain('/hooks/');
    expect(channels['custom-url'].spec.urlHelp).toBeUndefined();
  });

  it('have the limits that Discord documents', () => {
    const limits = new Map(channels.discord.limits.map(({ path, unit, maximum }) => [`${path} ${unit}`, maximum]));
    expect(Object.fromEntries(limits)).toMatchObject({
      'content characters': 2000,
      'embeds items': 10,
      'embeds characters': 6000,
      'embeds[].title characters': 256,
      'embeds[].description characters': 4096,
      'embeds[].fields items': 25,
    });
    expect(channels.discord.limits.every(({ confidence }) => confidence === 'documented')).toBe(true);
  });

  it('say of Slack what is only assumed', () => {
    expect(channels.slack.limits.map(({ confidence }) => confidence)).toContain('assumed');
    expect(channels.slack.accepts).toEqual({ status: 200, body: 'ok' });
  });
});
