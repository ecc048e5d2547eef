import type { Channel, ChannelLimit } from './channel.ts';

const refused = 'refused with 400 and code 50035, "Invalid Form Body"';

function limitTo(maximum: number, unit: ChannelLimit['unit'], path: string): ChannelLimit {
  return { path, maximum, unit, beyond: refused, confidence: 'documented' };
}

export const discord: Channel = {
  spec: {
    id: 'discord',
    label: 'Discord',
    hint: 'A webhook of a Discord channel. It answers 204 without a body; with ?wait=true it answers 200 and the message.',
    urlHelp:
      'In Discord: Server Settings, or Edit Channel › Integrations › Webhooks › New Webhook › choose a channel › Copy Webhook URL. It begins with https://discord.com/api/webhooks/.',
  },
  limits: [
    limitTo(2000, 'characters', 'content'),
    limitTo(80, 'characters', 'username'),
    limitTo(10, 'items', 'embeds'),
    limitTo(6000, 'characters', 'embeds'),
    limitTo(256, 'characters', 'embeds[].title'),
    limitTo(4096, 'characters', 'embeds[].description'),
    limitTo(256, 'characters', 'embeds[].author.name'),
    limitTo(2048, 'characters', 'embeds[].footer.text'),
    limitTo(25, 'items', 'embeds[].fields'),
    limitTo(256, 'characters', 'embeds[].fields[].name'),
    limitTo(1024, 'characters', 'embeds[].fields[].value'),
    {
      path: null,
      maximum: 25 * 1024 * 1024,
      unit: 'bytes',
      beyond: 'refused with code 40005, the request is too large',
      confidence: 'documented',
    },
  ],
  accepts: { status: 204, body: '' },
};
