import type { LogFilter } from '../../../src-preload/contract/log.ts';
import type { Sqlite } from './sqlite.ts';

/** Columns that a filter can name, in the order in which they are likely to leave few rows. */
const columnsOf = {
  webhookId: 'webhook_id',
  eventType: 'event_type',
  verdict: 'verdict',
  outcome: 'outcome',
  side: 'side',
  channel: 'channel',
  providerId: 'provider_id',
} as const satisfies Partial<Record<keyof LogFilter, string>>;

type FilterColumn = (typeof columnsOf)[keyof typeof columnsOf];

export interface Condition {
  column: FilterColumn;
  value: string;
}

/** The conditions of a filter that an index can answer. */
export function listConditions(filter: LogFilter): Condition[] {
  const conditions: Condition[] = [];
  for (const key of Object.keys(columnsOf) as (keyof typeof columnsOf)[]) {
    const value = filter[key];
    if (value !== null) conditions.push({ column: columnsOf[key], value });
  }
  return conditions;
}

const PROBE_ROWS = 500;

/**
 * Puts the condition that leaves the fewest rows first, by looking at up to 500 entries of each index: SQLite's planner would
 * take any of them, and a rare value behind a common one is the difference between a moment and a scan.
 */
export function createConditionSorter(db: Sqlite): (conditions: readonly Condition[]) => readonly Condition[] {
  const probes = new Map(
    Object.values(columnsOf).map((column) => [
      column,
      db
        .prepare<[string, number], number>(`SELECT count(*) FROM (SELECT 1 FROM exchange WHERE ${column} = ? LIMIT ?)`)
        .pluck(),
    ]),
  );
  return (conditions) => {
    if (conditions.length < 2) return conditions;
    return conditions
      .map((condition) => ({ condition, rows: probes.get(condition.column)?.get(condition.value, PROBE_ROWS) ?? 0 }))
      .sort((one, other) => one.rows - other.rows)
      .map(({ condition }) => condition);
  };
}

/**
 * SQL of the conditions. Only the first may use its index (a `+` takes the others out of the planner's sight), so that rows
 * come in the order of `seq` without being sorted.
 */
export function writeConditions(conditions: readonly Condition[]): string[] {
  return conditions.map(({ column }, index) => `${index === 0 ? '' : '+'}e.${column} = ?`);
}
