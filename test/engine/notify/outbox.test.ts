import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';
import { addMail } from './support/add-mail.ts';
import { startMailServer } from './support/mail-server.ts';
import { openRoom, settingsFor } from './support/open-room.ts';

const MINUTE = 60_000;
const refused = (code: string) => expect.objectContaining({ code });
const hasError = (mails: { error: unknown }[]): boolean => mails.every(({ error }) => error !== null);

/** A server that refuses for as long as it is told to. */
async function startMoodyServer(statuses: number[]) {
  return startMailServer({
    onRcptTo(_address, _session, callback) {
      const status = statuses.shift();
      callback(status === undefined ? null : Object.assign(new Error('not now'), { responseCode: status }));
    },
  });
}

describe('without a mail server', () => {
  test('every mail is kept and can be read, also after a restart', async () => {
    const directory = makeTemporaryDirectory();
    const first = await openRoom(directory);
    addMail(first, { subject: 'One' });
    addMail(first, { subject: 'Two', text: 'All of it' });
    await first.close();
    const { notify } = await openRoom(directory);
    const page = notify.list(null, null, 10);
    expect(page.mails.map(({ subject, state }) => [subject, state])).toEqual([
      ['Two', 'kept'],
      ['One', 'kept'],
    ]);
    expect(page.counts).toEqual({ kept: 2, waiting: 0, sent: 0, failed: 0 });
    expect(page.hold).toMatch(/No mail server is set/);
    expect(notify.get(page.mails[0]?.id ?? '').text).toBe('All of it');
  });

  test('kept mails stay kept when a server is set, and go when a person says so', async () => {
    const server = await startMailServer();
    const room = await openRoom(makeTemporaryDirectory());
    addMail(room);
    expect(() => room.notify.retry({ state: 'kept' })).toThrowError(refused('refused'));
    room.notify.saveSettings(settingsFor(server.port));
    expect(room.mails().map(({ state }) => state)).toEqual(['kept']);
    expect(room.notify.retry({ state: 'kept' })).toBe(1);
    await room.until(([mail]) => mail?.state === 'sent');
    expect(server.received).toHaveLength(1);
  });

  test('a test mail is refused with what is missing', async () => {
    const { notify } = await openRoom(makeTemporaryDirectory());
    await expect(notify.test('ops@example.com')).rejects.toThrowError(refused('refused'));
    await expect(notify.test('not an address')).rejects.toThrowError(refused('invalid'));
    expect(notify.list(null, null, 10).mails).toEqual([]);
  });

  test('what waits is kept when the server is taken away', async () => {
    const server = await startMoodyServer([451]);
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(server.port));
    addMail(room);
    await room.until(hasError);
    room.notify.saveSettings({ ...settingsFor(server.port), server: '' });
    expect(room.mails()[0]).toMatchObject({ state: 'kept', nextAt: null, attempts: 1 });
  });
});

describe('sending', () => {
  test('waiting mails go one after the other, the oldest first', async () => {
    const server = await startMailServer();
    const room = await openRoom(makeTemporaryDirectory(), { started: false });
    room.notify.saveSettings(settingsFor(server.port));
    for (const subject of ['One', 'Two', 'Three']) addMail(room, { subject });
    room.notify.start();
    await room.until((mails) => mails.every(({ state }) => state === 'sent'));
    expect(server.received.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1])).toEqual(['One', 'Two', 'Three']);
  });

  test('a mail that cannot go now is tried again after 1, 5, 30 and 120 minutes, then it has failed', async () => {
    const clock = createFakeClock();
    const server = await startMoodyServer(Array.from({ length: 9 }, () => 451));
    const room = await openRoom(makeTemporaryDirectory(), { clock });
    room.notify.saveSettings(settingsFor(server.port));
    addMail(room);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const [mail] = await room.until(([one]) => one?.attempts === attempt && !one.sending);
      expect(mail?.error?.code).toBe('busy');
      if (mail?.nextAt == null) break;
      const wait = mail.nextAt - clock.now();
      waits.push(wait / MINUTE);
      clock.advance(wait - 1);
      expect(room.mails()[0]?.sending).toBe(false);
      clock.advance(1);
    }
    expect(waits).toEqual([1, 5, 30, 120]);
    expect(room.mails()[0]).toMatchObject({ state: 'failed', attempts: 5, nextAt: null });
  });

  test('a mail that the server will never take has failed at once', async () => {
    const server = await startMoodyServer([550]);
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(server.port));
    addMail(room);
    const [mail] = await room.until(([one]) => one?.state === 'failed');
    expect(mail).toMatchObject({ attempts: 1, nextAt: null, error: { code: 'recipient' } });
  });

  test('by hand a failed mail gets its attempts anew, and counts them on', async () => {
    const server = await startMoodyServer([550, 451]);
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(server.port));
    addMail(room);
    const [failed] = await room.until(([one]) => one?.state === 'failed' && !one.sending);
    room.notify.retry({ ids: [failed?.id ?? ''] });
    const [again] = await room.until(([one]) => one?.attempts === 2 && !one.sending);
    expect(again).toMatchObject({ state: 'waiting', error: { code: 'busy' } });
    expect(again?.nextAt).not.toBeNull();
  });

  test('changed settings are tried at once, whatever a mail waits for', async () => {
    const broken = await startMoodyServer([451]);
    const working = await startMailServer();
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(broken.port));
    addMail(room);
    await room.until((mails) => hasError(mails) && mails.every(({ sending }) => !sending));
    room.notify.saveSettings(settingsFor(working.port));
    await room.until(([mail]) => mail?.state === 'sent');
    expect(working.received).toHaveLength(1);
  });

  test('one that was sent is not sent again', async () => {
    const server = await startMailServer();
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(server.port));
    addMail(room);
    const [mail] = await room.until(([one]) => one?.state === 'sent' && !one.sending);
    expect(() => room.notify.retry({ ids: [mail?.id ?? ''] })).toThrowError(refused('not-found'));
    expect(server.received).toHaveLength(1);
  });

  test('without its password a mail waits, and goes when the password is there', async () => {
    const server = await startMailServer({
      onAuth: (auth, _session, callback) => callback(null, { user: auth.username }),
    });
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(server.port, { user: 'ada' }));
    addMail(room);
    expect(room.mails()[0]).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(room.notify.setup().hold).toMatch(/There is no password for ada/);
    room.notify.setPassword('secret');
    await room.until(([mail]) => mail?.state === 'sent');
  });

  test('with a locked vault a mail waits, and goes when the vault is open', async () => {
    const directory = makeTemporaryDirectory();
    const server = await startMailServer({
      onAuth: (auth, _session, callback) => callback(null, { user: auth.username }),
    });
    const first = await openRoom(directory, { protector: null });
    await first.vault.choose({ protection: 'passphrase', passphrase: 'open sesame' });
    first.notify.saveSettings(settingsFor(server.port, { user: 'ada' }));
    first.notify.setPassword('secret');
    await first.close();
    const room = await openRoom(directory, { protector: null });
    expect(room.notify.setup()).toMatchObject({ password: { set: true, locked: true }, hold: /./ });
    addMail(room);
    expect(room.mails()[0]?.state).toBe('waiting');
    await room.vault.unlock('open sesame');
    await room.until(([mail]) => mail?.state === 'sent');
  });
});

describe('after a restart', () => {
  test('what waits goes on at its time, and never later than the longest wait of its rule', async () => {
    const directory = makeTemporaryDirectory();
    const server = await startMoodyServer([451]);
    const first = await openRoom(directory);
    first.notify.saveSettings(settingsFor(server.port));
    addMail(first);
    await first.until((mails) => hasError(mails) && mails.every(({ sending }) => !sending));
    await first.close();
    // A year back, as a wrong clock does it.
    const clock = createFakeClock(Date.UTC(2025, 0, 15, 12));
    const room = await openRoom(directory, { clock });
    expect((room.mails()[0]?.nextAt ?? 0) - clock.now()).toBe(120 * MINUTE);
    clock.advance(120 * MINUTE);
    await room.until(([mail]) => mail?.state === 'sent');
  });

  test('a mail that was being sent when the app closed goes again with the same Message-ID', async () => {
    const directory = makeTemporaryDirectory();
    const clock = createFakeClock();
    const ids: string[] = [];
    let begun: () => void = () => {};
    const underWay = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const first = await openRoom(directory, {
      clock,
      sendMail: (_server, { id }, signal) => {
        ids.push(id);
        begun();
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('cut off'))));
      },
    });
    first.notify.saveSettings(settingsFor(25));
    addMail(first);
    await underWay;
    const closing = first.close();
    clock.advance(5000);
    await closing;
    const room = await openRoom(directory, { clock, sendMail: async (_server, { id }) => void ids.push(id) });
    const [mail] = await room.until(([one]) => one?.state === 'sent');
    expect(ids).toEqual([mail?.id, mail?.id]);
    expect(mail?.attempts).toBe(2);
  });
});

describe('the list', () => {
  test('comes in pages, newest first, and by state', async () => {
    const room = await openRoom(makeTemporaryDirectory());
    for (let count = 1; count <= 5; count += 1) addMail(room, { subject: `Mail ${count}` });
    const first = room.notify.list(null, null, 2).mails;
    const second = room.notify.list(null, first.at(-1)?.number ?? null, 2).mails;
    expect([...first, ...second].map(({ subject }) => subject)).toEqual(['Mail 5', 'Mail 4', 'Mail 3', 'Mail 2']);
    expect(room.notify.list('kept', null, 10).mails).toHaveLength(5);
    expect(room.notify.list('sent', null, 10).mails).toEqual([]);
  });

  test('removing takes a mail out for good', async () => {
    const directory = makeTemporaryDirectory();
    const room = await openRoom(directory);
    addMail(room, { subject: 'Stays' });
    addMail(room, { subject: 'Goes' });
    const [goes] = room.mails();
    expect(room.notify.remove({ ids: [goes?.id ?? ''] })).toBe(1);
    expect(room.mails().map(({ subject }) => subject)).toEqual(['Stays']);
    expect(() => room.notify.get(goes?.id ?? '')).toThrowError(refused('not-found'));
    expect(room.notify.remove({ state: 'kept' })).toBe(1);
    expect(() => room.notify.remove({ state: 'kept' })).toThrowError(refused('not-found'));
  });

  test('every change is told', async () => {
    const room = await openRoom(makeTemporaryDirectory());
    addMail(room);
    expect(room.events).toEqual([{ name: 'outbox.changed', payload: {} }]);
    room.events.length = 0;
    room.notify.remove({ state: 'kept' });
    expect(room.events).toContainEqual({ name: 'outbox.changed', payload: {} });
  });
});

describe('secrets', () => {
  test('what a server answers is kept without the password that it repeats', async () => {
    const server = await startMailServer({
      onAuth: (auth, _session, callback) =>
        callback(Object.assign(new Error(`5.7.8 ${auth.password} is wrong`), { responseCode: 535 })),
    });
    const room = await openRoom(makeTemporaryDirectory());
    room.notify.saveSettings(settingsFor(server.port, { user: 'ada' }));
    room.notify.setPassword('correct horse battery');
    const mail = await room.notify.test('ops@example.com');
    expect(mail.error?.response).toMatch(/is wrong/);
    expect(JSON.stringify(mail)).not.toContain('correct horse battery');
  });

  test('the password is not in the database, and is gone from it when it is removed', async () => {
    const room = await openRoom(makeTemporaryDirectory(), { protector: createFakeKeyring('test') });
    room.notify.saveSettings(settingsFor(25, { user: 'ada' }));
    room.notify.setPassword('correct horse battery');
    expect(room.notify.setup().password).toMatchObject({ set: true, locked: false });
    const rows = room.store.db.prepare('SELECT * FROM setting').all();
    expect(JSON.stringify(rows)).not.toContain('horse');
    room.notify.setPassword(null);
    expect(room.notify.setup().password).toEqual({ set: false, locked: false, fingerprint: null, warnings: [] });
    expect(() => room.notify.setPassword(null)).toThrowError(refused('not-found'));
  });
});
