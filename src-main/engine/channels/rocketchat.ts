import type { Channel } from './channel.ts';

export const rocketchat: Channel = {
  spec: {
    id: 'rocketchat',
    label: 'Rocket.Chat',
    hint: 'An incoming integration of Rocket.Chat. It answers {"success":true}, also for an empty body.',
    urlHelp:
      'In Rocket.Chat: Manage (Administration in older versions) › Workspace › Integrations › New › Incoming. Switch on Enabled, choose a channel and the user who posts, save, and copy the Webhook URL: https://your-server/hooks/….',
  },
  // The documents and the code name no lengths: what a message may hold is a setting of each server.
  limits: [],
  accepts: { status: 200, body: '{"success":true}' },
};
