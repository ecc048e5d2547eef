import { ArrowLeftRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Attempt } from '../../../src-preload/contract/delivery.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { call } from '../../client/call.ts';
import { toClientError } from '../../client/client-error.ts';
import { copyText } from '../../commands/system.ts';
import { describeAnswer } from '../../stores/attempt-words.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { toggleLog } from '../../stores/screen.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeView } from '../../ui/code-view/code-view.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { formatDuration } from '../../ui/format.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { wordsOf } from './field-words.ts';
import styles from './history-tab.module.css';
import { outcomeOf } from './outcome-words.ts';
import { readBodyText } from './read-body-text.ts';
import { remarkOf, type Sent } from './use-attempts.ts';

/** A payload is read here, not searched: the log has the whole of a longer one. */
const SHOWN_BYTES = 100_000;

interface Opened {
  attempt: Attempt;
  body: string;
}

async function openAttempt({ seq, sent }: Sent): Promise<Opened | null> {
  const { delivery } = await call('log.detail', { seq });
  const attempt = delivery?.attempts.find(({ id }) => id === sent.attemptId);
  return attempt === undefined ? null : { attempt, body: await readBodyText('request', attempt, SHOWN_BYTES) };
}

/** The attempt of a line and what it sent; null while that is on its way. */
function useOpened(row: Sent): { opened: Opened | null; problem: string | null } {
  const [state, setState] = useState<{ opened: Opened | null; problem: string | null }>({
    opened: null,
    problem: null,
  });
  const { seq } = row;
  const { outcome } = row.sent;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row is another object each time the log is read; these tell it apart
  useEffect(() => {
    let gone = false;
    openAttempt(row).then(
      (opened) => !gone && setState({ opened, problem: null }),
      (thrown: unknown) => !gone && setState({ opened: null, problem: toClientError(thrown).message }),
    );
    return () => {
      gone = true;
    };
  }, [seq, outcome]);
  return state;
}

function listFacts(webhook: Webhook, provider: Provider, row: Sent, attempt: Attempt): Fact[] {
  const { outcome } = attempt;
  const { tone, word } = outcomeOf(outcome, provider.statusWords);
  const own = outcome === 'success' ? provider.statusWords?.success : provider.statusWords?.failure;
  const isOver = outcome === 'success' || outcome === 'failure';
  const took = attempt.timings && formatDuration(attempt.timings.total);
  const remark = remarkOf(row);
  const answer = describeAnswer(attempt.response?.status ?? null, attempt.error?.code ?? null);
  return [
    {
      name: wordsOf(provider, 'webhookId', 'Webhook id').label,
      value: webhook.id,
      mono: true,
      onCopy: () => void copyText(webhook.id, 'Webhook id'),
    },
    { name: 'Status', value: <Status tone={tone}>{(isOver ? own : undefined) ?? word}</Status> },
    ...(attempt.error === null ? [] : [{ name: 'Reason', value: attempt.error.message }]),
    ...(answer === '' ? [] : [{ name: 'Answer', value: [answer, took].filter(Boolean).join(' · ') }]),
    {
      name: 'Sent',
      value: (
        <>
          <Time at={attempt.startedAt} day />
          {remark !== '' && ` · ${remark}`}
        </>
      ),
    },
    { name: 'To', value: `${attempt.request.method} ${attempt.request.url}`, mono: true },
  ];
}

/** One attempt: what was sent, to which webhook, and what became of it. */
export function HistoryDetail({ webhook, provider, row }: { webhook: Webhook; provider: Provider; row: Sent }) {
  const { opened, problem } = useOpened(row);
  const event = wordsOf(provider, 'eventInformation', 'Event information');
  const details = wordsOf(provider, 'deliveryDetails', 'Delivery details');
  if (problem !== null) return <Banner tone="failure">This attempt could not be read: {problem}</Banner>;
  if (opened === null) return <Skeleton rows={6} label="Loading the attempt" />;
  return (
    <div className={styles.detail}>
      <section className={styles.facts} aria-label={details.label}>
        <header className={styles.panelHead}>
          <h2 className={styles.panelTitle}>{details.label}</h2>
          <Button
            size="small"
            variant="ghost"
            icon={<ArrowLeftRight />}
            onClick={() => {
              toggleLog(true);
              revealLogRow(row.seq);
            }}
          >
            Show in the log
          </Button>
        </header>
        <Facts facts={listFacts(webhook, provider, row, opened.attempt)} />
      </section>
      <section className={styles.payload} aria-label={event.label}>
        <header className={styles.panelHead}>
          <h2 className={styles.panelTitle}>{event.label}</h2>
        </header>
        {opened.body === '' ? (
          <p className={styles.note}>Nothing was sent in the body: the data stands in the URL.</p>
        ) : (
          <div className={styles.code}>
            <CodeView label={`${event.label}, as it was sent`} text={opened.body} layout="json" />
          </div>
        )}
      </section>
    </div>
  );
}
