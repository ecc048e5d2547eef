import { CircleCheck, Pause, Play, Send, X } from 'lucide-react';
import { useEffect } from 'react';
import type { Delivery } from '../../../src-preload/contract/delivery.ts';
import { on } from '../../client/on.ts';
import {
  cancelDelivery,
  loadWaiting,
  pauseQueue,
  resumeEndpoint,
  sendNow,
  setDemo,
  useQueue,
} from '../../stores/queue.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './replay.module.css';
import { describeState } from './replay-words.ts';

/** More are counted and not drawn: nobody steers thousands one by one. */
const SHOWN = 200;

/** Fetches what waits again when lines change, a few times a second at most. */
function useWaiting(): readonly Delivery[] | null {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const load = (): void => {
      timer = null;
      loadWaiting().catch(() => {});
    };
    load();
    const reload = (): void => {
      timer ??= setTimeout(load, 400);
    };
    // What is due changes with the queue's clock and its breakers, too.
    const stops = [on('log.changed', reload), on('queue.state', reload)];
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, []);
  return useQueue((state) => state.deliveries);
}

function Line({ delivery, paused }: { delivery: Delivery; paused: boolean }) {
  const { id, webhookName, eventType, state, reason, nextAt } = delivery;
  const { tone, words } = describeState(state);
  const isUnderWay = state === 'in_flight';
  const what = `${eventType} of ${webhookName}`;
  return (
    <li className={styles.waiting}>
      <Status tone={tone}>{words}</Status>
      <span className={styles.waitingText}>
        <span className="ellipsis" title={id}>
          <b>{webhookName}</b> {eventType}
        </span>
        <span className={styles.note}>{reason ?? 'In progress.'}</span>
      </span>
      <span className={styles.due}>{nextAt === null ? '—' : <Time at={nextAt} />}</span>
      <IconButton
        size="small"
        label={`Send now: ${what}`}
        icon={<Send />}
        disabled={isUnderWay || paused}
        onClick={() => void sendNow(id)}
      />
      <IconButton size="small" label={`Cancel: ${what}`} icon={<X />} onClick={() => void cancelDelivery(id)} />
    </li>
  );
}

/** Endpoints that are left alone because they kept failing, and the click that ends it. */
function PausedEndpoints() {
  const endpoints = useQueue((state) => state.pausedEndpoints);
  return endpoints.map(({ webhookId, webhookName, failures, until }) => (
    <Banner
      key={webhookId}
      tone="warning"
      title={`“${webhookName}” is paused.`}
      actions={
        <Button size="small" icon={<Play />} onClick={() => void resumeEndpoint(webhookId)}>
          Resume now
        </Button>
      }
    >
      {failures} attempts in a row failed.{' '}
      {until === null ? (
        'One is tried next'
      ) : (
        <>
          One is tried at <Time at={until} />
        </>
      )}
      ; the others follow when it succeeds. Other webhooks are not affected.
    </Banner>
  ));
}

/** What waits, with its reason and its time. */
export function QueueDialog({ onClose }: { onClose: () => void }) {
  const deliveries = useWaiting();
  const paused = useQueue((state) => state.paused);
  const demo = useQueue((state) => state.demo);
  return (
    <Dialog
      open
      onClose={onClose}
      title="Queue"
      description="Pending deliveries, why they wait, and when the next attempt is due."
      size="wide"
      footer={
        <Button variant="primary" icon={paused ? <Play /> : <Pause />} onClick={() => void pauseQueue(!paused)}>
          {paused ? 'Resume sending' : 'Pause everything'}
        </Button>
      }
    >
      <div className={styles.form}>
        {paused && (
          <Banner tone="warning" title="Sending is paused.">
            Nothing is sent until you resume, even after a restart.
          </Banner>
        )}
        <PausedEndpoints />
        <Switch
          label="Demo clock"
          hint="1 min of waiting takes 1 s, to rehearse retries. Off at the next start."
          checked={demo}
          onChange={(on) => void setDemo(on)}
        />
        {deliveries === null && <Skeleton rows={3} label="Loading the queue" />}
        {deliveries?.length === 0 && (
          <EmptyState icon={<CircleCheck />} title="Nothing waits">
            Retries, blocked deliveries and deliveries that wait for a free slot appear here.
          </EmptyState>
        )}
        {deliveries !== null && deliveries.length > 0 && (
          <ul className={styles.queue} aria-label="Waiting deliveries">
            {deliveries.slice(0, SHOWN).map((delivery) => (
              <Line key={delivery.id} delivery={delivery} paused={paused} />
            ))}
          </ul>
        )}
        {deliveries !== null && deliveries.length > SHOWN && (
          <p className={styles.note}>And {formatCount(deliveries.length - SHOWN)} more behind them.</p>
        )}
      </div>
    </Dialog>
  );
}
