import type { ChannelSpec } from '../../../src-preload/contract/provider.ts';

/** A limit that the receiving end sets. `path` is where it counts in the body (`embeds[].title`); null: the whole request. */
export interface ChannelLimit {
  path: string | null;
  maximum: number;
  unit: 'characters' | 'items' | 'bytes';
  /** What the receiver does with more than that. */
  beyond: string;
  /** `assumed` is shown to the user: seen in the wild, but not in the vendor's own documents. */
  confidence: 'documented' | 'assumed';
}

/** The shape of the receiving end, as data. */
export interface Channel {
  spec: ChannelSpec;
  limits: readonly ChannelLimit[];
  /** What the receiver answers when it took the message; null: whatever the owner of the URL decides. */
  accepts: { status: number; body: string } | null;
}
