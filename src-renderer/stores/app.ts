import { create } from 'zustand';
import type { EngineEvents } from '../../src-preload/contract/events.ts';
import type { AppInfo } from '../../src-preload/contract/host.ts';
import { call } from '../client/call.ts';

interface AppState {
  info: AppInfo | null;
  /** The workspace's data is here: the work can be shown. */
  loaded: boolean;
  /** Why the data could not be asked for, when even that failed. */
  startError: string | null;
  trouble: EngineEvents['storage.trouble'];
}

/** The app itself: version, workspace, what is wrong with its storage. */
export const useApp = create<AppState>(() => ({ info: null, loaded: false, startError: null, trouble: null }));

/** Asks the shell for the state of the app. */
export async function loadAppInfo(): Promise<AppInfo> {
  const info = await call('app.info', {});
  useApp.setState({ info });
  return info;
}
