import { openDialog } from '../stores/dialogs.ts';
import { useLogSelection } from '../stores/log-selection.ts';
import type { Command } from './command.ts';

/** Finding out which scheme signed a request. */
export const recogniseCommands: readonly Command[] = [
  {
    id: 'recognise.pasted',
    label: 'What signed this? Paste a request…',
    group: 'Send',
    keys: ['Mod+Shift+K'],
    when: () => true,
    run: () => openDialog({ kind: 'recognise', seq: null }),
  },
  {
    id: 'recognise.opened',
    label: 'What signed the opened request?…',
    group: 'Send',
    keys: ['Mod+Shift+B'],
    when: () => useLogSelection.getState().seq !== null,
    run: () => openDialog({ kind: 'recognise', seq: useLogSelection.getState().seq }),
  },
];
