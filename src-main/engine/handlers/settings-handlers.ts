import type { CaptureState } from '../../../src-preload/contract/capture.ts';
import type { Settings, settingsMethods } from '../../../src-preload/contract/settings.ts';
import type { SettingsService } from '../settings/settings.ts';
import type { ViewStateService } from '../settings/view-state.ts';
import type { HandlersOf } from './types.ts';

export interface SettingsHandlerParts {
  settings: SettingsService;
  viewState: ViewStateService;
  /** Starts, stops or moves the capture server, and remembers that. */
  configureCapture(on: boolean, port: number): Promise<CaptureState> | CaptureState;
}

export function createSettingsHandlers(parts: SettingsHandlerParts): HandlersOf<typeof settingsMethods> {
  const { settings, viewState, configureCapture } = parts;
  return {
    'settings.get': () => settings.read(),
    async 'settings.save'({ captureOn, capturePort, ...changes }) {
      const now = settings.read();
      const on = captureOn ?? now.captureOn;
      const port = capturePort ?? now.capturePort;
      // First, because it is what can be refused: then nothing of the rest is saved either.
      if (on !== now.captureOn || port !== now.capturePort) await configureCapture(on, port);
      return settings.save(changes as Partial<Settings>);
    },
    'view.get': () => viewState.read(),
    'view.save': (changes) => {
      viewState.save(changes);
      return null;
    },
  };
}
