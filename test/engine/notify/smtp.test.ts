import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MailSettings, OutboxMail } from '../../../src-preload/contract/outbox.ts';
import { makeCertificate } from '../support/certificate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { readMailText, startMailServer } from './support/mail-server.ts';
import { openRoom, settingsFor } from './support/open-room.ts';

async function sendTest(
  settings: MailSettings,
  { password, to = 'ops@example.com' }: { password?: string; to?: string } = {},
): Promise<OutboxMail> {
  const { notify } = await openRoom(makeTemporaryDirectory());
  notify.saveSettings(settings);
  if (password !== undefined) notify.setPassword(password);
  return notify.test(to);
}

const logIn = (user: string, password: string): Pick<SMTPServerOptions, 'onAuth'> => ({
  onAuth(auth, _session, callback) {
    if (auth.username === user && auth.password === password) callback(null, { user });
    else callback(Object.assign(new Error('5.7.8 Authentication failed'), { responseCode: 535 }));
  },
});

test('a test mail arrives with its sender, its subject and its text', async () => {
  const server = await startMailServer();
  const mail = await sendTest(settingsFor(server.port));
  expect(mail).toMatchObject({ state: 'sent', reason: 'test', attempts: 1, error: null, to: 'ops@example.com' });
  const [received] = server.received;
  expect(received).toMatchObject({ from: 'hooks@example.com', to: ['ops@example.com'], secure: false, user: null });
  expect(received?.raw).toMatch(/^Subject: Test mail from Hookwright\r$/m);
  expect(received?.raw).toMatch(new RegExp(`^Message-ID: <${mail.id}@example\\.com>\r$`, 'm'));
  expect(received?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(readMailText(received?.raw ?? '').trim()).toBe(mail.text.trim());
});

test('a server with a login gets user and password, and nobody else sees them', async () => {
  const server = await startMailServer(logIn('ada', 'pa$$ wörd'));
  const mail = await sendTest(settingsFor(server.port, { user: 'ada' }), { password: 'pa$$ wörd' });
  expect(mail.state).toBe('sent');
  expect(server.received[0]).toMatchObject({ user: 'ada' });
  expect(JSON.stringify(mail)).not.toContain('wörd');
});

describe('encryption', () => {
  test('STARTTLS is spoken before the login, with a certificate that was pasted', async () => {
    const certificate = makeCertificate();
    const server = await startMailServer({ ...certificate, ...logIn('ada', 'secret'), allowInsecureAuth: false });
    const settings = settingsFor(server.port, { security: 'starttls', user: 'ada', authority: certificate.cert });
    expect((await sendTest(settings, { password: 'secret' })).state).toBe('sent');
    expect(server.received[0]).toMatchObject({ secure: true, user: 'ada' });
  });

  test('TLS is spoken from the first byte', async () => {
    const certificate = makeCertificate();
    const server = await startMailServer({ ...certificate, secure: true });
    const mail = await sendTest(settingsFor(server.port, { security: 'tls', authority: certificate.cert }));
    expect(mail.state).toBe('sent');
    expect(server.received[0]?.secure).toBe(true);
  });

  test('a certificate of nobody known is refused, and nothing is sent', async () => {
    for (const security of ['starttls', 'tls'] as const) {
      const server = await startMailServer({ ...makeCertificate(), secure: security === 'tls' });
      const { state, error } = await sendTest(settingsFor(server.port, { security }));
      expect({ state, code: error?.code }).toEqual({ state: 'failed', code: 'tls' });
      expect(error?.message).toMatch(/comes from nobody that this machine knows.*Trusted certificate/);
      expect(server.received).toEqual([]);
    }
  });

  test('a certificate that has expired, and one for another name, are named', async () => {
    const expired = makeCertificate('localhost', { validFrom: 0, validTo: Date.UTC(2020, 0) });
    const other = makeCertificate('mail.example.com');
    for (const security of ['starttls', 'tls'] as const) {
      for (const [certificate, says] of [
        [expired, /has expired/],
        [other, /is for another name/],
      ] as const) {
        const server = await startMailServer({ ...certificate, secure: security === 'tls' });
        const { error } = await sendTest(settingsFor(server.port, { security, authority: certificate.cert }));
        expect(error?.code).toBe('tls');
        expect(error?.message).toMatch(says);
      }
    }
  });

  test('a server without STARTTLS gets nothing in clear where STARTTLS is asked for', async () => {
    const server = await startMailServer({ disabledCommands: ['STARTTLS'] });
    const { error, state } = await sendTest(settingsFor(server.port, { security: 'starttls' }));
    expect({ state, code: error?.code }).toEqual({ state: 'failed', code: 'tls' });
    expect(error?.message).toMatch(/does not offer STARTTLS/);
    expect(server.received).toEqual([]);
  });

  test('TLS on a port that begins in clear says to choose STARTTLS', async () => {
    const server = await startMailServer();
    const { error } = await sendTest(settingsFor(server.port, { security: 'tls' }));
    expect(error).toMatchObject({ code: 'tls', message: expect.stringMatching(/Choose STARTTLS/) });
  });
});

describe('each failure is told in words', () => {
  test('nothing listens there', async () => {
    const server = await startMailServer();
    await server.close();
    const { state, error } = await sendTest(settingsFor(server.port));
    expect(state).toBe('failed');
    expect(error).toMatchObject({
      code: 'refused',
      message: `Nothing listens at 127.0.0.1:${server.port}: the connection was refused. Check server and port.`,
      response: null,
    });
  });

  test('the name does not exist', async () => {
    const { error } = await sendTest(settingsFor(25, { server: 'mail.hookwright.invalid' }));
    expect(error).toMatchObject({
      code: 'dns',
      message: expect.stringMatching(/^The name mail\.hookwright\.invalid could not be looked up/),
    });
  });

  test('user and password are wrong', async () => {
    const server = await startMailServer(logIn('ada', 'right'));
    const { state, error } = await sendTest(settingsFor(server.port, { user: 'ada' }), { password: 'wrong' });
    expect(state).toBe('failed');
    expect(error).toMatchObject({
      code: 'authentication',
      message: expect.stringMatching(/did not accept user name and password/),
      response: expect.stringMatching(/^535 .*Authentication failed/),
    });
  });

  test('the server wants a login and there is none', async () => {
    const server = await startMailServer({ authOptional: false, ...logIn('ada', 'right') });
    const { error } = await sendTest(settingsFor(server.port));
    expect(error).toMatchObject({ code: 'authentication', message: expect.stringMatching(/wants a login/) });
  });

  test('the recipient is refused', async () => {
    const server = await startMailServer({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error('5.1.1 No such user here'), { responseCode: 550 })),
    });
    const { state, error } = await sendTest(settingsFor(server.port), { to: 'nobody@example.com' });
    expect(state).toBe('failed');
    expect(error).toMatchObject({
      code: 'recipient',
      message: `127.0.0.1:${server.port} refused the recipient nobody@example.com. Check the address.`,
      response: expect.stringMatching(/^550 .*No such user/),
    });
  });

  test('the sender is refused', async () => {
    const server = await startMailServer({
      onMailFrom: (_address, _session, callback) =>
        callback(Object.assign(new Error('5.7.1 Not yours'), { responseCode: 553 })),
    });
    const { error } = await sendTest(settingsFor(server.port));
    expect(error).toMatchObject({ code: 'sender', message: expect.stringMatching(/mails from hooks@example\.com/) });
  });

  test('the message is refused', async () => {
    const server = await startMailServer({
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on('end', () => callback(Object.assign(new Error('5.7.1 Looks like spam'), { responseCode: 554 })));
      },
    });
    const { error } = await sendTest(settingsFor(server.port));
    expect(error).toMatchObject({ code: 'rejected', response: expect.stringMatching(/spam/) });
  });

  test('the server is busy', async () => {
    const server = await startMailServer({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error('4.7.1 Greylisted, try again'), { responseCode: 451 })),
    });
    const { error } = await sendTest(settingsFor(server.port));
    expect(error).toMatchObject({ code: 'busy', response: expect.stringMatching(/^451/) });
  });

  test('a server that never greets is given up after 60 s', async () => {
    const clock = createFakeClock();
    const connected = new Promise<{ port: number }>((resolve) => {
      const silent = createServer((socket) => {
        socket.on('error', () => {});
        reached();
      }).listen(0, '127.0.0.1', () => resolve(silent.address() as AddressInfo));
      onTestFinished(() => void silent.close());
    });
    let reached: () => void = () => {};
    const reachedServer = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const { notify } = await openRoom(makeTemporaryDirectory(), { clock });
    notify.saveSettings(settingsFor((await connected).port));
    const result = notify.test('ops@example.com');
    await reachedServer;
    clock.advance(59_999);
    expect(notify.list(null, null, 1).mails[0]).toMatchObject({ sending: true, state: 'waiting' });
    clock.advance(1);
    const { state, error } = await result;
    expect({ state, code: error?.code }).toEqual({ state: 'failed', code: 'timeout' });
    expect(error?.message).toMatch(/after 60 s\..*a port for TLS, such as 465, stays silent/);
  });

  test('a server that hangs up in the middle is told apart from one that refuses', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('220 here\r\n');
      socket.once('data', () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { error } = await sendTest(settingsFor((server.address() as AddressInfo).port));
    expect(error).toMatchObject({ code: 'closed', message: expect.stringMatching(/ended the connection/) });
  });
});
