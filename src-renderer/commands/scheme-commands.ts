import { composeScheme } from '../stores/dialogs.ts';
import { importScheme } from '../stores/schemes.ts';
import { showSettings } from '../stores/screen.ts';
import type { Command } from './command.ts';

const always = (): boolean => true;
const page = 'own-schemes';

/** Signing schemes of the user's own. */
export const schemeCommands: readonly Command[] = [
  {
    id: 'scheme.compose',
    label: 'Compose a signing scheme…',
    group: 'App',
    keys: ['Mod+Alt+C'],
    when: always,
    run: () => composeScheme(),
  },
  {
    id: 'scheme.list',
    label: 'Own signing schemes',
    group: 'Go to',
    keys: ['Mod+Alt+G'],
    when: always,
    run: () => showSettings(page),
  },
  {
    id: 'scheme.import',
    label: 'Import a signing scheme…',
    group: 'App',
    keys: ['Mod+Alt+N'],
    when: always,
    run: () => {
      showSettings(page);
      void importScheme();
    },
  },
];
