import { chooseProviderFile, reloadProviderFiles, showProviderFolder } from '../stores/provider-files.ts';
import { showSettings } from '../stores/screen.ts';
import type { Command } from './command.ts';

const always = (): boolean => true;
const page = 'own-providers';

/** Services of the user's own. */
export const providerCommands: readonly Command[] = [
  {
    id: 'provider.add',
    label: 'Add a provider file…',
    group: 'App',
    keys: ['Mod+Alt+A'],
    when: always,
    run: () => {
      showSettings(page);
      void chooseProviderFile();
    },
  },
  {
    id: 'provider.reload',
    label: 'Reload the provider files',
    group: 'App',
    keys: ['Mod+Alt+L'],
    when: always,
    run: () => {
      showSettings(page);
      void reloadProviderFiles();
    },
  },
  {
    id: 'provider.folder',
    label: 'Show the folder of own providers',
    group: 'App',
    keys: ['Mod+Alt+B'],
    when: always,
    run: showProviderFolder,
  },
];
