import { History } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { isCancelled, toClientError } from '../../client/client-error.ts';
import { createLatest } from '../../client/latest.ts';
import { on } from '../../client/on.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import { describeAnswer } from '../../stores/attempt-words.ts';
import { createDelayed } from '../../stores/delayed.ts';
import { revealLogRow, selectLogRow } from '../../stores/log-selection.ts';
import { toggleLog } from '../../stores/screen.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import styles from './history-tab.module.css';
import { outcomeOf } from './outcome-words.ts';

type Sent = LogRow & { sent: NonNullable<LogRow['sent']> };

// Paired rows are wanted too, so the side is not filtered here but below.
const everything = {
  text: '',
  side: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  from: null,
  to: null,
};

const isSent = (row: LogRow): row is Sent => row.sent !== null;

/** The attempts of one webhook, newest first, kept up with the log; null until they are here. */
function useAttempts(webhookId: string): { rows: readonly Sent[] | null; problem: string | null } {
  const [rows, setRows] = useState<readonly Sent[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const page = createLatest('log.page');
    async function load(): Promise<void> {
      const filter = { ...everything, providerId: null, webhookId };
      try {
        const answer = await page.run({ filter, before: null, after: null, limit: 300 });
        setRows(answer.rows.filter(isSent));
        setProblem(null);
      } catch (thrown) {
        if (!isCancelled(thrown)) setProblem(toClientError(thrown).message);
      }
    }
    const again = createDelayed(150, () => void load());
    const stops = [on('log.changed', again.start), on('log.cleared', again.start), again.cancel, page.cancel];
    void load();
    return () => {
      for (const stop of stops) stop();
    };
  }, [webhookId]);
  return { rows, problem };
}

function Row({ row, provider }: { row: Sent; provider: Provider }) {
  const { sent } = row;
  const { tone, word } = outcomeOf(sent.outcome, provider.statusWords);
  const event = provider.eventTypes.find(({ id }) => id === row.eventType)?.label ?? row.eventType ?? '';
  return (
    <div className={styles.row}>
      <span className={styles.time}>
        <Time at={row.at} day />
      </span>
      <Status tone={tone}>{word}</Status>
      <span className={styles.status}>{describeAnswer(sent.status, sent.error)}</span>
      <Ellipsis text={event} />
      <span className={styles.kind}>{sent.kind}</span>
      <span className={styles.kind}>attempt {sent.attempt}</span>
      <span className="number">{formatBytes(sent.bodyBytes)}</span>
      <span className="number">{sent.durationMs === null ? '' : formatDuration(sent.durationMs)}</span>
    </div>
  );
}

/** Every attempt that was made for the webhook. The chosen row opens in the log; Enter goes there. */
export function HistoryTab({ webhook, provider }: { webhook: Webhook; provider: Provider }) {
  const { rows, problem } = useAttempts(webhook.id);
  const [selected, setSelected] = useState(-1);
  if (problem !== null) {
    return <Banner tone="failure">The history could not be read: {problem}</Banner>;
  }
  if (rows === null) return <Skeleton rows={6} label="Loading the history" />;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<History />}
        title="Nothing was sent yet"
        action={
          <Button keys={keysOf('send.event')} onClick={() => runCommand('send.event')}>
            Send the event
          </Button>
        }
      >
        Each attempt will be listed here with its outcome.
      </EmptyState>
    );
  }
  return (
    <VirtualList
      label="Attempts"
      count={rows.length}
      rowHeight={28}
      selected={selected}
      keyAt={(index) => rows[index]?.seq ?? index}
      onSelect={(index) => {
        setSelected(index);
        toggleLog(true);
        selectLogRow(rows[index]?.seq ?? null);
      }}
      onOpen={(index) => {
        const row = rows[index];
        if (row !== undefined) revealLogRow(row.seq);
      }}
      renderRow={(index) => {
        const row = rows[index];
        return row === undefined ? null : <Row row={row} provider={provider} />;
      }}
    />
  );
}
