import { expect, test } from 'vitest';
import { createMailRepository, type NewMail } from '../../../src-main/engine/store/mail-repository.ts';
import { migrations } from '../../../src-main/engine/store/migrations/list.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const mail: NewMail = {
  id: 'm1',
  reason: 'delivery-failed',
  recipient: 'ops@example.com',
  subject: 'A webhook failed',
  text: 'What happened.',
  providerId: 'gridscale',
  webhookId: 'w1',
  deliveryId: 'd1',
  seq: 7,
  state: 'waiting',
  attempts: 0,
  retriesLeft: 4,
  nextAt: 100,
  lastAttemptAt: null,
  error: null,
  createdAt: 50,
};

function open(directory = makeTemporaryDirectory()) {
  const store = openStore({ directory });
  return { store, mails: createMailRepository(store.db) };
}

test('a workspace of version 2 gets an outbox and keeps what it has', () => {
  const directory = makeTemporaryDirectory();
  const older = openStore({ directory, migrations: migrations.slice(0, 2) });
  older.db.prepare("INSERT INTO setting VALUES ('theme', '\"dark\"')").run();
  older.close();
  const { store, mails } = open(directory);
  expect(store.db.prepare('SELECT value FROM setting').pluck().get()).toBe('"dark"');
  mails.insert(mail);
  expect(mails.find('m1')).toEqual({ ...mail, number: 1 });
  store.close();
});

test('takes up what has waited longest, and nothing before its time', () => {
  const { store, mails } = open();
  mails.insert(mail);
  mails.insert({ ...mail, id: 'm2', nextAt: 90 });
  mails.insert({ ...mail, id: 'm3', nextAt: 10, state: 'kept' });
  mails.insert({ ...mail, id: 'm4', nextAt: null });
  expect(mails.findDue(89)).toBeNull();
  expect(mails.findDue(100)?.id).toBe('m2');
  expect(mails.earliestDue()).toBe(90);
  mails.resume(95, 99);
  expect(['m1', 'm2', 'm4'].map((id) => mails.find(id)?.nextAt)).toEqual([99, 90, 95]);
  store.close();
});

test('a page is read in order, however many mails there are', () => {
  const { store } = open();
  const plan = (sql: string): string =>
    store.db
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail)
      .join('; ');
  const head = 'SELECT number FROM mail';
  expect(plan(`${head} WHERE number < 9 ORDER BY number DESC LIMIT 5`)).toMatch(/INTEGER PRIMARY KEY/);
  expect(plan(`${head} WHERE state = 'sent' AND number < 9 ORDER BY number DESC LIMIT 5`)).not.toMatch(/TEMP B-TREE/);
  // What a page would cost without its index.
  expect(plan(`${head} WHERE recipient = 'a' ORDER BY next_at`)).toMatch(/SCAN mail.*TEMP B-TREE/);
  store.close();
});
