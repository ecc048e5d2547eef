import { ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { keysOf } from '../commands/table.ts';
import { LogPane } from '../features/log/log-pane.tsx';
import { OutboxScreen } from '../features/outbox/outbox-screen.tsx';
import { Lineage } from '../features/replay/lineage.tsx';
import { SettingsScreen } from '../features/settings/settings-screen.tsx';
import { TimeMachineScreen } from '../features/time-machine/time-machine-screen.tsx';
import { WebhookPane } from '../features/webhooks/webhook-pane.tsx';
import { useApp } from '../stores/app.ts';
import { showSettings, toggleLog, useLogOpen, useScreen } from '../stores/screen.ts';
import { useVault } from '../stores/vault.ts';
import { setView, useViewText } from '../stores/view.ts';
import { saveWorkspaceCopy } from '../stores/workspaces.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { Split } from '../ui/split.tsx';
import styles from './app.module.css';
import { DemoBand } from './demo-band.tsx';
import { PayloadTab } from './payload-tab.tsx';
import { SidePane } from './side-pane.tsx';
import { TopBar } from './top-bar.tsx';

function Pane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.pane} data-pane="" aria-label={label} tabIndex={-1}>
      {children}
    </section>
  );
}

function FoldedLog() {
  const keys = keysOf('view.log');
  return (
    <button type="button" className={styles.logBar} aria-expanded={false} data-pane="" onClick={() => toggleLog(true)}>
      <ChevronUp aria-hidden="true" />
      Log
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  );
}

function Work() {
  const open = useLogOpen();
  const layout = useViewText('split.log', '');
  const webhook = (
    <Pane label="Webhook">
      <WebhookPane payload={(parts) => <PayloadTab {...parts} />} />
    </Pane>
  );
  const log = open ? (
    <Pane label="Log">
      <LogPane lineage={(deliveryId) => <Lineage deliveryId={deliveryId} />} />
    </Pane>
  ) : (
    <FoldedLog />
  );
  return (
    <Split
      label="Resize the log"
      direction="column"
      layout={layout === '' ? null : layout}
      onLayout={(next) => setView('split.log', next)}
      panes={[
        // Head, tools, a few lines of the template and its foot: with less, the foot is cut off.
        { id: 'webhook', size: 62, minimum: 236, content: webhook },
        { id: 'log', size: 38, minimum: 96, content: log, fold: { folded: !open, size: 28, onChange: foldLog } },
      ]}
    />
  );
}

function foldLog(folded: boolean): void {
  toggleLog(!folded);
}

/** Secrets that cannot be read now, once the user has chosen to go on without them. */
function LockedSecrets() {
  const state = useVault((store) => (store.postponed ? store.status?.state : undefined));
  if (state !== 'locked' && state !== 'mismatch' && state !== 'damaged') return null;
  return (
    <div className={styles.trouble}>
      <Banner
        tone="warning"
        title="Secrets cannot be read."
        actions={
          <Button size="small" onClick={() => showSettings('secrets')}>
            {state === 'locked' ? 'Unlock…' : 'What can be done'}
          </Button>
        }
      >
        What needs one is neither signed nor sent. Everything else works.
      </Banner>
    </div>
  );
}

/** The working window: bar, side pane, webhook and log, or the settings, or the outbox. */
export function Shell() {
  const screen = useScreen((state) => state.screen);
  const trouble = useApp((state) => state.trouble);
  return (
    <div className={styles.shell}>
      <TopBar />
      <DemoBand />
      {trouble !== null && (
        <div className={styles.trouble}>
          <Banner
            tone="failure"
            title="Nothing can be saved at the moment."
            actions={
              trouble.code === 'database-missing' ? (
                <Button size="small" onClick={() => void saveWorkspaceCopy()}>
                  Save a copy…
                </Button>
              ) : undefined
            }
          >
            {trouble.message}
          </Banner>
        </div>
      )}
      <LockedSecrets />
      <div className={styles.below}>
        <SidePane />
        <main className={styles.main}>
          {/* Stays in the page behind the settings, so that the editor keeps its place and its history. */}
          <div className={styles.work} hidden={screen !== 'work'}>
            <Work />
          </div>
          {screen === 'settings' && <SettingsScreen />}
          {screen === 'outbox' && <OutboxScreen />}
          {screen === 'time-machine' && <TimeMachineScreen />}
        </main>
      </div>
    </div>
  );
}
