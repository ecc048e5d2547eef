import { FileInput, ListRestart, Timer } from 'lucide-react';
import { useEffect } from 'react';
import type { ExportFormat } from '../../../src-preload/contract/exports.ts';
import { on } from '../../client/on.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import { openDialog } from '../../stores/dialogs.ts';
import { saveFiltered } from '../../stores/exports.ts';
import { loadQueue, useQueue } from '../../stores/queue.ts';
import { isOver, useReplay } from '../../stores/replay.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { isEmptyFilter } from './log-filter.ts';
import { useLog } from './log-store.ts';

/** Replays what the filter lets through, or shows how far that is. */
export function BulkButton({ compact }: { compact: boolean }) {
  const filter = useLog((state) => state.filter);
  const count = useLog((state) => state.count);
  const exact = useLog((state) => state.countIsExact);
  const job = useReplay((state) => state.job);
  const open = (): void => openDialog({ kind: 'bulk-replay', filter });
  if (job !== null) {
    const words = isOver(job)
      ? 'Replay summary'
      : `${job.state === 'paused' ? 'Paused' : 'Replayed'} ${formatCount(job.done)} of ${formatCount(job.total)}`;
    return (
      <Button size="small" icon={<ListRestart />} onClick={open}>
        {words}
      </Button>
    );
  }
  if (count === 0) return null;
  const label = `Replay ${formatCount(count)}${exact ? '' : '+'} ${count === 1 ? 'row' : 'rows'}…`;
  if (isEmptyFilter(filter) || compact) {
    return <IconButton size="small" label={label} keys={keysOf('replay.bulk')} icon={<ListRestart />} onClick={open} />;
  }
  return (
    <Button size="small" icon={<ListRestart />} onClick={open}>
      {label}
    </Button>
  );
}

/** Takes in requests that failed elsewhere, and gives out what the filter lets through. */
export function FilesButton() {
  const count = useLog((state) => state.count);
  const give = (format: ExportFormat, label: string): MenuItem => ({
    id: format,
    label,
    disabled: count === 0,
    onSelect: () => void saveFiltered(format),
  });
  return (
    <Menu
      trigger={<IconButton size="small" label="Import and export" icon={<FileInput />} />}
      items={[
        {
          id: 'import',
          label: 'Import failed requests…',
          keys: keysOf('imports.open'),
          onSelect: () => runCommand('imports.open'),
        },
        { id: 'export', heading: 'Export what matches the filter, without secrets' },
        give('har', 'As HAR…'),
        give('curl', 'As cURL commands…'),
        give('json-lines', 'As JSON lines…'),
      ]}
    />
  );
}

/** What waits, and whether anything leaves. */
export function QueueButton() {
  const { paused, waiting } = useQueue();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = on('log.changed', () => {
      timer ??= setTimeout(() => {
        timer = null;
        loadQueue().catch(() => {});
      }, 500);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  const show = (): void => runCommand('queue.show');
  if (!paused && waiting === 0) {
    return (
      <IconButton size="small" label="Show the queue" keys={keysOf('queue.show')} icon={<Timer />} onClick={show} />
    );
  }
  return (
    <Button size="small" icon={<Timer />} title="Show the queue" onClick={show}>
      {paused ? `Paused: ${formatCount(waiting)} wait` : `Queue ${formatCount(waiting)}`}
    </Button>
  );
}
