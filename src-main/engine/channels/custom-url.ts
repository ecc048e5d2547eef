import type { Channel } from './channel.ts';

export const customUrl: Channel = {
  spec: {
    id: 'custom-url',
    label: 'Custom URL',
    hint: 'A server of your own. What it accepts, and what it answers, is up to you.',
  },
  limits: [],
  accepts: null,
};
