import { create } from 'zustand';
import type { CaptureState } from '../../src-preload/contract/capture.ts';
import { call } from '../client/call.ts';

interface CaptureStore {
  state: CaptureState | null;
}

/** The capture server: where it listens, or why it does not. */
export const useCapture = create<CaptureStore>(() => ({ state: null }));

/** Fetches the state of the capture server. */
export async function loadCapture(): Promise<void> {
  useCapture.setState({ state: await call('capture.state', {}) });
}

/** Starts, stops or moves the capture server. Throws ClientError. */
export async function configureCapture(on: boolean, port: number): Promise<void> {
  useCapture.setState({ state: await call('capture.configure', { on, port }) });
}
