// What deliveries or captures write: recorded in the engine, then executed again by nothing but SQLite, where it can be counted.
// node written.mjs delivery|capture DIRECTORY COUNT
import { createHmac } from 'node:crypto';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { postMany } from '../support/bare.mjs';
import { createSignedWebhook, openKeptEngine, sendMany } from '../support/engine.mjs';
import { watchWrites } from '../support/write-trace.mjs';

const PARALLEL = 50;
const [, , kind = '', directory = '', asked = ''] = process.argv;
const count = Number(asked);

async function record() {
  const watch = watchWrites();
  const engine = await openKeptEngine(join(directory, 'engine'), PARALLEL);
  const event = await createSignedWebhook(engine, (address) => `${address}/hook`);
  const work = kind === 'delivery' ? () => sendMany(engine, event, count, PARALLEL) : () => post(event);
  watch.start();
  await work();
  const trace = watch.stop();
  await engine.close();
  return trace;
}

/** @param {{ draft: { url: string }, secret: string }} event */
async function post({ draft, secret }) {
  const { origin, pathname } = new URL(draft.url);
  const body = Buffer.alloc(1024, 'a');
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const headers = ['content-type', 'application/json', 'x-signature', signature];
  await postMany(origin, { path: pathname, headers, body }, count, PARALLEL);
}

/** @param {import('../support/write-trace.mjs').WriteTrace} trace */
function executeAgain({ before, writes }) {
  const path = join(directory, 'again.db');
  writeFileSync(path, before);
  const db = new BetterSqlite3(path);
  for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = ON', 'foreign_keys = ON']) {
    db.pragma(setting);
  }
  db.pragma('wal_autocheckpoint = 0');
  const sizeOf = () => (Number(pragma('page_count')) - Number(pragma('freelist_count'))) * Number(pragma('page_size'));
  const pragma = (/** @type {string} */ name) => db.pragma(name, { simple: true });
  const kept = sizeOf();
  /** @type {Map<string, import('better-sqlite3').Statement>} */
  const statements = new Map(writes.map(({ sql }) => [sql, db.prepare(sql)]));
  const start = process.cpuUsage();
  for (const { sql, values } of writes) {
    const statement = statements.get(sql);
    if (statement?.reader === true) statement.all(...values);
    else statement?.run(...values);
  }
  const { user, system } = process.cpuUsage(start);
  const commits = writes.filter(({ sql }) => /^\s*COMMIT/i.test(sql)).length;
  const transactional = writes.filter(({ sql }) => /^\s*(BEGIN|COMMIT)/i.test(sql)).length;
  const found = {
    statements: (writes.length - transactional) / count,
    walBytes: statSync(`${path}-wal`).size / count,
    keptBytes: (sizeOf() - kept) / count,
    processorMicroseconds: (user + system) / count,
    perCommit: count / commits,
  };
  db.close();
  rmSync(path);
  return found;
}

process.stdout.write(JSON.stringify(executeAgain(await record())), () => process.exit(0));
