import { expect, test } from 'vitest';
import type { MailSettings } from '../../../src-preload/contract/outbox.ts';
import { makeCertificate } from '../support/certificate.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { openRoom, settingsFor } from './support/open-room.ts';

const valid = settingsFor(587, { server: 'mail.example.com', security: 'starttls', user: 'ada' });

const refusedAt = (path: string) =>
  expect.objectContaining({
    code: 'invalid',
    detail: expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ path })]) }),
  });

test('settings are there again after a restart, without the space around what was pasted', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openRoom(directory);
  expect(first.notify.setup().settings).toMatchObject({ server: '', port: 587, security: 'starttls' });
  first.notify.saveSettings({ ...valid, server: ' mail.example.com\n', from: ' hooks@example.com ' });
  await first.close();
  const { notify } = await openRoom(directory);
  expect(notify.setup().settings).toEqual(valid);
});

const bad: [field: keyof MailSettings, values: string[]][] = [
  ['server', ['smtp://mail.example.com', 'mail.example.com:587', 'mail example', 'a..b', '-', 'mail\r\nRSET', '::z']],
  ['from', ['', 'hooks', 'Ada <ada@example.com>', 'a@b\r\nBcc: c@d', 'a@b, c@d']],
  ['user', ['ada\r\nQUIT', 'ada\0']],
  ['authority', ['hello', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']],
];

for (const [field, values] of bad) {
  test.each(values)(`${field} %j is refused at its field, and the settings stay`, async (value) => {
    const { notify } = await openRoom(makeTemporaryDirectory());
    notify.saveSettings(valid);
    expect(() => notify.saveSettings({ ...valid, [field]: value })).toThrowError(refusedAt(field));
    expect(notify.setup().settings).toEqual(valid);
  });
}

test('a private key is not taken for a certificate', async () => {
  const { notify } = await openRoom(makeTemporaryDirectory());
  const { key, cert } = makeCertificate();
  expect(() => notify.saveSettings({ ...valid, authority: cert + key })).toThrowError(/private key/);
  expect(notify.saveSettings({ ...valid, authority: cert }).settings.authority).toBe(cert.trim());
});

test.each(['127.0.0.1', '::1', '[::1]', 'localhost', 'bücher.example', 'mail_1.example.com', 'mail.example.com.'])(
  'server %s is taken',
  async (server) => {
    const { notify } = await openRoom(makeTemporaryDirectory());
    expect(notify.saveSettings({ ...valid, server }).settings.server).toBe(server === '[::1]' ? '::1' : server);
  },
);

test.each([
  ['server', { server: 'mail.elsewhere.example' }],
  ['user', { user: 'somebody.else' }],
])('a password does not go along to another %s', async (_what, change) => {
  const { notify } = await openRoom(makeTemporaryDirectory());
  notify.saveSettings({ ...valid, user: 'ada' });
  notify.setPassword('secret-of-ada');
  expect(notify.saveSettings({ ...valid, user: 'ada', port: 2525 }).password.set).toBe(true);
  const elsewhere = notify.saveSettings({ ...valid, user: 'ada', ...change });
  expect(elsewhere).toMatchObject({ password: { set: false }, hold: expect.stringContaining('Enter it') });
});

test('a password needs a vault that can keep it', async () => {
  const room = await openRoom(makeTemporaryDirectory(), { protector: null });
  expect(() => room.notify.setPassword('secret')).toThrowError(expect.objectContaining({ code: 'vault-undecided' }));
});

test.each([
  [' hunter2\n', 'space', 'line break', 'hunter2'],
  ['"hunter2"', 'quotes', 'in quotes', 'hunter2'],
  ['hun\u200bter2', 'invisible', 'not seen', 'hunter2'],
] as const)(
  'what was pasted along with the password %j is named, and removed by a click',
  async (value, kind, says, bare) => {
    const { notify } = await openRoom(makeTemporaryDirectory());
    notify.saveSettings(valid);
    const { password } = notify.setPassword(value);
    expect(password.warnings).toEqual([{ kind, message: expect.stringContaining(says), removable: true }]);
    expect(JSON.stringify(password)).not.toContain('hunter2');
    const tidy = notify.tidyPassword(kind).password;
    expect(tidy.warnings).toEqual([]);
    expect(tidy.fingerprint).toBe(notify.setPassword(bare).password.fingerprint);
    expect(() => notify.tidyPassword(kind)).toThrowError(expect.objectContaining({ code: 'not-found' }));
  },
);
