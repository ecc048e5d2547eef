import { useCapture } from '../stores/capture.ts';
import { openDialog } from '../stores/dialogs.ts';
import { showSettings, showTab, showWork, toggleLog, toggleSidebar, useScreen } from '../stores/screen.ts';
import { saveSettings, useSettings } from '../stores/settings.ts';
import { useWebhooks } from '../stores/webhooks.ts';
import type { Command } from './command.ts';
import { focusOn } from './focus.ts';
import { walkPanes } from './panes.ts';
import { copyCaptureAddress, showFolder } from './system.ts';

const always = (): boolean => true;
const hasSelection = (): boolean => useWebhooks.getState().selectedId !== null;

function goTo(id: string, label: string, keys: string, run: () => void): Command {
  return { id, label, group: 'Go to', keys: [keys], when: hasSelection, run };
}

function nextTheme(): void {
  const order = ['system', 'light', 'dark'] as const;
  const at = order.indexOf(useSettings.getState().settings?.theme ?? 'system');
  void saveSettings({ theme: order[(at + 1) % order.length] ?? 'system' });
}

/** What is shown where, and the app itself. */
export const viewCommands: readonly Command[] = [
  goTo('tab.payload', 'Payload', 'Mod+1', () => showTab('payload')),
  goTo('tab.request', 'Request', 'Mod+2', () => showTab('request')),
  goTo('tab.signing', 'Signing', 'Mod+3', () => showTab('signing')),
  goTo('tab.delivery', 'Delivery', 'Mod+4', () => showTab('delivery')),
  goTo('tab.history', 'History', 'Mod+5', () => showTab('history')),
  goTo('focus.editor', 'Payload editor', 'Mod+Shift+E', () => {
    showTab('payload');
    focusOn('payload-editor');
  }),
  goTo('focus.event', 'Event data', 'Mod+Shift+U', () => {
    showTab('payload');
    focusOn('event-data');
  }),
  {
    ...goTo('focus.filter', 'Filter of the log', 'Mod+Shift+F', () => {
      showWork();
      toggleLog(true);
      focusOn('log-filter');
    }),
    when: always,
  },
  {
    id: 'view.sidebar',
    label: 'Fold or open the side pane',
    group: 'View',
    keys: ['Mod+B'],
    when: always,
    run: toggleSidebar,
  },
  {
    id: 'view.log',
    label: 'Fold or open the log',
    group: 'View',
    keys: ['Mod+J'],
    when: () => useScreen.getState().screen === 'work',
    run: () => toggleLog(),
  },
  { id: 'view.next-pane', label: 'Next pane', group: 'View', keys: ['F6'], when: always, run: () => walkPanes(1) },
  {
    id: 'view.previous-pane',
    label: 'Previous pane',
    group: 'View',
    keys: ['Shift+F6'],
    when: always,
    run: () => walkPanes(-1),
  },
  {
    id: 'view.theme',
    label: 'Next theme: system, light, dark',
    group: 'View',
    keys: ['Mod+Shift+L'],
    when: always,
    run: nextTheme,
  },
  {
    id: 'app.palette',
    label: 'Search or run a command…',
    group: 'App',
    keys: ['Mod+K', 'Mod+Shift+P'],
    when: always,
    run: () => openDialog({ kind: 'palette' }),
  },
  {
    id: 'app.keys',
    label: 'Show the keys',
    group: 'App',
    keys: ['?', 'F1'],
    when: always,
    run: () => openDialog({ kind: 'keys' }),
  },
  {
    id: 'app.settings',
    label: 'Settings',
    group: 'App',
    keys: ['Mod+,'],
    when: always,
    run: () => (useScreen.getState().screen === 'settings' ? showWork() : showSettings()),
  },
  {
    id: 'capture.copy',
    label: 'Copy the capture address',
    group: 'App',
    keys: ['Mod+Shift+C'],
    when: () => useCapture.getState().state?.state === 'listening',
    run: copyCaptureAddress,
  },
  {
    id: 'app.folder',
    label: 'Show the workspace’s folder',
    group: 'App',
    keys: ['Mod+Shift+O'],
    when: always,
    run: showFolder,
  },
];
