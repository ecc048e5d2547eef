import { Zap } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { FirePlan } from '../../../src-preload/contract/fire.ts';
import { on } from '../../client/on.ts';
import {
  dropShots,
  fireEvent,
  planFiring,
  resetFiring,
  takeQueueOfShots,
  takeShot,
  useFiring,
} from '../../stores/firing.ts';
import { useProviderState } from '../../stores/providers.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './fire-dialog.module.css';
import { OccurrenceFields } from './occurrence-fields.tsx';
import { PlanList } from './plan-list.tsx';
import { ShotList } from './shot-list.tsx';
import { type OccurrenceForm, useOccurrence } from './use-occurrence.ts';

interface FireDialogProps {
  /** The webhook that the dialog was opened at; its event and place are where it begins. */
  webhookId: string | null;
  onClose: () => void;
}

interface ConfirmationsProps {
  confirmations: readonly { id: string; message: string }[];
  confirmed: boolean;
  onChange: (confirmed: boolean) => void;
}

/** What is probably not meant; one yes for all of it, since all of it stands here. */
function Confirmations({ confirmations, confirmed, onChange }: ConfirmationsProps) {
  if (confirmations.length === 0) return null;
  return (
    <Banner tone="warning" title="Something is probably not what you want.">
      <ul className={styles.confirmations}>
        {confirmations.map(({ id, message }) => (
          <li key={id}>{message}</li>
        ))}
      </ul>
      <Checkbox label="Send it like this" checked={confirmed} onChange={onChange} />
    </Banner>
  );
}

function countCalled(plan: FirePlan | null): string {
  const count = plan?.called.length ?? 0;
  if (count === 0) return 'Fire';
  return count === 1 ? 'Fire 1 webhook' : `Fire ${count} webhooks`;
}

function Outcome({ form, children }: { form: OccurrenceForm; children?: ReactNode }) {
  const plan = useFiring((state) => state.plan);
  const problem = useFiring((state) => state.problem);
  const dataProblem = useFiring((state) => state.dataProblem);
  const shots = useFiring((state) => state.shots);
  const state = useProviderState(form.occurrence?.providerId ?? null);
  if (state === null) return null;
  const label = shots === null ? 'Who is called' : 'What became of it';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={styles.outcome} aria-label={label} tabIndex={0}>
      {problem !== null && <Banner tone="failure">{problem}</Banner>}
      {shots !== null && <ShotList shots={shots} provider={state.provider} />}
      {shots === null && plan !== null && <PlanList plan={plan} state={state} />}
      {shots === null && dataProblem !== null && (
        <EmptyState title="Nobody can be called with this data">Mend it at the left; nothing was sent.</EmptyState>
      )}
      {shots === null && plan === null && problem === null && dataProblem === null && (
        <Skeleton rows={5} label="Finding out who is called" />
      )}
      {children}
    </section>
  );
}

/** Lets an event happen at a service: says first who is called and who is not, then what became of it. */
export function FireDialog({ webhookId, onClose }: FireDialogProps) {
  const form = useOccurrence(webhookId);
  const { occurrence } = form;
  const plan = useFiring((store) => store.plan);
  const shots = useFiring((store) => store.shots);
  const isFiring = useFiring((store) => store.isFiring);
  const state = useProviderState(occurrence?.providerId ?? null);
  const [confirmed, setConfirmed] = useState(false);
  const confirmations = plan?.called.flatMap((webhook) => webhook.confirmations) ?? [];
  const asked = confirmations.map(({ id }) => id).join(' ');

  useEffect(() => {
    resetFiring();
    const stops = [on('delivery.finished', takeShot), on('queue.state', takeQueueOfShots)];
    return () => {
      for (const stop of stops) stop();
      resetFiring();
    };
  }, []);

  // A yes counts for what was on the screen, and not for what comes there later.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of what is asked is the very reason to run.
  useEffect(() => setConfirmed(false), [asked]);

  const canFire = occurrence !== null && (plan?.called.length ?? 0) > 0 && (confirmations.length === 0 || confirmed);

  function fire(): void {
    if (occurrence !== null) void fireEvent(occurrence, confirmed ? confirmations.map(({ id }) => id) : []);
  }

  function plainAgain(): void {
    dropShots();
    if (occurrence !== null) void planFiring(occurrence);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title="Fire an event"
      description="It goes to every active webhook that is subscribed to it where it happens, one delivery each."
      footer={
        shots === null ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" icon={<Zap />} busy={isFiring} disabled={!canFire} onClick={fire}>
              {countCalled(plan)}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={plainAgain}>Fire another</Button>
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </>
        )
      }
    >
      <div className={styles.columns} data-phase={shots === null ? 'plan' : 'results'}>
        {shots === null && state !== null && <OccurrenceFields form={form} state={state} />}
        <Outcome form={form}>
          {shots === null && (
            <Confirmations confirmations={confirmations} confirmed={confirmed} onChange={setConfirmed} />
          )}
        </Outcome>
      </div>
    </Dialog>
  );
}
