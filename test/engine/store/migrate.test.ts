import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Migration } from '../../../src-main/engine/store/migrate.ts';
import { migrations } from '../../../src-main/engine/store/migrations/list.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { connectSqlite } from '../../../src-main/engine/store/sqlite.ts';
import type { Store } from '../../../src-main/engine/store/store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const next: Migration = {
  version: migrations.length + 1,
  name: 'next',
  statements: ['CREATE TABLE one (a TEXT) STRICT', "INSERT INTO one VALUES ('from the step')", 'DROP TABLE sample'],
};

const listTables = (store: Store): unknown[] =>
  store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
const version = (store: Store): unknown => store.db.pragma('user_version', { simple: true });

test('are numbered from 1 without gaps', () => {
  expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_migration, index) => index + 1));
});

test('001 makes the tables of the workspace, with the checks that they promise', () => {
  const store = openStore({ directory: makeTemporaryDirectory() });
  expect(listTables(store)).toEqual(
    expect.arrayContaining([
      'meta',
      'webhook',
      'secret',
      'vault',
      'provider_setting',
      'event_type',
      'sample',
      'setting',
      'view_state',
    ]),
  );
  const wrong = [
    "INSERT INTO vault VALUES (2, 'keyring', null, 'k', x'00', '{}', 0)",
    "INSERT INTO webhook VALUES (1, 'w', 'p', '{}', null, 'sleeping', null, 0, 1, 0, 0, null, null, null)",
    "INSERT INTO meta VALUES ('a', null)",
    "INSERT INTO secret VALUES ('w', 'signing', 'text and not bytes', 0)",
  ];
  for (const statement of wrong) expect(() => store.db.exec(statement)).toThrowError();
  store.close();
});

test('005 finds imported lines by an index that other lines are not in', () => {
  const store = openStore({ directory: makeTemporaryDirectory() });
  expect(listTables(store)).toContain('import_batch');
  const plan = store.db
    .prepare("EXPLAIN QUERY PLAN SELECT seq FROM exchange e WHERE e.attempt_kind = 'import' ORDER BY e.seq DESC")
    .all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail).join()).toContain('exchange_imported');
  store.close();
});

test('006 lets every webhook be retried as before, edits that were not saved too', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 5) });
  const draft = '{"name":"a \\u00e9 \\ud83d","retryCount":2,"templates":{"custom-url/*":"{{{ x }}}"}}';
  const insert = old.db.prepare("INSERT INTO webhook VALUES (?, ?, 'p', ?, ?, 'active', null, 2, 1, 0, 0, null)");
  old.commitNow(() => {
    insert.run(1, 'saved', draft, null);
    insert.run(2, 'edited', draft, draft);
  });
  old.close();
  const store = openStore({ directory });
  const rows = store.db
    .prepare('SELECT draft, unsaved, failing_since, deactivated_because, consecutive_failures FROM webhook')
    .raw()
    .all() as unknown[][];
  const after = {
    ...(JSON.parse(draft) as object),
    retryRule: null,
    tls: { extraCa: '', verify: true, clientCert: '' },
    publicUrl: '',
    schemeId: null,
    successRule: null,
  };
  expect(rows.map((row) => row.map((value) => (typeof value === 'string' ? JSON.parse(value) : value)))).toEqual([
    [after, null, null, null, 2],
    [after, after, null, null, 2],
  ]);
  store.close();
});

test('011 says of no earlier capture that something came behind its body', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 10) });
  old.commitNow(() =>
    old.db.exec(`
      INSERT INTO capture (seq, received_at, method, target, http_version, headers, body_bytes, truncated, complete,
        remote_address, remote_port, origin, response_status, response_body, redacted, same_body)
      VALUES (1, 0, 'POST', '/x', '1.1', '[]', 0, 0, 1, '127.0.0.1', 1, 'plain', 200, 'ok', 0, 0)`),
  );
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT method, trailers FROM capture').raw().get()).toEqual(['POST', null]);
  store.close();
});

test('013 says of no earlier attempt that it went through a proxy', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 12) });
  old.commitNow(() =>
    old.db.exec(`
      INSERT INTO attempt (seq, delivery, number, boot, started_at, deadline_ms, method, url, headers, body_bytes,
        body_sha256, redacted, outcome) VALUES (1, 1, 1, 'b', 0, 1, 'POST', 'https://a', '[]', 0, x'00', 0, 'success');`),
  );
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT url, proxy FROM attempt').raw().get()).toEqual(['https://a', null]);
  store.close();
});

test('007 verifies certificates as before, and says of no earlier attempt that it did not', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 6) });
  old.commitNow(() =>
    old.db.exec(`
      INSERT INTO webhook VALUES (1, 'w', 'p', '{"name":"a"}', '{"name":"b"}', 'active', null, 0, 1, 0, 0, null, null, null);
      INSERT INTO attempt (seq, delivery, number, boot, started_at, deadline_ms, method, url, headers, body_bytes,
        body_sha256, redacted, outcome) VALUES (1, 1, 1, 'b', 0, 1, 'POST', 'https://a', '[]', 0, x'00', 0, 'success');`),
  );
  old.close();
  const store = openStore({ directory });
  const tls = '"tls":{"extraCa":"","verify":true,"clientCert":""},"publicUrl":"","schemeId":null,"successRule":null';
  expect(store.db.prepare('SELECT draft, unsaved FROM webhook').raw().get()).toEqual([
    `{"name":"a",${tls}}`,
    `{"name":"b",${tls}}`,
  ]);
  expect(store.db.prepare('SELECT unverified FROM attempt').pluck().get()).toBe(0);
  store.close();
});

test('008 keeps the time of a retry whose delay was not kept', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 7) });
  old.commitNow(() =>
    old.db.exec(
      "INSERT INTO delivery VALUES (1, 'd', 'w', 'W', 'p', 'e', 'c', 'event', 'failed_will_retry', 'r', 5, 60, 1, null)",
    ),
  );
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT state, next_at, delay_ms FROM delivery').raw().get()).toEqual([
    'failed_will_retry',
    60,
    null,
  ]);
  store.close();
});

test('009 gives a credential the kind of its webhook, and removes one that no kind uses', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 8) });
  const insert = old.db.prepare(
    "INSERT INTO webhook VALUES (?, ?, 'p', ?, ?, 'active', null, 0, 1, 0, 0, null, null, null)",
  );
  const draft = (type: string): string => JSON.stringify({ authorization: { type } });
  old.commitNow(() => {
    insert.run(1, 'saved', draft('basic'), draft('bearer'));
    insert.run(2, 'edited', draft('none'), draft('api-key'));
    insert.run(3, 'unused', draft('none'), null);
    for (const owner of ['saved', 'edited', 'unused', 'mail']) {
      old.db.prepare("INSERT INTO secret VALUES (?, 'authorization', x'01', 5)").run(owner);
    }
    old.db.exec("INSERT INTO secret VALUES ('unused', 'signing', x'02', 6)");
  });
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT owner_id, field, changed_at, purpose FROM secret').raw().all().sort()).toEqual([
    ['edited', 'api-key', 5, null],
    ['mail', 'basic', 5, null],
    ['saved', 'basic', 5, null],
    ['unused', 'signing', 6, null],
  ]);
  store.close();
});

test('010 tells no webhook a public address', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 9) });
  old.commitNow(() =>
    old.db.exec(`
      INSERT INTO webhook VALUES (1, 'w', 'p', '{"name":"a"}', null, 'active', null, 0, 1, 0, 0, null, null, null);
      INSERT INTO webhook VALUES (2, 'x', 'p', '{"name":"b"}', '{"name":"c"}', 'active', null, 0, 1, 0, 0, null, null, null);`),
  );
  old.close();
  const store = openStore({ directory });
  const read = (id: string) => store.db.prepare(`SELECT draft, unsaved FROM webhook WHERE id = '${id}'`).raw().get();
  expect(read('w')).toEqual([
    '{"name":"a","publicUrl":"","tls":{"clientCert":""},"schemeId":null,"successRule":null}',
    null,
  ]);
  expect(read('x')).toEqual([
    '{"name":"b","publicUrl":"","tls":{"clientCert":""},"schemeId":null,"successRule":null}',
    '{"name":"c","publicUrl":"","tls":{"clientCert":""},"schemeId":null,"successRule":null}',
  ]);
  store.close();
});

test('012 shows no receiver a certificate, and keeps the other choices', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 11) });
  old.commitNow(() =>
    old.db.exec(`INSERT INTO webhook VALUES (1, 'w', 'p', '{"tls":{"extraCa":"a","verify":false}}', null, 'active', null,
      0, 1, 0, 0, null, null, null)`),
  );
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT draft, unsaved FROM webhook').raw().get()).toEqual([
    '{"tls":{"extraCa":"a","verify":false,"clientCert":""},"schemeId":null,"successRule":null}',
    null,
  ]);
  store.close();
});

test('a step keeps what was there, and copies the database first', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory });
  old.commitNow(() => old.db.exec("INSERT INTO meta VALUES ('kept', 'value')"));
  old.close();
  const store = openStore({ directory, migrations: [...migrations, next] });
  expect(version(store)).toBe(next.version);
  expect(store.db.prepare("SELECT value FROM meta WHERE key = 'kept'").pluck().get()).toBe('value');
  expect(store.db.prepare('SELECT a FROM one').pluck().get()).toBe('from the step');
  store.close();

  const copy = join(directory, `hookwright.db.before-${next.version}`);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  const db = connectSqlite(copy, { readonly: true, timeoutMs: 0 });
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length);
  expect(db.prepare("SELECT value FROM meta WHERE key = 'kept'").pluck().get()).toBe('value');
  db.close();
});

test('a new database needs no copy', () => {
  const directory = makeTemporaryDirectory();
  openStore({ directory }).close();
  expect(existsSync(join(directory, 'hookwright.db.before-1'))).toBe(false);
});

describe('a step that fails', () => {
  const broken: Migration = { ...next, statements: [...next.statements, 'INSERT INTO nowhere VALUES (1)'] };

  const refused = expect.objectContaining({
    code: 'database-damaged',
    cause: expect.objectContaining({ message: expect.stringContaining('nowhere') }),
  });

  test('leaves the version before, whole', () => {
    const directory = makeTemporaryDirectory();
    openStore({ directory }).close();
    expect(() => openStore({ directory, migrations: [...migrations, broken] })).toThrowError(refused);
    const store = openStore({ directory });
    expect(version(store)).toBe(migrations.length);
    expect(listTables(store)).toContain('sample');
    expect(listTables(store)).not.toContain('one');
    store.close();
  });

  test('keeps the steps before it', () => {
    const directory = makeTemporaryDirectory();
    openStore({ directory }).close();
    const more = { ...broken, version: next.version + 1, statements: ['INSERT INTO nowhere VALUES (1)'] };
    expect(() => openStore({ directory, migrations: [...migrations, next, more] })).toThrowError(refused);
    const store = openStore({ directory, migrations: [...migrations, next] });
    expect(version(store)).toBe(next.version);
    store.close();
  });
});

test('014 leaves the scheme and the rule for success to the provider, in edits that were not saved too', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 13) });
  old.commitNow(() =>
    old.db.exec(`INSERT INTO webhook VALUES (1, 'w', 'p', '{"name":"a"}', '{"name":"b"}', 'active', null,
      0, 1, 0, 0, null, null, null)`),
  );
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT draft, unsaved FROM webhook').raw().get()).toEqual([
    '{"name":"a","schemeId":null,"successRule":null}',
    '{"name":"b","schemeId":null,"successRule":null}',
  ]);
  store.close();
});

test('015 makes room for own schemes, each id once', () => {
  const store = openStore({ directory: makeTemporaryDirectory() });
  const insert = () => store.db.exec(`INSERT INTO own_scheme VALUES (null, 'own:a', '{}', 1, 0, 0, null)`);
  store.commitNow(insert);
  expect(() => store.commitNow(insert)).toThrow(/UNIQUE/);
  expect(() => store.db.exec(`UPDATE own_scheme SET revision = 'x'`)).toThrow();
  store.close();
});

test('016 keeps the sample events that were there, and can keep removed ones', () => {
  const directory = makeTemporaryDirectory();
  const old = openStore({ directory, migrations: migrations.slice(0, 15) });
  old.commitNow(() => old.db.exec("INSERT INTO sample VALUES (1, 'p', 's', 'e', 'Ada', '{}')"));
  old.close();
  const store = openStore({ directory });
  expect(store.db.prepare('SELECT name FROM sample').pluck().all()).toEqual(['Ada']);
  expect(store.db.prepare('SELECT * FROM deleted_sample').all()).toEqual([]);
  store.close();
});
