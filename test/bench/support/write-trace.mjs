import BetterSqlite3 from 'better-sqlite3';

/** @typedef {{ sql: string, values: unknown[] }} Write */

/**
 * @typedef {object} WriteTrace
 * @property {Buffer} before the database as it was when the recording began
 * @property {Write[]} writes what was executed, transactions' beginnings and ends included
 */

/**
 * Notes every writing statement that any connection of this process executes. Call it before a database is opened.
 * @returns {{ start(): void, stop(): WriteTrace }}
 */
export function watchWrites() {
  /** @type {import('better-sqlite3').Database | null} */
  let writer = null;
  /** @type {WriteTrace | null} */
  let trace = null;
  const { prepare } = BetterSqlite3.prototype;
  BetterSqlite3.prototype.prepare = function (/** @type {string} */ sql) {
    const statement = prepare.call(this, sql);
    const isTransaction = /^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/i.test(sql);
    if (statement.readonly && !isTransaction) return statement;
    if (isTransaction) writer = this;
    for (const name of /** @type {const} */ (['run', 'get', 'all'])) {
      const execute = /** @type {any} */ (statement)[name];
      /** @type {any} */ (statement)[name] = (/** @type {unknown[]} */ ...values) => {
        trace?.writes.push({ sql, values });
        return execute.apply(statement, values);
      };
    }
    return statement;
  };
  return {
    start() {
      if (writer === null) throw new Error('No database is open.');
      trace = { before: writer.serialize(), writes: [] };
    },
    stop() {
      if (trace === null) throw new Error('No recording has begun.');
      const done = trace;
      trace = null;
      return done;
    },
  };
}
