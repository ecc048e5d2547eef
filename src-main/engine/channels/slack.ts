import type { Channel } from './channel.ts';

export const slack: Channel = {
  spec: {
    id: 'slack',
    label: 'Slack',
    hint: 'An incoming webhook of Slack. It answers 200 with the text "ok", or an error in plain text.',
    urlHelp:
      'In Slack: api.slack.com/apps › your app, or Create New App › Incoming Webhooks › Activate Incoming Webhooks › Add New Webhook to Workspace › choose a channel. Copy the Webhook URL; it begins with https://hooks.slack.com/services/.',
  },
  limits: [
    {
      path: 'attachments',
      maximum: 100,
      unit: 'items',
      beyond: 'refused with 400 too_many_attachments',
      confidence: 'assumed',
    },
    {
      path: 'attachments[].text',
      maximum: 2000,
      unit: 'characters',
      beyond: 'cut off in the message',
      confidence: 'assumed',
    },
    {
      path: 'blocks[].text.text',
      maximum: 3000,
      unit: 'characters',
      beyond: 'refused with 400 invalid_blocks',
      confidence: 'assumed',
    },
  ],
  accepts: { status: 200, body: 'ok' },
};
