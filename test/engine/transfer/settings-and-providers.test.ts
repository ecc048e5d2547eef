import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { signalYardText } from '../providers/signal-yard.ts';
import { toDraft } from '../support/to-draft.ts';
import { addSignalYard, openForTransfer, parse, type Workspace } from './support/open-for-transfer.ts';

const mailServer = {
  server: 'mail.example.com',
  port: 465,
  security: 'tls' as const,
  user: 'hooks',
  from: 'hooks@example.com',
  authority: '',
};

const exportAll = async ({ engine }: Workspace, passphrase: string | null = null): Promise<string> =>
  (await engine.call('transfer.export', { webhookIds: null, passphrase })).text;

async function apply({ engine }: Workspace, text: string, passphrase: string | null = null, replaceSecrets = false) {
  const { hash } = await engine.call('transfer.plan', { text, passphrase });
  return engine.call('transfer.apply', { text, passphrase, hash, replaceSecrets });
}

const providerFiles = ({ directory }: Workspace): string[] => {
  const folder = join(directory, 'providers');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('the settings of app and mail', () => {
  test('travel with a whole workspace, without what belongs to one machine, and an import shows them first', async () => {
    const one = await openForTransfer();
    await one.engine.call('settings.save', { theme: 'dark', editorFontSize: 16 });
    await one.engine.call('mail.save', mailServer);
    const text = await exportAll(one);
    expect(parse(text).app).toMatchObject({ theme: 'dark', editorFontSize: 16 });
    expect(parse(text).app).not.toHaveProperty('capturePort');
    expect(parse(text).mail).toEqual(mailServer);

    const other = await openForTransfer({ empty: true });
    const port = (await other.engine.call('settings.get', {})).capturePort;
    const { items } = await other.engine.call('transfer.plan', { text, passphrase: null });
    expect(items.find(({ kind }) => kind === 'app')?.fields).toEqual([
      { field: 'theme', before: 'system', after: 'dark' },
      { field: 'editorFontSize', before: '13', after: '16' },
    ]);
    const mail = items.find(({ kind }) => kind === 'mail');
    expect(mail?.fields).toContainEqual({ field: 'server', before: '(empty)', after: 'mail.example.com' });
    expect(mail?.notes.join()).toMatch(/all that follow, go to this server/);
    expect((await other.engine.call('mail.get', {})).settings.server).toBe('');
    await apply(other, text);
    expect(await other.engine.call('settings.get', {})).toMatchObject({ theme: 'dark', capturePort: port });
    expect((await other.engine.call('mail.get', {})).settings).toEqual(mailServer);
    await other.reopen();
    expect(await other.engine.call('settings.get', {})).toMatchObject({ theme: 'dark', editorFontSize: 16 });
    expect((await other.engine.call('mail.get', {})).settings).toEqual(mailServer);
  });

  test('stay at home where some webhooks are chosen, unless they are asked for', async () => {
    const { engine } = await openForTransfer();
    const [first] = await engine.call('webhooks.list', {});
    const choice = { webhookIds: [first?.id ?? ''], passphrase: null };
    expect(parse((await engine.call('transfer.export', choice)).text)).not.toHaveProperty('app');
    const { text } = await engine.call('transfer.export', { ...choice, settings: true });
    expect(parse(text)).toMatchObject({ app: { theme: 'system' }, mail: { server: '' } });
    const { text: bare } = await engine.call('transfer.export', {
      webhookIds: null,
      settings: false,
      passphrase: null,
    });
    expect(parse(bare)).not.toHaveProperty('mail');
  });

  test('that are wrong are refused at their place, and nothing of the file is done', async () => {
    const workspace = await openForTransfer();
    const file = parse(await exportAll(workspace));
    const text = JSON.stringify({ ...file, app: { theme: 'dark' }, mail: { ...mailServer, server: 'smtp://x' } });
    const { problems, hash } = await workspace.engine.call('transfer.plan', { text, passphrase: null });
    expect(problems).toMatchObject([{ path: 'mail.server' }]);
    await expect(
      workspace.engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false }),
    ).rejects.toMatchObject({ code: 'invalid' });
    expect((await workspace.engine.call('settings.get', {})).theme).toBe('system');
  });

  test('bring the password of the mail server only sealed, and only where it is asked for', async () => {
    const one = await openForTransfer();
    await one.engine.call('mail.save', mailServer);
    await one.engine.call('mail.setPassword', { value: 'the password 98765' });
    expect(await exportAll(one)).not.toContain('98765');
    const text = await exportAll(one, 'correct horse');
    expect(text).not.toContain('98765');
    const other = await openForTransfer({ empty: true });
    await apply(other, text, 'correct horse');
    const fingerprint = async ({ engine }: Workspace) => (await engine.call('mail.get', {})).password.fingerprint;
    expect(await fingerprint(other)).toBe(await fingerprint(one));
    await other.engine.call('mail.setPassword', { value: 'another' });
    const kept = await fingerprint(other);
    await apply(other, text, 'correct horse');
    expect(await fingerprint(other)).toBe(kept);
    await apply(other, text, 'correct horse', true);
    expect(await fingerprint(other)).toBe(await fingerprint(one));
  });

  test('never send the password that is kept here to another server', async () => {
    const one = await openForTransfer();
    await one.engine.call('mail.save', { ...mailServer, server: 'mail.attacker.example' });
    const text = await exportAll(one);
    const other = await openForTransfer({ empty: true });
    await other.engine.call('mail.save', mailServer);
    await other.engine.call('mail.setPassword', { value: 'secret' });
    const { items } = await other.engine.call('transfer.plan', { text, passphrase: null });
    expect(items.find(({ kind }) => kind === 'mail')?.notes.join(' ')).toMatch(/it is removed/);
    await apply(other, text);
    expect((await other.engine.call('mail.get', {})).password.set).toBe(false);
  });

  test('cannot be reached by a webhook that calls itself as the vault calls the mail server', async () => {
    const workspace = await openForTransfer();
    const file = parse(await exportAll(workspace));
    const [webhook] = file.webhooks;
    if (webhook) webhook.id = 'mail';
    const { problems } = await workspace.engine.call('transfer.plan', {
      text: JSON.stringify(file),
      passphrase: null,
    });
    expect(problems).toMatchObject([{ path: 'webhooks[0].id', message: 'No webhook can have the id “mail”.' }]);
  });
});

describe('an own provider', () => {
  test('travels with its webhooks, and becomes a provider file where they arrive', async () => {
    const one = await openForTransfer();
    await addSignalYard(one.engine);
    await one.engine.call('providers.saveSettings', { providerId: 'signal-yard', settings: { region: 'South' } });
    const text = await exportAll(one);
    const other = await openForTransfer({ empty: true });
    const { items } = await other.engine.call('transfer.plan', { text, passphrase: null });
    expect(items.find(({ kind }) => kind === 'provider')).toMatchObject({ name: 'Signal Yard', action: 'create' });
    expect(providerFiles(other)).toEqual([]);
    await apply(other, text);
    expect(providerFiles(other)).toEqual(['signal-yard.json']);
    expect(readFileSync(join(other.directory, 'providers', 'signal-yard.json'), 'utf8').length).toBeGreaterThan(1000);
    const states = await other.engine.call('providers.list', {});
    expect(states.at(-1)).toMatchObject({ file: 'signal-yard.json', settings: { region: 'South' }, webhookCount: 1 });
    expect((await other.engine.call('transfer.plan', { text, passphrase: null })).changes).toBe(0);
    expect(parse(await exportAll(other)).providers['signal-yard']).toEqual(parse(text).providers['signal-yard']);
  });

  test('that differs is shown part by part, and replaces the file that brings it', async () => {
    const one = await openForTransfer({ empty: true });
    await addSignalYard(one.engine);
    const text = (await exportAll(one)).replace('"Seal of the yard"', '"Seal of the line"');
    const { items } = await one.engine.call('transfer.plan', { text, passphrase: null });
    expect(items.find(({ kind }) => kind === 'provider')).toMatchObject({
      action: 'change',
      fields: [{ field: 'signing' }],
    });
    await apply(one, text);
    expect(providerFiles(one)).toEqual(['signal-yard.json']);
    const [yard] = (await one.engine.call('providers.list', {})).slice(-1);
    expect(yard?.provider.signing?.scheme?.name).toBe('Seal of the line');
  });

  test.each([
    ['takes the place of a shipped one', 'gridscale', '"id": "gridscale"', /which Hookwright brings/],
    ['has another id than it stands under', 'yard', '"id": "signal-yard"', /It has to be “yard”/],
    ['does not fit together', 'signal-yard', '"featureSwitch": "none", "id": "signal-yard"', /no switch “none”/],
  ])('that %s is refused, and writes nothing', async (_what, key, id, message) => {
    const one = await openForTransfer({ empty: true });
    const definition = JSON.parse(
      signalYardText.replace('"featureSwitch": "on",', '').replace('"id": "signal-yard"', id),
    ).provider;
    if (key !== 'signal-yard') definition.featureSwitch = 'on';
    const file = parse(await exportAll(one));
    const text = JSON.stringify({
      ...file,
      providers: { [key]: { definition, settings: {}, events: [], samples: [] } },
    });
    const { problems } = await one.engine.call('transfer.plan', { text, passphrase: null });
    expect(problems.map((each) => `${each.path} ${each.message}`).join()).toMatch(message);
    expect(problems[0]?.path).toMatch(/^providers\.[a-z-]+\.definition/);
    expect(providerFiles(one)).toEqual([]);
  });

  test('is not there afterwards where the folder does not take its file, and neither is anything else', async () => {
    const one = await openForTransfer();
    await addSignalYard(one.engine);
    const text = await exportAll(one);
    const other = await openForTransfer({ empty: true });
    writeFileSync(join(other.directory, 'providers'), 'a file where the folder should be');
    const before = await exportAll(other);
    await expect(apply(other, text)).rejects.toMatchObject({ code: 'refused' });
    expect(await exportAll(other)).toBe(before);
  });

  test('is taken back where the workspace changed while it was written', async () => {
    const one = await openForTransfer();
    await addSignalYard(one.engine);
    const file = parse(await exportAll(one));
    const other = await openForTransfer({ empty: true });
    const [crm] = file.webhooks.filter(({ name }) => name === 'CRM');
    if (!crm) throw new Error('no CRM');
    await apply(other, JSON.stringify({ ...file, providers: {}, webhooks: [crm] }));
    const text = JSON.stringify({ ...file, webhooks: [{ ...crm, description: 'of the file' }] });
    const { hash } = await other.engine.call('transfer.plan', { text, passphrase: null });
    const applying = other.engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false });
    const settled = expect(applying).rejects.toMatchObject({ code: 'conflict' });
    const webhook = await other.engine.call('webhooks.get', { id: crm.id });
    await other.engine.call('webhooks.save', {
      draft: { ...toDraft(webhook), description: 'by hand' },
      revision: webhook.revision,
    });
    await settled;
    expect(providerFiles(other)).toEqual([]);
    expect((await other.engine.call('providers.list', {})).map(({ provider }) => provider.id)).not.toContain(
      'signal-yard',
    );
    expect((await other.engine.call('webhooks.get', { id: crm.id })).description).toBe('by hand');
  });
});
