import type { ChannelId } from '../../../src-preload/contract/provider.ts';
import type { Channel } from './channel.ts';
import { customUrl } from './custom-url.ts';
import { discord } from './discord.ts';
import { rocketchat } from './rocketchat.ts';
import { slack } from './slack.ts';

/** Every channel there is; a new id in the contract does not compile until it is here. */
export const channels: Readonly<Record<ChannelId, Channel>> = { 'custom-url': customUrl, slack, discord, rocketchat };
