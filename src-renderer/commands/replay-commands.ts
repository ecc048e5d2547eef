import { openDialog } from '../stores/dialogs.ts';
import { saveFiltered } from '../stores/exports.ts';
import { useLogFilter } from '../stores/log-filter.ts';
import { useLogSelection } from '../stores/log-selection.ts';
import { pauseQueue, setDemo, useQueue } from '../stores/queue.ts';
import type { Command } from './command.ts';

/** Opens the bulk replay for what the log is filtered by. */
function replayFiltered(): void {
  const { filter } = useLogFilter.getState();
  if (filter !== null) openDialog({ kind: 'bulk-replay', filter });
}

function replayOpened(): void {
  const { seq } = useLogSelection.getState();
  if (seq !== null) openDialog({ kind: 'replay', seq });
}

/** Sending again what was sent, and what waits. */
export const replayCommands: readonly Command[] = [
  {
    id: 'replay.one',
    label: 'Replay the opened request…',
    group: 'Send',
    keys: ['Mod+R'],
    when: () => useLogSelection.getState().seq !== null,
    run: replayOpened,
  },
  {
    id: 'replay.bulk',
    label: 'Replay everything that matches the filter…',
    group: 'Send',
    keys: ['Mod+Alt+R'],
    when: () => useLogFilter.getState().filter !== null,
    run: replayFiltered,
  },
  {
    id: 'imports.open',
    label: 'Import failed requests…',
    group: 'Send',
    keys: ['Mod+Alt+F'],
    when: () => true,
    run: () => openDialog({ kind: 'import-requests' }),
  },
  {
    id: 'exports.save',
    label: 'Export what the log is filtered by as HAR…',
    group: 'Send',
    keys: ['Mod+Alt+S'],
    when: () => useLogFilter.getState().filter !== null,
    run: () => void saveFiltered('har'),
  },
  {
    id: 'queue.show',
    label: 'Show the queue',
    group: 'Send',
    keys: ['Mod+Alt+Q'],
    when: () => true,
    run: () => openDialog({ kind: 'queue' }),
  },
  {
    id: 'queue.pause',
    label: 'Pause or resume all sending',
    group: 'Send',
    keys: ['Mod+Alt+P'],
    when: () => true,
    run: () => void pauseQueue(!useQueue.getState().paused),
  },
  {
    id: 'queue.demo',
    label: 'Demo clock: let a minute of waiting last a second, or not',
    group: 'Send',
    keys: ['Mod+Alt+T'],
    when: () => true,
    run: () => void setDemo(!useQueue.getState().demo),
  },
];
