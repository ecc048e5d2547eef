import { ChartGantt, Keyboard, Mail, PanelLeftClose, PanelLeftOpen, Plus, Settings } from 'lucide-react';
import type { ReactNode } from 'react';
import { keysOf, runCommand } from '../commands/table.ts';
import { WebhookList } from '../features/webhooks/webhook-list.tsx';
import { useOutbox } from '../stores/outbox.ts';
import { showOutbox, showSettings, showTimeMachine, showWork, useScreen, useSidebarOpen } from '../stores/screen.ts';
import { setView, useView } from '../stores/view.ts';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { SideHandle } from '../ui/side-handle.tsx';
import { Status } from '../ui/status.tsx';
import { narrow, useMedia } from '../ui/use-media.ts';
import styles from './side-pane.module.css';

interface EntryProps {
  label: string;
  icon: ReactNode;
  folded: boolean;
  current: boolean;
  keys: string | undefined;
  /** Something to look at there. */
  badge?: ReactNode;
  onClick: () => void;
}

function Entry({ label, icon, folded, current, keys, badge, onClick }: EntryProps) {
  if (folded) {
    return (
      <IconButton
        label={label}
        icon={icon}
        keys={keys}
        side="right"
        aria-current={current ? 'page' : undefined}
        onClick={onClick}
      />
    );
  }
  return (
    <button type="button" className={styles.entry} aria-current={current ? 'page' : undefined} onClick={onClick}>
      {icon}
      <span className={styles.label}>{label}</span>
      {badge}
    </button>
  );
}

function OutboxEntry({ folded }: { folded: boolean }) {
  const failed = useOutbox((state) => state.counts.failed);
  const screen = useScreen((state) => state.screen);
  return (
    <Entry
      label={folded && failed > 0 ? `Outbox, ${failed} failed` : 'Outbox'}
      icon={<Mail />}
      folded={folded}
      current={screen === 'outbox'}
      keys={keysOf('app.outbox')}
      badge={failed > 0 && <Status tone="failure">{failed} failed</Status>}
      onClick={showOutbox}
    />
  );
}

function useWidth(): number {
  const width = useView((state) => state.values['sidebar.width']);
  return typeof width === 'number' ? width : 232;
}

/** The pane at the left: webhooks by provider, and what is not a webhook. Folds to icons. */
export function SidePane() {
  const open = useSidebarOpen(useMedia(narrow));
  const screen = useScreen((state) => state.screen);
  const width = useWidth();
  const add = (
    <IconButton
      label="New webhook"
      icon={<Plus />}
      size={open ? 'small' : 'normal'}
      side={open ? 'bottom' : 'right'}
      keys={keysOf('webhook.new')}
      onClick={() => runCommand('webhook.new')}
    />
  );
  return (
    <nav
      className={cx(styles.side, !open && styles.folded)}
      style={open ? { width } : undefined}
      data-pane=""
      aria-label="Webhooks"
      tabIndex={-1}
    >
      <div className={styles.head}>
        {open && <h2 className={styles.title}>Webhooks</h2>}
        {add}
      </div>
      <div className={styles.list}>
        <WebhookList folded={!open} onOpen={showWork} quiet={screen !== 'work'} />
      </div>
      <div className={styles.places}>
        <OutboxEntry folded={!open} />
        <Entry
          label="Retry time machine"
          icon={<ChartGantt />}
          folded={!open}
          current={screen === 'time-machine'}
          keys={keysOf('app.timeMachine')}
          onClick={showTimeMachine}
        />
      </div>
      <div className={styles.foot}>
        <Entry
          label="Settings"
          icon={<Settings />}
          folded={!open}
          current={screen === 'settings'}
          keys={keysOf('app.settings')}
          onClick={() => showSettings()}
        />
        <span className={styles.tools}>
          <IconButton
            label="Show the keys"
            icon={<Keyboard />}
            side={open ? 'top' : 'right'}
            keys={keysOf('app.keys')}
            onClick={() => runCommand('app.keys')}
          />
          <IconButton
            label={open ? 'Fold the side pane' : 'Open the side pane'}
            icon={open ? <PanelLeftClose /> : <PanelLeftOpen />}
            side={open ? 'top' : 'right'}
            keys={keysOf('view.sidebar')}
            onClick={() => runCommand('view.sidebar')}
          />
        </span>
      </div>
      {open && (
        <SideHandle
          label="Resize the side pane"
          width={width}
          minimum={168}
          maximum={400}
          onChange={(next) => setView('sidebar.width', next)}
        />
      )}
    </nav>
  );
}
