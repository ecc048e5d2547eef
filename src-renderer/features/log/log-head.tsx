import { ListFilter, Search, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import { focusOn, registerFocus } from '../../commands/focus.ts';
import { formatCount, formatDateTime } from '../../ui/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { BulkButton, FilesButton, QueueButton } from './head-buttons.tsx';
import { Histogram } from './histogram.tsx';
import { describeFilter, type FilterNames, isEmptyFilter, parseFilter } from './log-filter.ts';
import styles from './log-head.module.css';
import { clearFilter, filterLog, useLog } from './log-store.ts';
import { useFilterNames } from './use-filter-names.ts';

/** A pause in typing after which the text is searched for. */
const PAUSE = 250;

/** What the menu offers: the heading, and what each choice sets. */
function listChoices(filter: LogFilter, names: FilterNames): MenuItem[] {
  const choice = <Field extends keyof LogFilter>(field: Field, value: LogFilter[Field], label: string): MenuItem => ({
    id: `${field} ${value}`,
    label,
    checked: filter[field] === value,
    onSelect: () => filterLog({ [field]: filter[field] === value ? null : value }),
  });
  const since = (label: string, milliseconds: number): MenuItem => ({
    id: `since ${label}`,
    label,
    onSelect: () => filterLog({ from: Date.now() - milliseconds, to: null }),
  });
  return [
    { id: 'outcomes', heading: 'Sent' },
    choice('outcome', 'success', 'Delivered'),
    choice('outcome', 'failure', 'Failed'),
    choice('outcome', 'unknown', 'Outcome unknown'),
    { id: 'verdicts', heading: 'Captured' },
    choice('verdict', 'valid', 'Signature valid'),
    choice('verdict', 'invalid', 'Signature invalid'),
    choice('verdict', 'unsigned', 'Not signed'),
    choice('verdict', 'unverifiable', 'Not checked'),
    { id: 'sides', heading: 'Sides' },
    choice('side', 'paired', 'Sent and captured'),
    choice('side', 'sent', 'Sent only'),
    choice('side', 'captured', 'Captured only'),
    choice('imported', 'any', 'Imported'),
    { id: 'webhooks', heading: 'Webhook' },
    ...names.webhooks.slice(0, 12).map(({ id, name }) => choice('webhookId', id, name)),
    { id: 'time', heading: 'Time' },
    since('Last 15 minutes', 900_000),
    since('Last hour', 3_600_000),
    since('Last day', 86_400_000),
  ];
}

function FilterBox({ names }: { names: FilterNames }) {
  const filter = useLog((state) => state.filter);
  const [typed, setTyped] = useState(filter.text);
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => registerFocus('log-filter', () => box.current?.select()), []);
  useEffect(() => setTyped(filter.text), [filter.text]);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );

  function take(input: string): void {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const { change, text } = parseFilter(input, names, Date.now());
    setTyped(text);
    if (text !== filter.text || Object.keys(change).length > 0) filterLog({ ...change, text });
  }

  function type(input: string): void {
    setTyped(input);
    if (timer.current !== null) clearTimeout(timer.current);
    // A token is complete with the space behind it; until then it would be searched for as text.
    const open = /(?:^|\s)[a-z]+:\S*$/i.test(input);
    if (!open) timer.current = setTimeout(() => take(input), PAUSE);
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') take(typed);
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      focusOn('log-rows');
    }
    if (event.key !== 'Escape') return;
    if (typed === '') focusOn('log-rows');
    else take('');
  }

  return (
    <div className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={box}
        className={styles.input}
        type="text"
        aria-label="Filter the log"
        placeholder="Filter: text, status:failed, webhook:…"
        title={
          'Text in addresses, headers and bodies, and\nstatus:failed  verdict:invalid  side:captured  side:imported\nwebhook:…  provider:…  event:…  channel:…  last:15m'
        }
        spellCheck={false}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
    </div>
  );
}

/** The filter, what it lets through, and the last hour at a glance. */
export function LogHead({ compact }: { compact: boolean }) {
  const names = useFilterNames();
  const filter = useLog((state) => state.filter);
  const count = useLog((state) => state.count);
  const exact = useLog((state) => state.countIsExact);
  const chips = describeFilter(filter, names, formatDateTime);
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>Log</h2>
      <FilterBox names={names} />
      <Menu
        trigger={<IconButton size="small" label="Add a filter" icon={<ListFilter />} />}
        items={listChoices(filter, names)}
      />
      <div className={styles.chips}>
        {chips.map(({ field, label }) => (
          <button
            key={field}
            type="button"
            className={styles.chip}
            title={`${label}: remove this filter`}
            aria-label={`Remove the filter ${label}`}
            onClick={() => filterLog({ [field]: null })}
          >
            <span className="ellipsis">{label}</span>
            <X aria-hidden="true" />
          </button>
        ))}
      </div>
      {!isEmptyFilter(filter) && (
        <IconButton size="small" label="Clear the filter" icon={<X />} onClick={clearFilter} />
      )}
      <span className={styles.spring} />
      <BulkButton compact={compact} />
      <QueueButton />
      <FilesButton />
      <span className={styles.count} role="status">
        {formatCount(count)}
        {exact ? '' : '+'} {count === 1 ? 'row' : 'rows'}
      </span>
      {!compact && <Histogram />}
    </div>
  );
}
