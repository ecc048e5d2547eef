import { History } from 'lucide-react';
import { useState } from 'react';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import { describeAnswer } from '../../stores/attempt-words.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { toggleLog } from '../../stores/screen.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { wordsOf } from './field-words.ts';
import { HistoryDetail } from './history-detail.tsx';
import styles from './history-tab.module.css';
import { outcomeOf } from './outcome-words.ts';
import { remarkOf, type Sent, useAttempts } from './use-attempts.ts';

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
      <Ellipsis text={describeAnswer(sent.status, sent.error)} />
      <Ellipsis text={event} />
      <span className={styles.kind}>{remarkOf(row)}</span>
    </div>
  );
}

function Attempts({ rows, webhook, provider }: { rows: readonly Sent[]; webhook: Webhook; provider: Provider }) {
  const [chosen, setChosen] = useState<number | null>(null);
  const layout = useViewText('split.history', '');
  const found = rows.findIndex(({ seq }) => seq === chosen);
  // Until one is chosen it is the newest, whatever comes in.
  const selected = found === -1 ? 0 : found;
  const row = rows[selected];
  const list = (
    <VirtualList
      label={wordsOf(provider, 'history', 'Attempts').label}
      count={rows.length}
      rowHeight={28}
      selected={selected}
      keyAt={(index) => rows[index]?.seq ?? index}
      onSelect={(index) => setChosen(rows[index]?.seq ?? null)}
      onOpen={(index) => {
        const opened = rows[index];
        if (opened === undefined) return;
        toggleLog(true);
        revealLogRow(opened.seq);
      }}
      renderRow={(index) => {
        const each = rows[index];
        return each === undefined ? null : <Row row={each} provider={provider} />;
      }}
    />
  );
  return (
    <Split
      label="Resize the history"
      direction="row"
      layout={layout === '' ? null : layout}
      onLayout={(next) => setView('split.history', next)}
      panes={[
        { id: 'attempts', size: 50, minimum: 300, content: list },
        {
          id: 'attempt',
          size: 50,
          minimum: 300,
          content: row && <HistoryDetail key={row.seq} webhook={webhook} provider={provider} row={row} />,
        },
      ]}
    />
  );
}

/** Every attempt that was made for the webhook, and beside them the chosen one. Enter shows it in the log. */
export function HistoryTab({ webhook, provider }: { webhook: Webhook; provider: Provider }) {
  const { rows, problem } = useAttempts(webhook.id);
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
  return <Attempts rows={rows} webhook={webhook} provider={provider} />;
}
