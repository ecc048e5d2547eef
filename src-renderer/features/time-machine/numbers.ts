import type { Simulation } from '../../../src-preload/contract/time-machine.ts';
import { formatRoughSpan, formatSpan } from '../../ui/time-span.ts';
import { nameEnd } from './simulation-words.ts';

/** A rule that is drawn, and what becomes of an event with it. */
export interface Lane {
  id: string;
  label: string;
  /** Whose webhook it is of, or what is not certain about the rule. */
  remark: string | null;
  simulation: Simulation;
}

export interface Column {
  id: string;
  title: string;
  hint: string;
  /** As copied, and shown in full. */
  read: (lane: Lane) => string;
  /** As shown where there is little room. */
  brief?: (lane: Lane) => string;
  /** For the spreadsheet: a bare number, in the unit of `unit`. */
  value: (lane: Lane) => string;
  unit: string;
}

const seconds = (ms: number | null): string => (ms === null ? '' : String(ms / 1000));

function survives({ simulation: { survivesMs } }: Lane, format = formatSpan): string {
  if (survivesMs === null) return 'any';
  return survivesMs.atBest === 0 ? 'none' : format(survivesMs.always);
}

function delivered({ simulation: { end, endMs } }: Lane, format = formatSpan): string {
  return end === 'delivered' ? format(endMs) : '–';
}

function givesUp({ simulation: { givesUpMs } }: Lane, format = formatSpan): string {
  return givesUpMs === null ? 'never' : format(givesUpMs);
}

/** What the table shows of each rule. */
export const columns: readonly Column[] = [
  {
    id: 'result',
    title: 'Result',
    hint: 'What becomes of an event at time 0',
    read: ({ simulation }) => nameEnd(simulation.end).words,
    value: ({ simulation }) => nameEnd(simulation.end).words,
    unit: '',
  },
  {
    id: 'attempts',
    title: 'Attempts',
    hint: 'Requests for the event at time 0',
    read: ({ simulation }) => String(simulation.attempts.length),
    value: ({ simulation }) => String(simulation.attempts.length),
    unit: '',
  },
  {
    id: 'delivered',
    title: 'Delivered after',
    hint: 'From the event to the answer that counts as a success',
    read: (lane) => delivered(lane),
    brief: (lane) => delivered(lane, formatRoughSpan),
    value: ({ simulation }) => (simulation.end === 'delivered' ? seconds(simulation.endMs) : ''),
    unit: 's',
  },
  {
    id: 'gives-up',
    title: 'Gives up after',
    hint: 'When the receiver never comes back',
    read: (lane) => givesUp(lane),
    brief: (lane) => givesUp(lane, formatRoughSpan),
    value: ({ simulation }) => seconds(simulation.givesUpMs),
    unit: 's',
  },
  {
    id: 'survives',
    title: 'Survives up to',
    hint: 'The longest outage from the event on after which it is delivered, whatever the jitter',
    read: (lane) => survives(lane),
    brief: (lane) => survives(lane, formatRoughSpan),
    value: ({ simulation }) => seconds(simulation.survivesMs?.always ?? null),
    unit: 's',
  },
  {
    id: 'spread',
    title: 'Of all events',
    hint: 'Of events spread evenly over the outage, how many are delivered',
    read: ({ simulation: { spread } }) =>
      spread === null ? '–' : `${Math.floor((spread.delivered / spread.events) * 100)} %`,
    value: ({ simulation: { spread } }) => (spread === null ? '' : String((spread.delivered / spread.events) * 100)),
    unit: '%',
  },
  {
    id: 'load',
    title: 'Peak load',
    hint: 'Requests at the worst time, while new events go on, as a multiple of the requests without an outage',
    read: ({ simulation: { spread } }) => (spread === null ? '–' : `${spread.peakLoad.toFixed(1)} ×`),
    value: ({ simulation: { spread } }) => (spread === null ? '' : spread.peakLoad.toFixed(2)),
    unit: '×',
  },
];

/** The table as aligned text, for a ticket or a chat. */
export function writeText(lanes: readonly Lane[], outage: string): string {
  const rows = [
    ['Rule', ...columns.map(({ title }) => title)],
    ...lanes.map((lane) => [nameLane(lane), ...columns.map(({ read }) => read(lane))]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `Outage: ${outage}\n\n${lines.join('\n')}\n`;
}

/** The table for a spreadsheet (RFC 4180): durations in seconds. */
export function writeCsv(lanes: readonly Lane[]): string {
  const head = ['Rule', ...columns.map(({ title, unit }) => (unit === '' ? title : `${title} (${unit})`))];
  const rows = lanes.map((lane) => [nameLane(lane), ...columns.map(({ value }) => value(lane))]);
  return [head, ...rows].map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}

function nameLane({ label, remark }: Lane): string {
  return remark === null ? label : `${label} (${remark})`;
}

/** A cell that begins like a formula would be run by a spreadsheet: it is kept from that. */
function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
