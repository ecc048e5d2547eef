import { Gamepad2, Globe, Hash, Rocket } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ChannelId } from '../../../src-preload/contract/provider.ts';

const icons: Readonly<Record<ChannelId, ReactNode>> = {
  'custom-url': <Globe />,
  slack: <Hash />,
  discord: <Gamepad2 />,
  rocketchat: <Rocket />,
};

/** The picture of a channel. Its word stands beside it or in a tooltip. */
export function ChannelIcon({ channel }: { channel: ChannelId }) {
  return icons[channel];
}
