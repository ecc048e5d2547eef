import { join } from 'node:path';
import Database from 'better-sqlite3';

/**
 * Puts pairs straight into the log of a workspace that nobody has open: sending a million would take minutes. Bodies of 1 KB of
 * words, of which the last line but 1,000 alone has the word `needle`.
 * @param {string} directory
 * @param {number} count
 * @param {{ withBodies: boolean }} options
 */
export function fillLog(directory, count, { withBodies }) {
  const db = new Database(join(directory, 'hookwright.db'));
  const numbers = `WITH RECURSIVE line(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < ${count})`;
  const id = "printf('msg_bench%012d', n)";
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'exchange' AND sql IS NOT NULL")
    .all();
  db.pragma('synchronous = OFF');
  db.exec('BEGIN');
  // Made anew below: sorting once is faster than keeping nine of them in order.
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`);
  db.exec(`${numbers} INSERT INTO delivery (number, id, webhook_id, webhook_name, provider_id, event_type, channel, kind, state,
      created_at, attempt_count)
    SELECT n, ${id}, 'webhook-' || (n % 20), 'Webhook ' || (n % 20), 'zenskar', 'customer.updated', 'custom-url', 'event',
      iif(n % 50 = 0, 'exhausted', 'delivered'), 1700000000000 + n * 100, 1 FROM line`);
  db.exec(`${numbers} INSERT INTO exchange (seq, at, side, provider_id, webhook_id, webhook_name, event_type, channel, outcome,
      verdict, delivery, attempt_number, attempt_method, attempt_target, attempt_host, attempt_kind, attempt_status,
      attempt_duration, attempt_body_bytes, capture_method, capture_target, capture_body_bytes, capture_status, capture_reason,
      capture_malformed)
    SELECT n, 1700000000000 + n * 100, 'paired', iif(n % 3, 'zenskar', 'y42'), 'webhook-' || (n % 20), 'Webhook ' || (n % 20),
      'customer.updated', 'custom-url', iif(n % 50 = 0, 'failure', 'success'), iif(n % 1000 = 0, 'invalid', 'valid'), n, 1,
      'POST', '/hook', '127.0.0.1:8000', 'event', 200, 1.5, 1024, 'POST', '/hook', 1024, 200, 'valid', 0 FROM line`);
  if (withBodies) {
    const words =
      "substr(printf('%d %x %d ', n, n * 7919, n * 31) || replace(hex(zeroblob(500)), '00', 'ab '), 1, 1024)";
    db.exec(`${numbers} INSERT INTO delivery_request (delivery, plan, body)
      SELECT n, '{}', CAST(iif(n = ${count} - 1000, 'needle ', '') || ${words} AS BLOB) FROM line`);
  }
  for (const { sql } of indexes) db.exec(sql);
  db.exec('COMMIT');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
