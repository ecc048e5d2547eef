import { X } from 'lucide-react';
import type { Attempt, DeliveryState } from '../../../src-preload/contract/delivery.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { toggleLog } from '../../stores/screen.ts';
import { dismissResult, type Sending, useSending } from '../../stores/sending.ts';
import { formatDuration } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { outcomeOf } from './outcome-words.ts';
import styles from './webhook-pane.module.css';

const names: Readonly<Record<Sending['kind'], string>> = { test: 'Test', event: 'Event', validate: 'Validation' };

const later: Readonly<Partial<Record<DeliveryState, string>>> = {
  failed_will_retry: 'will be retried',
  exhausted: 'no retry left',
  blocked: 'not sent',
};

function factsOf(attempt: Attempt | undefined, state: DeliveryState): string {
  const facts = [
    attempt?.response ? String(attempt.response.status) : (attempt?.error?.cause ?? attempt?.error?.code),
    attempt?.timings ? formatDuration(attempt.timings.total) : undefined,
    later[state],
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}

/** What became of the last test or event, beside the buttons that sent it. Opens the log at its line. */
export function LastResult({ webhook, provider }: { webhook: Webhook; provider: Provider }) {
  const sending = useSending((state) => state.byWebhook[webhook.id]);
  return (
    <div className={styles.result} role="status" aria-label="Last result">
      {sending?.result === null && <span className={styles.detail}>Sending…</span>}
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
          <span className={styles.detail}>{factsOf(attempt, result.state)}</span>
          <span className="visually-hidden">, show in the log</span>
        </button>
      </Tooltip>
      <IconButton size="small" label="Dismiss the result" icon={<X />} onClick={() => dismissResult(webhookId)} />
    </>
  );
}
