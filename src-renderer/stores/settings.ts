import { create } from 'zustand';
import type { Settings } from '../../src-preload/contract/settings.ts';
import { call } from '../client/call.ts';
import { notifyError } from './notices.ts';

interface SettingsState {
  settings: Settings | null;
}

/** The app's settings. The theme and the density take effect on the page as soon as they change. */
export const useSettings = create<SettingsState>(() => ({ settings: null }));

function applyToPage({ theme, density }: Settings): void {
  const root = document.documentElement;
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.dataset.theme = theme;
  root.dataset.density = density;
}

function take(settings: Settings): void {
  useSettings.setState({ settings });
  applyToPage(settings);
}

/** Fetches the settings. */
export async function loadSettings(): Promise<void> {
  take(await call('settings.get', {}));
}

/** Changes settings at once and writes them; on failure the old ones come back with a message. */
export async function saveSettings(change: Partial<Settings>): Promise<void> {
  const before = useSettings.getState().settings;
  if (before !== null) take({ ...before, ...change });
  try {
    take(await call('settings.save', change));
  } catch (thrown) {
    if (before !== null) take(before);
    notifyError('The settings were not saved', thrown);
  }
}
