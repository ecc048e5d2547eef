import { useEffect } from 'react';
import { rememberFocus } from '../commands/panes.ts';
import { listenForMenu, listenForShortcuts } from '../commands/shortcuts.ts';
import { FailureScreen } from '../features/start/failure-screen.tsx';
import { VaultGate } from '../features/start/vault-gate.tsx';
import { useApp } from '../stores/app.ts';
import { dismissNotice, useNotices } from '../stores/notices.ts';
import { Toasts } from '../ui/toasts.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import styles from './app.module.css';
import { Dialogs } from './dialogs.tsx';
import { Shell } from './shell.tsx';

function Content() {
  const info = useApp((state) => state.info);
  const loaded = useApp((state) => state.loaded);
  const startError = useApp((state) => state.startError);
  if (info?.failure != null) return <FailureScreen info={info} failure={info.failure} />;
  if (startError !== null) {
    const failure = { code: 'internal' as const, message: startError, detail: {} };
    return <FailureScreen info={info} failure={failure} />;
  }
  // An empty window for the few frames until the workspace is here: anything drawn now would only flicker.
  if (!loaded) return <div className={styles.starting} role="status" aria-label="Opening the workspace" />;
  return (
    <>
      <Shell />
      <Dialogs />
      <VaultGate />
    </>
  );
}

/** The whole window. */
export function App() {
  const notices = useNotices((state) => state.notices);
  useEffect(() => {
    const stops = [listenForShortcuts(), listenForMenu(), rememberFocus()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <TooltipProvider>
      <div className={styles.window}>
        <div className={styles.content}>
          <Content />
        </div>
        <Toasts items={notices} onDismiss={dismissNotice} />
      </div>
    </TooltipProvider>
  );
}
