import { create } from 'zustand';
import type { SchemeChoice } from '../../src-preload/contract/signing.ts';
import { call } from '../client/call.ts';

/** The signing schemes and the senders that use them; empty until they are here. They never change. */
export const useSchemes = create<{ choices: readonly SchemeChoice[] }>(() => ({ choices: [] }));

export async function loadSchemes(): Promise<void> {
  useSchemes.setState({ choices: await call('schemes.list', {}) });
}
