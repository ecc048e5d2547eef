import { type Settings, settingsSchema } from '../../../src-preload/contract/settings.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Staged } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** Settings of the app in this workspace. */
export interface SettingsService {
  read(): Settings;
  /** Saves what is given and leaves the rest. @returns all of them. */
  save(changes: Partial<Settings>): Settings;
  /** The same, to be saved later. */
  stage(changes: Partial<Settings>): Staged<'settings'>;
  onChange(listener: () => void): void;
}

export const initialSettings: Settings = {
  theme: 'system',
  density: 'comfortable',
  editorFontSize: 13,
  editorWordWrap: true,
  captureOn: true,
  capturePort: 9410,
  captureBodyLimit: 25 * 1024 * 1024,
  responseBodyLimit: 1024 * 1024,
};

/** @param capturePort of a workspace that has none yet. */
export function createSettingsService(
  store: Store,
  repository: KeyValueRepository,
  capturePort: number = initialSettings.capturePort,
): SettingsService {
  const listeners = new Set<() => void>();
  const read = (): Settings => load(repository, { ...initialSettings, capturePort });
  let settings = read();

  function stage(changes: Partial<Settings>): Staged<'settings'> {
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    return {
      write(rows) {
        for (const [key, value] of given) rows.settings.save(key, JSON.stringify(value));
      },
      adopt() {
        settings = { ...settings, ...Object.fromEntries(given) };
        for (const listener of listeners) listener();
      },
    };
  }

  return {
    read: () => settings,
    save(changes) {
      const staged = stage(changes);
      store.commitNow(() => staged.write({ settings: repository }));
      staged.adopt();
      return settings;
    },
    stage,
    onChange: (listener) => void listeners.add(listener),
  };
}

/** A value that no longer fits (of another version, or edited by hand) is left out, and the initial one stands. */
function load(repository: KeyValueRepository, initial: Settings): Settings {
  const stored = repository.list();
  const settings: Record<string, unknown> = { ...initial };
  for (const [key, schema] of Object.entries(settingsSchema.shape)) {
    const text = stored.get(key);
    const value = text === undefined ? undefined : schema.safeParse(JSON.parse(text));
    if (value?.success) settings[key] = value.data;
  }
  return settings as Settings;
}
