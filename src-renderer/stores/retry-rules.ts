import { create } from 'zustand';
import type { SenderRule } from '../../src-preload/contract/retry.ts';
import { call } from '../client/call.ts';

/** The rules of services that send webhooks; empty until they are here. They never change. */
export const useSenderRules = create<{ rules: readonly SenderRule[] }>(() => ({ rules: [] }));

export async function loadSenderRules(): Promise<void> {
  useSenderRules.setState({ rules: await call('retry.senders', {}) });
}
