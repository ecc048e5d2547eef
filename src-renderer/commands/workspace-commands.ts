import { openDialog } from '../stores/dialogs.ts';
import { showSettings } from '../stores/screen.ts';
import { openImport } from '../stores/transfer.ts';
import { openWorkspaceFolder } from '../stores/workspaces.ts';
import type { Command } from './command.ts';

const always = (): boolean => true;

/** Workspaces, and what goes in and out of them. */
export const workspaceCommands: readonly Command[] = [
  {
    id: 'workspace.list',
    label: 'Switch, rename or create a workspace',
    group: 'App',
    keys: ['Mod+Alt+W'],
    when: always,
    run: () => showSettings('workspace'),
  },
  {
    id: 'workspace.open',
    label: 'Open a workspace from a folder…',
    group: 'App',
    keys: ['Mod+Alt+O'],
    when: always,
    run: () => void openWorkspaceFolder(),
  },
  {
    id: 'transfer.export',
    label: 'Export webhooks…',
    group: 'App',
    keys: ['Mod+Alt+E'],
    when: always,
    run: () => openDialog({ kind: 'export', webhookIds: null }),
  },
  {
    id: 'transfer.import',
    label: 'Import webhooks…',
    group: 'App',
    keys: ['Mod+Alt+I'],
    when: always,
    run: () => {
      showSettings('transfer');
      void openImport();
    },
  },
];
