// Opens a workspace with two more steps, and ends itself before the n-th statement that it runs on the way.
import BetterSqlite3 from 'better-sqlite3';
import { openStore } from '../../../../src-main/engine/store/open-store.ts';
import { laterMigrations } from '../later-migrations.ts';

const [directory = '', killBefore = ''] = process.argv.slice(2);
const { exec, pragma } = BetterSqlite3.prototype;
let count = 0;

function step(): void {
  count += 1;
  if (count === Number(killBefore)) process.kill(process.pid, 'SIGKILL');
}

BetterSqlite3.prototype.exec = function (...args) {
  step();
  return exec.apply(this, args);
};
BetterSqlite3.prototype.pragma = function (...args) {
  step();
  return pragma.apply(this, args);
};

openStore({ directory, migrations: laterMigrations }).close();
process.stdout.write(`done after ${count}\n`);
