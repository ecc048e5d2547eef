import { ArrowLeft, Copy, RotateCcw, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { LogDetail as Detail } from '../../../../src-preload/contract/log.ts';
import { call } from '../../../client/call.ts';
import { toClientError } from '../../../client/client-error.ts';
import { on } from '../../../client/on.ts';
import { focusOn } from '../../../commands/focus.ts';
import { openDialog } from '../../../stores/dialogs.ts';
import { copyLine } from '../../../stores/exports.ts';
import { selectLogRow } from '../../../stores/log-selection.ts';
import { setView, useViewText } from '../../../stores/view.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Status } from '../../../ui/status.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { describeOutcome, describeVerdict } from '../log-words.ts';
import styles from './detail.module.css';
import { DetailBody } from './detail-body.tsx';
import { DetailHeaders } from './detail-headers.tsx';
import { DetailOverview } from './detail-overview.tsx';
import { DetailTiming } from './detail-timing.tsx';
import { DetailVerdict } from './detail-verdict.tsx';

const TABS = ['overview', 'headers', 'body', 'verification', 'timing'] as const;

interface Loaded {
  detail: Detail | null;
  error: string | null;
}

/** The pair, fetched again when the engine says that it changed. */
function useDetail(seq: number): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ detail: null, error: null });
  useEffect(() => {
    let gone = false;
    const load = (): void => {
      call('log.detail', { seq }).then(
        (detail) => {
          if (!gone) setLoaded({ detail, error: null });
        },
        (thrown: unknown) => {
          if (!gone) setLoaded({ detail: null, error: toClientError(thrown).message });
        },
      );
    };
    load();
    const stop = on('log.changed', ({ seqs }) => {
      if (seqs.includes(seq)) load();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [seq]);
  // The line that was open before stays until the next one is here, so that walking on does not flicker.
  return loaded;
}

function close(): void {
  selectLogRow(null);
  focusOn('log-rows');
}

function Title({ detail }: { detail: Detail }) {
  const { sent, captured } = detail.row;
  const side = sent ?? captured;
  const outcome = sent === null ? null : describeOutcome(sent);
  const verdict = captured === null ? null : describeVerdict(captured);
  return (
    <>
      <h2 className={styles.title} data-side={sent === null ? 'captured' : 'sent'} title={side?.target}>
        <b>{side?.method}</b>
        {side?.target}
      </h2>
      {outcome !== null && <Status tone={outcome.tone}>{outcome.words}</Status>}
      {verdict !== null && <Status tone={verdict.tone}>{verdict.words}</Status>}
    </>
  );
}

/** One pair of the log, opened. Escape goes back to the lines. */
export function LogDetail({
  seq,
  alone,
  lineage,
}: {
  seq: number;
  alone: boolean;
  lineage: (deliveryId: string) => ReactNode;
}) {
  const { detail, error } = useDetail(seq);
  const stored = useViewText('log.tab', 'overview');
  const tab = TABS.find((each) => each === stored) ?? 'overview';
  const root = useRef<HTMLElement>(null);

  const isHere = detail !== null;

  // Beside the lines the focus stays there, to walk on; in their place it has to come along.
  useEffect(() => {
    if (alone && isHere) root.current?.querySelector<HTMLElement>('[role="tab"][data-state="active"]')?.focus();
  }, [alone, isHere]);

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  }

  return (
    <article
      ref={root}
      className={styles.detail}
      aria-label="Opened request"
      aria-busy={detail?.row.seq !== seq}
      onKeyDown={press}
    >
      <div className={styles.head}>
        {alone && (
          <IconButton size="small" label="Back to the log" keys="Escape" icon={<ArrowLeft />} onClick={close} />
        )}
        {detail !== null && <Title detail={detail} />}
        <span className={styles.spring} />
        {detail !== null && (detail.delivery !== null || detail.capture !== null) && (
          <Button size="small" icon={<RotateCcw />} onClick={() => openDialog({ kind: 'replay', seq: detail.row.seq })}>
            Replay…
          </Button>
        )}
        {detail !== null && (
          <Menu
            trigger={<IconButton size="small" label="Copy the request as" icon={<Copy />} />}
            items={[
              { id: 'secrets', heading: 'Copy the request, without secrets' },
              { id: 'curl', label: 'As cURL command', onSelect: () => void copyLine(detail.row.seq, 'curl') },
              { id: 'har', label: 'As HAR', onSelect: () => void copyLine(detail.row.seq, 'har') },
              { id: 'json-lines', label: 'As JSON line', onSelect: () => void copyLine(detail.row.seq, 'json-lines') },
            ]}
          />
        )}
        {!alone && <IconButton size="small" label="Close the request" keys="Escape" icon={<X />} onClick={close} />}
      </div>
      {error !== null && <EmptyState title="The request could not be opened">{error}</EmptyState>}
      {error === null && detail === null && <Skeleton rows={5} label="Opening the request" />}
      {detail !== null && (
        <Tabs
          className={styles.tabs}
          label="Parts of the request"
          size="small"
          value={tab}
          onChange={(next) => setView('log.tab', next)}
          items={[
            { id: 'overview', label: 'Overview' },
            { id: 'headers', label: 'Headers' },
            { id: 'body', label: 'Body' },
            { id: 'verification', label: 'Verification' },
            { id: 'timing', label: 'Timing' },
          ]}
        >
          <TabPanel id="overview">
            <DetailOverview detail={detail} lineage={lineage} />
          </TabPanel>
          <TabPanel id="headers">
            <DetailHeaders detail={detail} />
          </TabPanel>
          <TabPanel id="body">
            <DetailBody detail={detail} />
          </TabPanel>
          <TabPanel id="verification">
            <DetailVerdict detail={detail} />
          </TabPanel>
          <TabPanel id="timing">
            <DetailTiming detail={detail} />
          </TabPanel>
        </Tabs>
      )}
    </article>
  );
}
