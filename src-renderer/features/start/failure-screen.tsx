import { DatabaseZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ErrorData } from '../../../src-preload/contract/errors.ts';
import type { AppInfo } from '../../../src-preload/contract/host.ts';
import { call } from '../../client/call.ts';
import { useApp } from '../../stores/app.ts';
import { notifyError } from '../../stores/notices.ts';
import { startStores } from '../../stores/start.ts';
import { loadWorkspaces, startWorkspace, switchWorkspace, useWorkspaces } from '../../stores/workspaces.ts';
import { Button } from '../../ui/button.tsx';
import styles from './failure-screen.module.css';
import { describeFailure } from './failure-words.ts';

type Verb = 'app.retryOpen' | 'app.setAsideDatabase';

/** Stands in place of the work when the workspace cannot be opened: what happened, to what, what to do. */
export function FailureScreen({ info, failure }: { info: AppInfo | null; failure: ErrorData }) {
  const [busy, setBusy] = useState<Verb | null>(null);
  const { title, advice, canSetAside } = describeFailure(failure.code);

  async function open(verb: Verb): Promise<void> {
    setBusy(verb);
    try {
      const next = await call(verb, {});
      useApp.setState({ info: next, startError: null });
      if (next.failure === null) await startStores();
    } catch (thrown) {
      notifyError('It did not work', thrown);
    } finally {
      setBusy(null);
    }
  }

  const known = useWorkspaces((store) => store.info);
  useEffect(() => {
    // Where even the list cannot be had, the other ways out remain.
    loadWorkspaces().catch(() => undefined);
  }, []);
  const others = known?.workspaces.filter(({ id, missing }) => id !== known.current && !missing) ?? [];

  function showFolder(): void {
    call('app.showDirectory', {}).catch((thrown: unknown) => notifyError('The folder was not opened', thrown));
  }

  return (
    <main className={styles.screen}>
      <section className={styles.card} role="alert" aria-labelledby="failure-title">
        <span className={styles.icon} aria-hidden="true">
          <DatabaseZap />
        </span>
        <h1 id="failure-title" className={styles.title}>
          {title}
        </h1>
        <p className={styles.message}>{failure.message}</p>
        <p className={styles.advice}>{advice}</p>
        {info !== null && (
          <p className={styles.path}>
            <code>{info.directory}</code>
          </p>
        )}
        <div className={styles.actions}>
          <Button variant="primary" busy={busy === 'app.retryOpen'} onClick={() => void open('app.retryOpen')}>
            Try again
          </Button>
          {canSetAside && (
            <Button busy={busy === 'app.setAsideDatabase'} onClick={() => void open('app.setAsideDatabase')}>
              Set it aside and start a new one
            </Button>
          )}
          {others.map(({ id, name }) => (
            <Button key={id} onClick={() => void switchWorkspace(id)}>
              Open “{name}”
            </Button>
          ))}
          {failure.code === 'not-found' && (
            <Button onClick={() => void startWorkspace()}>Start an empty workspace</Button>
          )}
          {info !== null && (
            <Button variant="ghost" onClick={showFolder}>
              Show the folder
            </Button>
          )}
        </div>
        <p className={styles.code}>
          {failure.code}
          {info !== null && ` · Hookwright ${info.version}`}
        </p>
      </section>
    </main>
  );
}
