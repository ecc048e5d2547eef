import { ChevronDown, History, Plus, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { OutageSpan, VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';
import { changeOutage, selectSpan, undoOutage, useTimeMachine } from '../../stores/time-machine.ts';
import { setView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import { NumberField } from '../../ui/text-field.tsx';
import { formatRoughSpan, formatSpan } from '../../ui/time-span.ts';
import { LogOrigin, LogQuestion } from './log-outage.tsx';
import { addSpan, findRoom, moveEdge, moveSpan, SHORTEST_SPAN, sortSpans } from './outage-edit.ts';
import { removeSpan } from './outage-track.tsx';
import styles from './panel.module.css';
import { presets } from './presets.ts';
import { lookOf, nameReceiver } from './receiver-words.ts';
import { SpanField } from './span-field.tsx';
import { LONGEST } from './time-scale.ts';

const kinds: readonly { value: VirtualReceiver['kind']; label: string; receiver: VirtualReceiver }[] = [
  { value: 'refused', label: 'Refuses connections', receiver: { kind: 'refused' } },
  { value: 'time-out', label: 'Never answers', receiver: { kind: 'time-out' } },
  { value: 'status', label: 'Answers a status', receiver: { kind: 'status', status: 503, retryAfterSeconds: null } },
  { value: 'slow', label: 'Answers slowly', receiver: { kind: 'slow', seconds: 12 } },
];

/** Puts a changed span in place of the old one. */
function replaceSpan(index: number, next: OutageSpan): void {
  const { outage } = useTimeMachine.getState();
  const spans = sortSpans(outage.map((span, other) => (other === index ? next : span)));
  changeOutage(spans, spans.indexOf(next));
}

function StatusFields({
  receiver,
  onChange,
}: {
  receiver: Extract<VirtualReceiver, { kind: 'status' }>;
  onChange: (receiver: VirtualReceiver) => void;
}) {
  return (
    <>
      <NumberField
        label="Status"
        className={styles.number}
        value={receiver.status}
        min={200}
        max={599}
        onChange={(status) => {
          if (Number.isInteger(status) && status >= 200 && status <= 599) onChange({ ...receiver, status });
        }}
      />
      <SpanField
        label="Retry-After"
        value={receiver.retryAfterSeconds === null ? null : receiver.retryAfterSeconds * 1000}
        minimum={0}
        maximum={LONGEST}
        empty="none"
        onChange={(ms) => onChange({ ...receiver, retryAfterSeconds: ms === null ? null : Math.round(ms / 1000) })}
      />
    </>
  );
}

function SpanFields({ span, index }: { span: OutageSpan; index: number }) {
  const outage = useTimeMachine((state) => state.outage);
  const room = findRoom(outage, span.fromMs, span) ?? { from: 0, to: LONGEST };
  const length = span.toMs - span.fromMs;
  const setReceiver = (receiver: VirtualReceiver): void => replaceSpan(index, { ...span, receiver });
  return (
    <div className={styles.fields}>
      <SpanField
        label="Begins after"
        value={span.fromMs}
        minimum={room.from}
        maximum={room.to - length}
        onChange={(ms) => ms !== null && replaceSpan(index, moveSpan(outage, span, ms))}
      />
      <SpanField
        label="Lasts"
        value={length}
        minimum={SHORTEST_SPAN}
        maximum={room.to - span.fromMs}
        onChange={(ms) => ms !== null && replaceSpan(index, moveEdge(outage, span, 'toMs', span.fromMs + ms))}
      />
      <div className={styles.whole}>
        <Select
          label="The receiver"
          className={styles.number}
          value={span.receiver.kind}
          options={kinds}
          onChange={(kind) => setReceiver(kinds.find(({ value }) => value === kind)?.receiver ?? { kind: 'refused' })}
        />
      </div>
      {span.receiver.kind === 'status' && <StatusFields receiver={span.receiver} onChange={setReceiver} />}
      {span.receiver.kind === 'slow' && (
        <SpanField
          label="Answers after"
          value={span.receiver.seconds * 1000}
          minimum={100}
          maximum={3_600_000}
          onChange={(ms) => ms !== null && setReceiver({ kind: 'slow', seconds: ms / 1000 })}
        />
      )}
    </div>
  );
}

function SpanRow({ span, index, isOpen }: { span: OutageSpan; index: number; isOpen: boolean }) {
  const words = `${formatSpan(span.fromMs)} to ${formatSpan(span.toMs)}`;
  return (
    <li className={styles.span} data-open={isOpen || undefined}>
      <div className={styles.spanHead}>
        <button
          type="button"
          className={styles.spanButton}
          aria-expanded={isOpen}
          title={`${words}, ${nameReceiver(span.receiver)}`}
          onClick={() => selectSpan(isOpen ? null : index)}
        >
          <span className={styles.swatch} data-look={lookOf(span.receiver)} aria-hidden="true" />
          <span className={styles.spanWords}>
            <span className="ellipsis">{nameReceiver(span.receiver)}</span>
            <span className={styles.dim}>
              {span.fromMs === 0 ? 'from the event' : `after ${formatRoughSpan(span.fromMs)}`}, for{' '}
              {formatRoughSpan(span.toMs - span.fromMs)}
            </span>
          </span>
        </button>
        <IconButton
          size="small"
          label={`Remove the outage from ${words}`}
          tooltip="Remove"
          keys="Delete"
          icon={<Trash2 />}
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[data-pane]')?.focus();
            removeSpan(index);
          }}
        />
      </div>
      {isOpen && <SpanFields span={span} index={index} />}
    </li>
  );
}

/** The outage in words and fields: all that the drawing does can be done here. */
export function OutagePanel() {
  const outage = useTimeMachine((state) => state.outage);
  const selected = useTimeMachine((state) => state.selected);
  const canUndo = useTimeMachine((state) => state.past.length > 0);
  const [asks, setAsks] = useState(false);
  const canRedo = useTimeMachine((state) => state.future.length > 0);

  function add(): void {
    const span = addSpan(outage, outage.at(-1)?.receiver ?? { kind: 'refused' });
    if (span !== null) changeOutage([...outage, span], outage.length);
  }

  return (
    <section className={styles.section} aria-label="Outage">
      <header className={styles.sectionHead}>
        <h2 className={styles.title}>Outage</h2>
        <IconButton
          size="small"
          label="Undo the change of the outage"
          tooltip="Undo"
          icon={<Undo2 />}
          disabled={!canUndo}
          onClick={() => undoOutage('undo')}
        />
        <IconButton
          size="small"
          label="Redo the change of the outage"
          tooltip="Redo"
          icon={<Redo2 />}
          disabled={!canRedo}
          onClick={() => undoOutage('redo')}
        />
        <IconButton size="small" label="Add an outage" icon={<Plus />} onClick={add} />
      </header>
      <div className={styles.tools}>
        <Menu
          trigger={
            <Button size="small" icon={<ChevronDown />}>
              Examples
            </Button>
          }
          items={presets.map(({ id, label, hint, spans }) => ({
            id,
            label,
            hint,
            onSelect() {
              changeOutage(spans, spans.length === 1 ? 0 : null);
              // A weekend in the view of a deploy would be a picture of its first minutes.
              setView('timeMachine.range', '');
            },
          }))}
        />
        <Button size="small" icon={<History />} aria-expanded={asks} onClick={() => setAsks(!asks)}>
          From the log
        </Button>
      </div>
      {asks && <LogQuestion onDone={() => setAsks(false)} />}
      {outage.length === 0 ? (
        <p className={styles.note}>
          The receiver works all the time. Draw an outage above the lanes, or begin with an example.
        </p>
      ) : (
        <ul className={styles.spans}>
          {outage.map((span, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a span has nothing but its place; its open fields stay while it moves
            <SpanRow key={index} span={span} index={index} isOpen={index === selected} />
          ))}
        </ul>
      )}
      <LogOrigin />
    </section>
  );
}
