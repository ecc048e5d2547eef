import type { LogFilter, LogRow } from '../../../src-preload/contract/log.ts';
import { toOctets } from '../header-octets.ts';
import { type Condition, createConditionSorter, listConditions, writeConditions } from './exchange-filter.ts';
import { type ExchangeRow, exchangeColumns, toLogRow } from './exchange-row.ts';
import type { createExchangeTime, SeqBounds } from './exchange-time.ts';
import type { Sqlite } from './sqlite.ts';
import { createUnfinishedImport } from './unfinished-import.ts';

/** Which lines are asked for; `above` and `below` are exclusive numbers. */
export interface ExchangeRange {
  filter: LogFilter;
  above: number | null;
  below: number | null;
  /** `newest`: those with the highest numbers. `oldest`: those with the lowest. Both come newest first. */
  first: 'newest' | 'oldest';
  limit: number;
}

/** A filter ready to be asked: its conditions in a good order, and its period as numbers. */
export interface PreparedFilter {
  filter: LogFilter;
  conditions: readonly Condition[];
  bounds: SeqBounds;
  /** Imported lines from this number on are left out, besides those of an import that is not finished. */
  importsBelow?: number;
}

/** How much of a body the search looks at, in bytes. */
const SEARCHED_BYTES = 65_536;

/** Their values are octets, in which text beyond ASCII is UTF-8. */
const headerColumns = ['a.headers', 'a.response_headers', 'c.headers'];

const searchedColumns = [
  'e.webhook_name',
  'd.id',
  'a.url',
  'a.error_message',
  'c.target',
  ...headerColumns,
  ...['a.body', 'r.body', 'b.body', 'c.body'].map((body) => `CAST(substr(${body}, 1, ${SEARCHED_BYTES}) AS TEXT)`),
];

const searchJoins = `LEFT JOIN attempt a ON a.seq = e.seq LEFT JOIN delivery_request r ON r.delivery = e.delivery
  LEFT JOIN response_body b ON b.seq = e.seq LEFT JOIN capture c ON c.seq = e.seq`;

export type ExchangeQuery = ReturnType<typeof createExchangeQuery>;

/** Reads pages of the log. Statements are prepared once for each shape of filter. */
export function createExchangeQuery(db: Sqlite, time: ReturnType<typeof createExchangeTime>) {
  const sortConditions = createConditionSorter(db);
  const findUnfinished = createUnfinishedImport(db);
  const prepared = new Map<string, ReturnType<typeof db.prepare<unknown[]>>>();
  const importBounds = db.prepare<[string], { above: number; below: number }>(
    'SELECT first_seq - 1 AS above, last_seq + 1 AS below FROM import_batch WHERE id = ?',
  );

  function prepare(sql: string) {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      statement = db.prepare<unknown[]>(sql);
      prepared.set(sql, statement);
    }
    return statement;
  }

  function write(
    { filter, conditions, bounds, importsBelow }: PreparedFilter,
    above: number | null,
    below: number | null,
  ) {
    const where = writeConditions(conditions);
    const values: (string | number)[] = conditions.map(({ value }) => value);
    const add = (sql: string, value: number | null): void => {
      if (value === null) return;
      where.push(sql);
      values.push(value);
    };
    add('e.seq > ?', highest(above, bounds.above));
    add('e.seq < ?', lowest(below, bounds.below));
    add('+e.at >= ?', filter.from);
    add('+e.at <= ?', filter.to);
    const unfinished = Math.min(findUnfinished(), importsBelow ?? Number.POSITIVE_INFINITY);
    if (Number.isFinite(unfinished)) add("(e.seq < ? OR e.attempt_kind IS NOT 'import')", unfinished);
    // In these very words, so that the index of imported lines is found.
    if (filter.imported) where.push("e.attempt_kind = 'import'");
    if (filter.text !== '') {
      const pattern = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`;
      const octets = toOctets(pattern);
      const columns = octets === pattern ? searchedColumns : [...searchedColumns, ...headerColumns];
      where.push(`(${columns.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`);
      values.push(...columns.map((_column, index) => (index < searchedColumns.length ? pattern : octets)));
    }
    return { where: where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`, values };
  }

  return {
    /** The number of the first line of an import that is not finished; infinite where there is none. */
    findUnfinished,
    prepare(filter: LogFilter): PreparedFilter {
      const bounds = time.bounds(filter.from, filter.to);
      const { imported } = filter;
      return {
        filter,
        conditions: sortConditions(listConditions(filter)),
        bounds: !imported || imported === 'any' ? bounds : narrow(bounds, importBounds.get(imported)),
      };
    },
    /** Lines that match, between two numbers. Reads on until `limit` are found or the range ends. */
    list(filter: PreparedFilter, range: Omit<ExchangeRange, 'filter'>): LogRow[] {
      const { where, values } = write(filter, range.above, range.below);
      const sql = `SELECT ${exchangeColumns} FROM exchange e LEFT JOIN delivery d ON d.number = e.delivery
        ${filter.filter.text === '' ? '' : searchJoins}${where}
        ORDER BY e.seq ${range.first === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`;
      const rows = prepare(sql).all(...values, range.limit) as ExchangeRow[];
      return (range.first === 'newest' ? rows : rows.reverse()).map(toLogRow);
    },
    /** How many lines match, counted up to `limit`. */
    count(filter: PreparedFilter, limit: number): number {
      const { where, values } = write(filter, null, null);
      const joins = filter.filter.text === '' ? '' : `LEFT JOIN delivery d ON d.number = e.delivery ${searchJoins}`;
      const sql = `SELECT count(*) AS rows FROM (SELECT 1 FROM exchange e ${joins}${where} LIMIT ?)`;
      const row = prepare(sql).get(...values, limit) as { rows: number };
      return row.rows;
    },
    /** The deliveries of lines that match, oldest first, between two numbers; null where a line was only captured. */
    listDeliveries(
      filter: PreparedFilter,
      above: number,
      below: number,
      limit: number,
    ): { seq: number; delivery: number | null }[] {
      const { where, values } = write(filter, above, below);
      const joins = filter.filter.text === '' ? '' : `LEFT JOIN delivery d ON d.number = e.delivery ${searchJoins}`;
      const sql = `SELECT e.seq, e.delivery FROM exchange e ${joins}${where} ORDER BY e.seq LIMIT ?`;
      return prepare(sql).all(...values, limit) as { seq: number; delivery: number | null }[];
    },
    /** The SQL of `list`, for tests that look at its plan. */
    explainList(filter: PreparedFilter, range: Omit<ExchangeRange, 'filter'>): string[] {
      const { where, values } = write(filter, range.above, range.below);
      const sql = `EXPLAIN QUERY PLAN SELECT ${exchangeColumns} FROM exchange e
        LEFT JOIN delivery d ON d.number = e.delivery ${filter.filter.text === '' ? '' : searchJoins}${where}
        ORDER BY e.seq ${range.first === 'newest' ? 'DESC' : 'ASC'} LIMIT ?`;
      return (db.prepare(sql).all(...values, range.limit) as { detail: string }[]).map(({ detail }) => detail);
    },
  };
}

/** Both bounds at once; an import that is gone has no lines. */
function narrow(one: SeqBounds, other: SeqBounds = { above: null, below: 0 }): SeqBounds {
  return { above: highest(one.above, other.above), below: lowest(one.below, other.below) };
}

function highest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.max(one, other);
}

function lowest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
