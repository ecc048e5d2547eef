import { Play, X } from 'lucide-react';
import type { Attempt, Delivery } from '../../../src-preload/contract/delivery.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { describeAnswer } from '../../stores/attempt-words.ts';
import { openDialog } from '../../stores/dialogs.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { pauseQueue, useQueue } from '../../stores/queue.ts';
import { toggleLog } from '../../stores/screen.ts';
import { dismissResult, isUnderWay, type Sending, useSending } from '../../stores/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { formatDuration } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { outcomeOf } from './outcome-words.ts';
import styles from './webhook-pane.module.css';

const names: Readonly<Record<Sending['kind'], string>> = { test: 'Test', event: 'Event', validate: 'Validation' };

function describeFuture({ state, attemptCount }: Delivery): string | null {
  if (state === 'failed_will_retry') return 'will be retried';
  return state === 'exhausted' && attemptCount > 1 ? 'no retry left' : null;
}

function factsOf(attempt: Attempt | undefined, delivery: Delivery): string {
  const facts = [
    attempt && describeAnswer(attempt.response?.status ?? null, attempt.error?.code ?? null),
    attempt?.timings && formatDuration(attempt.timings.total),
    describeFuture(delivery),
  ];
  return facts.filter(Boolean).join(' · ');
}

/** It is kept and has not left, so nobody has to wait here for it. */
function Waits({ kind, reason }: { kind: Sending['kind']; reason: string }) {
  const paused = useQueue((state) => state.paused);
  return (
    <>
      <Tooltip text={reason}>
        <button type="button" className={styles.resultButton} onClick={() => openDialog({ kind: 'queue' })}>
          <Status tone="waiting">{names[kind]} waits</Status>
          <Ellipsis className={styles.detail} text={reason} />
          <span className="visually-hidden">, show the queue</span>
        </button>
      </Tooltip>
      {paused && (
        <Button size="small" variant="ghost" icon={<Play />} onClick={() => void pauseQueue(false)}>
          Resume
        </Button>
      )}
    </>
  );
}

/** What became of the last test or event, beside the buttons that sent it. Opens the log at its line. */
export function LastResult({ webhook, provider }: { webhook: Webhook; provider: Provider }) {
  const sending = useSending((state) => state.byWebhook[webhook.id]);
  return (
    <div className={styles.result} role="status" aria-label="Last result">
      {sending !== undefined && isUnderWay(sending) && <span className={styles.detail}>Sending…</span>}
      {sending?.result === null && sending.waits !== null && <Waits kind={sending.kind} reason={sending.waits} />}
      {sending?.result && (
        <Result webhookId={webhook.id} sending={{ ...sending, result: sending.result }} provider={provider} />
      )}
    </div>
  );
}

interface ResultProps {
  webhookId: string;
  provider: Provider;
  sending: { kind: Sending['kind']; seq: number | null; result: NonNullable<SendingResult> };
}
type SendingResult = ReturnType<typeof useSending.getState>['byWebhook'][string]['result'];

function Result({ webhookId, provider, sending: { kind, seq, result } }: ResultProps) {
  const attempt = result.attempts.at(-1);
  const { tone, word } = outcomeOf(attempt?.outcome ?? 'unknown', provider.statusWords);
  const why = attempt?.error?.message ?? result.reason;
  return (
    <>
      <Tooltip text={why ?? 'Show it in the log'}>
        <button
          type="button"
          className={styles.resultButton}
          onClick={() => {
            toggleLog(true);
            if (seq !== null) revealLogRow(seq);
          }}
        >
          <Status tone={tone}>
            {names[kind]} {word}
          </Status>
          <span className={styles.detail}>{factsOf(attempt, result)}</span>
          <span className="visually-hidden">, show in the log</span>
        </button>
      </Tooltip>
      <IconButton size="small" label="Dismiss the result" icon={<X />} onClick={() => dismissResult(webhookId)} />
    </>
  );
}
