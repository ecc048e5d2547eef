// A process of its own around the store, for tests that end it, starve it or run it beside another.

import { EngineError } from '../../../../src-main/engine/errors.ts';
import { openStore } from '../../../../src-main/engine/store/open-store.ts';
import { connectSqlite } from '../../../../src-main/engine/store/sqlite.ts';
import type { Store } from '../../../../src-main/engine/store/store.ts';

const [task = '', directory = ''] = process.argv.slice(2);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes rows in groups and prints the number of each one that is durable. */
async function writeRows(store: Store, pause: () => Promise<void> = async () => {}): Promise<void> {
  const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
  const first = Number(store.db.prepare("SELECT count(*) FROM meta WHERE key LIKE 'row %'").pluck().get());
  for (let row = first; ; ) {
    const group = Array.from({ length: 20 }, () => {
      const number = row++;
      return store.commit(() => {
        insert.run(`row ${number}`, 'x'.repeat(300));
        insert.run(`twin of ${number}`, 'y'.repeat(300));
      });
    });
    const results = await Promise.allSettled(group);
    for (const [index, result] of results.entries()) {
      if (result.status === 'fulfilled') print(`durable ${row - 20 + index}`);
      else print(`refused ${result.reason instanceof EngineError ? result.reason.code : String(result.reason)}`);
    }
    await pause();
  }
}

const tasks: Record<string, (store: Store) => void | Promise<void>> = {
  /** Holds the workspace until it is killed. */
  hold() {
    setInterval(() => {}, 1000);
  },
  write: (store) => writeRows(store),
  /** Slowly, so that somebody can change something meanwhile. */
  drip: (store) => writeRows(store, () => new Promise((resolve) => setTimeout(resolve, 20))),
  /** The control of the test that kills: says that a row is durable before it is. */
  async lie(store) {
    const insert = store.db.prepare('INSERT INTO meta VALUES (?, ?)');
    for (let row = 0; ; row += 1) {
      const committed = store.commit(() => void insert.run(`row ${row}`, 'x'.repeat(300)));
      print(`durable ${row}`);
      await committed;
    }
  },
  close: (store) => store.close(),
};

/** Root may write whatever it likes, so a test of permissions goes on as somebody who may not. */
function stepDown(user: number): void {
  // What is loaded later could lie where only root may read.
  connectSqlite(':memory:', { timeoutMs: 0 }).close();
  process.setgroups?.([]);
  process.setgid?.(user);
  process.setuid?.(user);
}

try {
  if (process.env.STEP_DOWN_TO) stepDown(Number(process.env.STEP_DOWN_TO));
  const store = openStore({ directory });
  store.onTrouble((trouble) => print(`trouble ${trouble?.code ?? 'over'}`));
  print('open');
  await tasks[task]?.(store);
} catch (error) {
  print(`failed ${error instanceof EngineError ? `${error.code} ${error.message}` : String(error)}`);
}
