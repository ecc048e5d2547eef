import { useState } from 'react';
import { takeOutageFromLog, useTimeMachine } from '../../stores/time-machine.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './panel.module.css';

/** Where an outage from the log came from, and how it was derived. */
export function LogOrigin() {
  const origin = useTimeMachine((state) => state.origin);
  if (origin === null) return null;
  const { name, outage } = origin;
  const { spans, attempts, isCut, startsAt, delivery } = outage;
  if (spans.length === 0) {
    return (
      <p className={styles.note}>
        {attempts === 0
          ? `Nothing of “${name}” is in the log there.`
          : `None of the ${attempts} attempts of “${name}” failed there.`}
      </p>
    );
  }
  const failures = spans.reduce((sum, span) => sum + span.failures, 0);
  const open = spans.at(-1)?.successAfter === null;
  return (
    <div className={styles.note}>
      <p>
        From the log of “{name}”: {failures} failed {failures === 1 ? 'attempt' : 'attempts'} of {attempts}
        {isCut ? ', the newest ones' : ''}. An outage lasts from the first failure of a run until the next attempt that
        met something else{open ? '; after the last failure nothing was sent, so it ends there' : ''}.
      </p>
      <p>
        Time 0 is {delivery === null ? 'the first failure' : 'the event of the delivery'}, {formatDateTime(startsAt)}.
      </p>
    </div>
  );
}

const HOUR = 3_600_000;

const spans = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, all: null } as const;
type Span = keyof typeof spans;

/** Asks of which webhook and of which time the log is to be read. */
export function LogQuestion({ onDone }: { onDone: () => void }) {
  const webhooks = useWebhooks((state) => state.webhooks);
  const selectedId = useWebhooks((state) => state.selectedId);
  const [id, setId] = useState(selectedId);
  const [span, setSpan] = useState<Span>('day');
  const webhook = webhooks.find((each) => each.id === id);
  const length = spans[span];

  function read(): void {
    if (webhook === undefined) return;
    void takeOutageFromLog(webhook, { from: length === null ? null : Date.now() - length });
    onDone();
  }

  return (
    <div className={styles.details}>
      <Combobox
        label="Webhook"
        value={id}
        options={webhooks.map((each) => ({ value: each.id, label: each.name, hint: each.url }))}
        onChange={setId}
      />
      <Segmented
        label="Time span"
        value={span}
        segments={[
          { value: 'hour', label: '1 h' },
          { value: 'day', label: '1 d' },
          { value: 'week', label: '7 d' },
          { value: 'all', label: 'All' },
        ]}
        onChange={setSpan}
      />
      <Button size="small" disabled={webhook === undefined} onClick={read}>
        Read the outages
      </Button>
    </div>
  );
}
