import { MailCheck, MailX, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { MailState } from '../../../src-preload/contract/outbox.ts';
import { keysOf } from '../../commands/table.ts';
import { filterOutbox, loadOutbox, retryMails, useOutbox } from '../../stores/outbox.ts';
import { showSettings, showWork } from '../../stores/screen.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { MailList } from './mail-list.tsx';
import { MailReader } from './mail-reader.tsx';
import { stateWords } from './mail-words.ts';
import styles from './outbox-screen.module.css';

const ALL = 'all';

const states: readonly MailState[] = ['waiting', 'sent', 'failed', 'kept'];

function StateFilter() {
  const filter = useOutbox((state) => state.filter);
  const counts = useOutbox((state) => state.counts);
  const total = states.reduce((sum, state) => sum + counts[state], 0);
  const toSegment = (value: MailState | typeof ALL, word: string, count: number) => ({
    value,
    label: `${word} ${formatCount(count)}`,
  });
  return (
    <Segmented
      label="Mails"
      value={filter ?? ALL}
      segments={[
        toSegment(ALL, 'All', total),
        ...states.map((state) => toSegment(state, capitalize(stateWords[state].word), counts[state])),
      ]}
      onChange={(value) => filterOutbox(value === ALL ? null : value)}
    />
  );
}

function capitalize(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function SetUp({ primary = false }: { primary?: boolean }) {
  return (
    <Button
      size={primary ? 'normal' : 'small'}
      variant={primary ? 'primary' : 'secondary'}
      onClick={() => showSettings('mail')}
    >
      Set up the mail server
    </Button>
  );
}

function Empty() {
  const filter = useOutbox((state) => state.filter);
  if (filter !== null) {
    return (
      <EmptyState icon={<MailCheck />} title={`No mail is ${stateWords[filter].word}`} action={<ShowAll />}>
        Mails of the other states are still there.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<MailCheck />} title="No mail was due yet" action={<SetUp primary />}>
      When a webhook fails, some services tell an address: gridscale the one in its settings, Callgoose SQIBS the one of
      the webhook. Those mails are kept here and can be read, with a mail server or without one.
    </EmptyState>
  );
}

function ShowAll() {
  return <Button onClick={() => filterOutbox(null)}>Show all mails</Button>;
}

function Content() {
  const mails = useOutbox((state) => state.mails);
  const problem = useOutbox((state) => state.problem);
  const layout = useViewText('split.outbox', '');
  if (problem !== null && mails === null) {
    return (
      <EmptyState
        icon={<MailX />}
        title="The outbox could not be read"
        action={<Button onClick={() => void loadOutbox()}>Try again</Button>}
      >
        {problem}
      </EmptyState>
    );
  }
  if (mails === null) return <Skeleton rows={6} label="Loading the outbox" />;
  if (mails.length === 0) return <Empty />;
  return (
    <Split
      label="Resize the list of mails"
      direction="row"
      layout={layout === '' ? null : layout}
      onLayout={(next) => setView('split.outbox', next)}
      panes={[
        { id: 'list', size: 42, minimum: 260, content: <MailList mails={mails} /> },
        { id: 'mail', size: 58, minimum: 320, content: <MailReader /> },
      ]}
    />
  );
}

function Hold() {
  const hold = useOutbox((state) => state.hold);
  const kept = useOutbox((state) => state.counts.kept);
  const waiting = useOutbox((state) => state.counts.waiting);
  if (hold !== null) {
    if (kept + waiting === 0) return null;
    return (
      <div className={styles.hold}>
        <Banner tone="info" actions={<SetUp />}>
          {hold}
        </Banner>
      </div>
    );
  }
  if (kept === 0) return null;
  return (
    <div className={styles.hold}>
      <Banner
        tone="info"
        actions={
          <Button size="small" onClick={() => void retryMails({ state: 'kept' })}>
            Send {kept === 1 ? 'it' : `all ${formatCount(kept)}`}
          </Button>
        }
      >
        {kept === 1 ? '1 mail was' : `${formatCount(kept)} mails were`} written before there was a mail server.
      </Banner>
    </div>
  );
}

/** Every mail that was due: list at the left, the opened one at the right. Escape goes back to the work. */
export function OutboxScreen() {
  const screen = useRef<HTMLElement>(null);
  useEffect(() => {
    void loadOutbox();
    screen.current?.focus();
  }, []);

  function leave(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) showWork();
  }

  return (
    <section ref={screen} className={styles.screen} data-pane="" aria-label="Outbox" tabIndex={-1} onKeyDown={leave}>
      <header className={styles.head}>
        <h1 className={styles.title}>Outbox</h1>
        <StateFilter />
        <span className={styles.spring} />
        <Button variant="ghost" onClick={() => showSettings('mail')}>
          Mail server…
        </Button>
        <IconButton label="Close the outbox" icon={<X />} keys={keysOf('app.outbox')} onClick={showWork} />
      </header>
      <Hold />
      <div className={styles.content}>
        <Content />
      </div>
    </section>
  );
}
