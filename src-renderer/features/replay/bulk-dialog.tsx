import { useEffect, useMemo, useState } from 'react';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import type { BulkPlan, BulkOptions as Options } from '../../../src-preload/contract/replay.ts';
import { call } from '../../client/call.ts';
import { isCancelled, toClientError } from '../../client/client-error.ts';
import { createLatest } from '../../client/latest.ts';
import { forgetReplay, isOver, steerReplay, takeReplayProgress, useReplay } from '../../stores/replay.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BulkOptions } from './bulk-options.tsx';
import { BulkProgress, BulkResult, Reasons } from './bulk-progress.tsx';
import styles from './replay.module.css';
import { countDeliveries } from './replay-words.ts';

const START: Options = {
  mode: 'resigned',
  target: { to: 'original' },
  skipSucceeded: true,
  ratePerSecond: 20,
  parallel: 4,
};

function usePlan(filter: LogFilter, options: Options): { plan: BulkPlan | null; error: string | null } {
  const latest = useMemo(() => createLatest('replay.plan'), []);
  const [shown, setShown] = useState<{ plan: BulkPlan | null; error: string | null }>({ plan: null, error: null });
  const { mode, target, skipSucceeded } = options;
  const key = JSON.stringify({ mode, target, skipSucceeded });
  useEffect(() => {
    setShown({ plan: null, error: null });
    const timer = setTimeout(() => {
      const chosen = { ...START, ...(JSON.parse(key) as Pick<Options, 'mode' | 'target' | 'skipSucceeded'>) };
      latest.run({ filter, options: chosen }).then(
        (plan) => setShown({ plan, error: null }),
        (thrown: unknown) => {
          if (!isCancelled(thrown)) setShown({ plan: null, error: toClientError(thrown).message });
        },
      );
    }, 150);
    return () => {
      clearTimeout(timer);
      latest.cancel();
    };
  }, [filter, key, latest]);
  return shown;
}

function PlanView({ plan }: { plan: BulkPlan }) {
  return (
    <div className={styles.plan} role="status">
      <p>
        <b className="number">{countDeliveries(plan.sends)}</b> will be sent, from {formatCount(plan.lines)} lines that
        match the filter.
      </p>
      {plan.webhooks.length > 0 && (
        <ul className={styles.reasons} aria-label="By webhook">
          {plan.webhooks.map(({ webhookId, name, sends }) => (
            <li key={webhookId}>
              <span className="number">{formatCount(sends)}</span>
              <span>{name === '' ? 'Imported, without a webhook' : name}</span>
            </li>
          ))}
        </ul>
      )}
      <Reasons title="Skipped" reasons={plan.skipped} />
      <Reasons title="Cannot be replayed" reasons={plan.refused} />
    </div>
  );
}

function BulkForm({ filter, onClose }: { filter: LogFilter; onClose: () => void }) {
  const [options, setOptions] = useState<Options>(START);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { plan, error } = usePlan(filter, options);
  const open = plan?.confirmations.filter(({ id }) => !confirmed.includes(id)) ?? [];

  async function start(): Promise<void> {
    if (plan === null) return;
    setBusy(true);
    try {
      takeReplayProgress(await call('replay.start', { filter, options, upTo: plan.upTo, confirmed: [...confirmed] }));
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Replay everything that matches the filter"
      description="Creates a new delivery for each. The originals are not changed."
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={plan === null || plan.sends === 0 || open.length > 0}
            onClick={() => void start()}
          >
            {plan === null ? 'Counting…' : `Replay ${countDeliveries(plan.sends)}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {error !== null && <Banner tone="failure">{error}</Banner>}
        {plan === null && error === null && <Skeleton rows={2} label="Counting what matches" />}
        {plan !== null && <PlanView plan={plan} />}
        <BulkOptions options={options} onChange={setOptions} />
        {plan?.confirmations.map(({ id, message }) => (
          <Checkbox
            key={id}
            label="Yes, send them there"
            hint={message}
            checked={confirmed.includes(id)}
            onChange={(yes) => setConfirmed(yes ? [...confirmed, id] : confirmed.filter((each) => each !== id))}
          />
        ))}
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
      </div>
    </Dialog>
  );
}

/** Replays all that matches the filter of the log: what it will do, then how far it is, then what came of it. */
export function BulkDialog({ filter, onClose }: { filter: LogFilter; onClose: () => void }) {
  const job = useReplay((state) => state.job);
  const summary = useReplay((state) => state.summary);
  if (job === null) return <BulkForm filter={filter} onClose={onClose} />;
  const over = isOver(job);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Bulk replay"
      description={over ? 'Finished.' : 'Continues in the background if you close this.'}
      size="wide"
      footer={
        over ? (
          <>
            <Button onClick={forgetReplay}>Replay something else…</Button>
            <Button
              variant="primary"
              onClick={() => {
                forgetReplay();
                onClose();
              }}
            >
              Close the summary
            </Button>
          </>
        ) : (
          <>
            <Button variant="danger" onClick={() => void steerReplay('cancel')}>
              Cancel the replay
            </Button>
            <Button variant="primary" onClick={() => void steerReplay(job.state === 'running' ? 'pause' : 'resume')}>
              {job.state === 'running' ? 'Pause' : 'Resume'}
            </Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        <BulkProgress job={summary ?? job} />
        {summary !== null && <BulkResult summary={summary} />}
      </div>
    </Dialog>
  );
}
