import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { decodeFile } from '../../../src-main/engine/read-json-file.ts';
import { exportFile } from '../../../src-main/engine/transfer/read-file.ts';
import type { RetryChoice } from '../../../src-preload/contract/retry.ts';
import { makeCertificate } from '../support/certificate.ts';
import { toDraft } from '../support/to-draft.ts';
import { openForTransfer, parse, type Workspace } from './support/open-for-transfer.ts';

const exportAll = async ({ engine }: Workspace, passphrase: string | null = null): Promise<string> =>
  (await engine.call('transfer.export', { webhookIds: null, passphrase })).text;

const plan = ({ engine }: { engine: Engine }, text: string, passphrase: string | null = null) =>
  engine.call('transfer.plan', { text, passphrase });

async function apply(
  { engine }: { engine: Engine },
  text: string,
  passphrase: string | null = null,
  replaceSecrets = false,
) {
  const { hash } = await engine.call('transfer.plan', { text, passphrase });
  return engine.call('transfer.apply', { text, passphrase, hash, replaceSecrets });
}

describe('an export', () => {
  test('is the same text for the same workspace, and reading it back changes nothing', async () => {
    const workspace = await openForTransfer();
    const text = await exportAll(workspace);
    expect(await exportAll(workspace)).toBe(text);
    const planned = await plan(workspace, text);
    expect(planned.problems).toEqual([]);
    expect(planned.changes).toBe(0);
    expect(planned.items.length).toBeGreaterThan(8);
  });

  test('brings everything to an empty workspace, and keeps off what is not ready there', async () => {
    const one = await openForTransfer();
    await one.engine.call('providers.addEventType', {
      providerId: 'casesolved',
      wireName: 'usage.low',
      description: 'Low',
    });
    await one.engine.call('providers.saveSettings', {
      providerId: 'callgoose',
      settings: { teams: ['Payments', 'Platform', 'Web', 'Ops'] },
    });
    const text = await exportAll(one);
    const other = await openForTransfer({ empty: true });
    expect(await other.engine.call('webhooks.list', {})).toEqual([]);
    await apply(other, text);
    const back = await exportAll(other);
    // Off until a person has entered the secret (Zenskar) and validated the receiver (Casesolved).
    const expected = parse(text);
    for (const webhook of expected.webhooks) webhook.active = !['casesolved', 'zenskar'].includes(webhook.provider);
    expect(parse(back)).toEqual(expected);
    expect(await exportAll(other)).toBe(back);
  });

  test('holds webhooks as they were saved, and names those with edits that are not', async () => {
    const { engine } = await openForTransfer();
    const [webhook] = await engine.call('webhooks.list', {});
    if (webhook === undefined) throw new Error('The sample has webhooks.');
    const draft = { ...toDraft(webhook), name: 'Half typed' };
    await engine.call('webhooks.keepUnsaved', { id: webhook.id, draft });
    const { text, unsaved } = await engine.call('transfer.export', { webhookIds: null, passphrase: null });
    expect(unsaved).toEqual([webhook.name]);
    expect(text).not.toContain('Half typed');
  });

  test('leaves deleted webhooks out, with their secrets', async () => {
    const { engine } = await openForTransfer();
    const [webhook] = await engine.call('webhooks.list', {});
    if (webhook === undefined) throw new Error('The sample has webhooks.');
    const choice = { webhookIds: null, passphrase: 'a passphrase' };
    const before = await engine.call('transfer.export', choice);
    await engine.call('webhooks.delete', { id: webhook.id });
    const after = await engine.call('transfer.export', choice);
    expect(after.text).not.toContain(webhook.id);
    expect(after.webhooks).toBe(before.webhooks - 1);
    expect(after.secrets).toBeLessThan(before.secrets);
  });

  test('writes the addresses of the capture server so that they mean the one of whoever imports', async () => {
    const one = await openForTransfer();
    const text = await exportAll(one);
    expect(text).toContain('"url": "capture:/gridscale/crm"');
    expect(text).not.toContain('127.0.0.1');
    const other = await openForTransfer({ empty: true });
    await apply(other, text);
    const { capturePort } = await other.engine.call('settings.get', {});
    const [first] = await other.engine.call('webhooks.list', {});
    expect(first?.url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${capturePort}/`));
  });

  test('keeps the rule of retries, and a file from before there was one has none', async () => {
    const one = await openForTransfer();
    const webhook = (await one.engine.call('webhooks.list', {})).find(({ providerId }) => providerId === 'callgoose');
    if (!webhook) throw new Error('no webhook');
    const rule = { ...webhook.retry, id: 'own', label: 'Mine', steps: { kind: 'schedule', delaysSeconds: [1, 2] } };
    const retryRule = { kind: 'own', rule } as RetryChoice;
    const { revision } = webhook;
    await one.engine.call('webhooks.save', { draft: { ...toDraft(webhook), retryRule }, revision });
    const text = await exportAll(one);
    const other = await openForTransfer({ empty: true });
    await apply(other, text);
    expect(await other.engine.call('webhooks.get', { id: webhook.id })).toMatchObject({ retryRule, retry: rule });
    const file = parse(text);
    for (const each of file.webhooks) Reflect.deleteProperty(each, 'retryRule');
    await apply(other, JSON.stringify(file));
    expect(await other.engine.call('webhooks.get', { id: webhook.id })).toMatchObject({ retryRule: null });
  });

  test('keeps the choice of certificates, and says before it that it weakens a webhook', async () => {
    const one = await openForTransfer();
    const [webhook] = await one.engine.call('webhooks.list', {});
    if (!webhook) throw new Error('no webhook');
    const before = await exportAll(one);
    const { cert } = makeCertificate();
    const tls = { extraCa: cert.trimEnd(), clientCert: '', verify: false };
    await one.engine.call('webhooks.save', { draft: { ...toDraft(webhook), tls }, revision: webhook.revision });
    const text = await exportAll(one);
    const notesOf = async (file: string) => {
      const { items } = await one.engine.call('transfer.plan', { text: file, passphrase: null });
      const item = items.find(({ kind, name }) => kind === 'webhook' && name === webhook.name);
      return { notes: item?.notes.join(' ') ?? '', fields: item?.fields.map(({ field }) => field) ?? [] };
    };
    expect(await notesOf(text)).toMatchObject({ notes: '', fields: [] });
    const older = parse(before);
    for (const each of older.webhooks) Reflect.deleteProperty(each, 'tls');
    // Switched on again by a file from before there was a choice: nothing to warn of.
    expect(await notesOf(JSON.stringify(older))).toMatchObject({ notes: '', fields: ['tls.verify', 'tls.extraCa'] });
    await apply(one, JSON.stringify(older));
    const usual = { extraCa: '', clientCert: '', verify: true };
    expect(await one.engine.call('webhooks.get', { id: webhook.id })).toMatchObject({ tls: usual });
    const { notes, fields } = await notesOf(text);
    expect(notes).toContain('Weakens it');
    expect(notes).toContain('further certificate authority');
    expect(fields).toEqual(['tls.verify', 'tls.extraCa']);
    await apply(one, text);
    expect(await one.engine.call('webhooks.get', { id: webhook.id })).toMatchObject({ tls });
    const other = await openForTransfer({ empty: true });
    const { items } = await other.engine.call('transfer.plan', { text, passphrase: null });
    expect(items.filter((item) => item.notes.join().includes('Weakens it')).map(({ name }) => name)).toEqual([
      webhook.name,
    ]);
  });

  test('holds the chosen webhooks alone, with what belongs to their providers', async () => {
    const workspace = await openForTransfer();
    const all = await workspace.engine.call('webhooks.list', {});
    const y42 = all.find(({ providerId }) => providerId === 'y42');
    const { text, webhooks } = await workspace.engine.call('transfer.export', {
      webhookIds: [y42?.id ?? ''],
      passphrase: null,
    });
    expect(webhooks).toBe(1);
    expect(Object.keys(parse(text).providers)).toEqual(['y42']);
  });

  test('has no secret in it, unless asked for with a passphrase, and then not in the clear', async () => {
    const workspace = await openForTransfer();
    const secret = 'a secret with "quotes" 1234567890';
    const [webhook] = await workspace.engine.call('webhooks.list', {});
    await workspace.engine.call('secrets.set', { webhookId: webhook?.id ?? '', field: 'signing', value: secret });
    for (const passphrase of [null, 'correct horse']) {
      const text = await exportAll(workspace, passphrase);
      expect(text).not.toContain('1234567890');
      expect(parse(text).secrets === null).toBe(passphrase === null);
    }
  });
});

describe('secrets in a file', () => {
  test('arrive with the right passphrase', async () => {
    const one = await openForTransfer();
    const text = await exportAll(one, 'correct horse');
    const other = await openForTransfer({ empty: true });
    expect((await plan(other, text)).secrets).toBe('sealed');
    await apply(other, text, 'correct horse');
    const prints = async ({ engine }: Workspace) =>
      (await engine.call('webhooks.list', {}))
        .map(({ id, secrets }) => [id, secrets.map((each) => each.fingerprint)])
        .sort();
    expect(await prints(other)).toEqual(await prints(one));
  });

  test('do not open with another passphrase, nor after a change', async () => {
    const workspace = await openForTransfer();
    const text = await exportAll(workspace, 'correct horse');
    await expect(plan(workspace, text, 'wrong')).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: 'passphrase' }] },
    });
    const file = parse(text);
    const spoiled = JSON.stringify({ ...file, secrets: { ...file.secrets, N: 2 ** 40 } });
    await expect(plan(workspace, spoiled, 'correct horse')).rejects.toMatchObject({ code: 'invalid' });
    const bytes = Buffer.from(file.secrets?.data ?? '', 'base64');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const changed = JSON.stringify({ ...file, secrets: { ...file.secrets, data: bytes.toString('base64') } });
    await expect(plan(workspace, changed, 'correct horse')).rejects.toMatchObject({ code: 'invalid' });
  });

  test('replace those that are here only when that is asked for', async () => {
    const workspace = await openForTransfer();
    const text = await exportAll(workspace, 'correct horse');
    const [webhook] = await workspace.engine.call('webhooks.list', {});
    const id = webhook?.id ?? '';
    const print = async () => (await workspace.engine.call('webhooks.get', { id })).secrets[0]?.fingerprint;
    const before = await print();
    await workspace.engine.call('secrets.set', { webhookId: id, field: 'signing', value: 'a newer one here' });
    const newer = await print();
    const planned = await plan(workspace, text, 'correct horse');
    expect(planned.items.filter(({ kind, action }) => kind === 'secret' && action === 'change')).toHaveLength(1);
    await apply(workspace, text, 'correct horse');
    expect(await print()).toBe(newer);
    await apply(workspace, text, 'correct horse', true);
    expect(await print()).toBe(before);
  });
});

describe('an import', () => {
  test('says what changes, field by field, before anything is written', async () => {
    const workspace = await openForTransfer();
    const file = parse(await exportAll(workspace));
    const webhook = file.webhooks.find(({ name }) => name === 'CRM');
    if (!webhook) throw new Error('no CRM');
    webhook.description = 'Orders';
    webhook.headers = [{ name: 'X-Team', value: 'sales' }];
    const before = await exportAll(workspace);
    const planned = await plan(workspace, JSON.stringify(file));
    const item = planned.items.find(({ name, kind }) => name === 'CRM' && kind === 'webhook');
    expect(planned.changes).toBe(1);
    expect(item).toMatchObject({ action: 'change' });
    expect(item?.fields.map(({ field }) => field).sort()).toEqual(['description', 'headers']);
    expect(item?.fields.find(({ field }) => field === 'description')).toMatchObject({
      before: '(empty)',
      after: 'Orders',
    });
    expect(await exportAll(workspace)).toBe(before);
  });

  test('leaves a webhook off that points at a host that is new here', async () => {
    const workspace = await openForTransfer();
    const file = parse(await exportAll(workspace));
    const [webhook] = file.webhooks;
    if (!webhook) throw new Error('no webhook');
    webhook.url = 'https://attacker.example/collect';
    const planned = await apply(workspace, JSON.stringify(file));
    expect(planned.items.find(({ action }) => action === 'change')?.notes.join()).toContain('new here');
    expect(await workspace.engine.call('webhooks.get', { id: webhook.id })).toMatchObject({ status: 'inactive' });
  });

  test('keeps a webhook on that points where another one points already', async () => {
    const workspace = await openForTransfer();
    const file = parse(await exportAll(workspace));
    const webhook = file.webhooks.find(({ name }) => name === 'CRM');
    if (!webhook) throw new Error('no CRM');
    webhook.url = 'capture:/elsewhere';
    await apply(workspace, JSON.stringify(file));
    expect(await workspace.engine.call('webhooks.get', { id: webhook.id })).toMatchObject({ status: 'active' });
  });

  test('is refused when the workspace has changed since it was shown', async () => {
    const workspace = await openForTransfer();
    const file = parse(await exportAll(workspace));
    for (const webhook of file.webhooks) webhook.description = 'from the file';
    const text = JSON.stringify(file);
    const { hash } = await plan(workspace, text);
    const [webhook] = await workspace.engine.call('webhooks.list', {});
    if (!webhook) throw new Error('no webhook');
    await workspace.engine.call('secrets.generate', { webhookId: webhook.id, field: 'signing' });
    const { revision, name } = webhook;
    await workspace.engine.call('webhooks.save', { draft: { ...toDraft(webhook), name: `${name} 2` }, revision });
    await expect(
      workspace.engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is all or nothing: one bad webhook among eight keeps all of them out', async () => {
    const one = await openForTransfer();
    const file = parse(await exportAll(one));
    const last = file.webhooks.at(-1);
    if (!last) throw new Error('no webhook');
    last.url = 'ftp://example.com/';
    const other = await openForTransfer({ empty: true });
    const before = await exportAll(other);
    const text = JSON.stringify(file);
    const { problems, hash } = await plan(other, text);
    expect(problems).toMatchObject([{ path: 'webhooks[7].url' }]);
    await expect(
      other.engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false }),
    ).rejects.toMatchObject({ code: 'invalid' });
    expect(await exportAll(other)).toBe(before);
    // The control: without the bad one, everything comes.
    last.url = 'https://example.com/';
    await apply(other, JSON.stringify(file));
    expect(await other.engine.call('webhooks.list', {})).toHaveLength(8);
  });

  test('undoes everything, in memory too, when the last of it cannot be written', async () => {
    const one = await openForTransfer();
    const text = await exportAll(one, 'correct horse');
    const other = await openForTransfer({ empty: true, vault: false });
    const before = await exportAll(other);
    await expect(apply(other, text, 'correct horse')).rejects.toMatchObject({ code: 'vault-undecided' });
    expect(await other.engine.call('webhooks.list', {})).toEqual([]);
    expect(await exportAll(other)).toBe(before);
    await other.reopen();
    expect(await other.engine.call('webhooks.list', {})).toEqual([]);
  });

  test('brings back a webhook that was deleted a moment ago', async () => {
    const workspace = await openForTransfer();
    const text = await exportAll(workspace);
    const [webhook] = await workspace.engine.call('webhooks.list', {});
    await workspace.engine.call('webhooks.delete', { id: webhook?.id ?? '' });
    await apply(workspace, text);
    expect(await exportAll(workspace)).toBe(text);
  });
});

describe('a hostile file is refused with the place of what is wrong', () => {
  const cases: [name: string, spoil: (text: string) => string, path: string | RegExp, message: RegExp][] = [
    ['truncated', (text) => text.slice(0, text.length / 2), /^line \d+, column \d+$/, /not whole JSON/],
    ['empty', () => '', '', /empty/],
    ['UTF-16 that was read as Latin-1', (text) => [...text].join('\0'), '', /UTF-16/],
    ['something else', () => '{"name": "left-pad"}', 'format', /not an export/],
    ['a list', () => '[]', 'format', /not an export/],
    ['newer', (text) => text.replace('"version": 1', '"version": 2'), 'version', /newer/],
    [
      'with __proto__',
      (text) => text.replace('"webhooks": [', '"webhooks": [{"__proto__": {"polluted": 1}},'),
      'webhooks[0].__proto__',
      /not allowed/,
    ],
    [
      'with an escaped __proto__',
      (text) => text.replace('"webhooks"', '"\\u005f_proto__": {}, "webhooks"'),
      '__proto__',
      /not allowed/,
    ],
    ['with a key twice', (text) => text.replace('"version": 1', '"version": 1, "version": 1'), 'version', /twice/],
    [
      '200,000 deep',
      (text) => text.replace('"secrets": null', `"secrets": ${'['.repeat(200_000)}`),
      /^line/,
      /deeper than/,
    ],
    ['of 50 MB', (text) => text + ' '.repeat(50_000_000), '', /larger than 16 MiB/],
    [
      'with a constructor',
      (text) => text.replace('"webhooks": [', '"constructor": {"prototype": {}}, "webhooks": ['),
      '',
      /constructor/,
    ],
    [
      'with a text for a list',
      (text) => text.replace('"headers": []', '"headers": "none"'),
      'webhooks[0].headers',
      /array/,
    ],
    ['with an unknown provider', (text) => text.replaceAll('"y42"', '"x42"'), 'providers.x42', /no provider/],
  ];

  test.each(cases)('%s', async (_name, spoil, path, message) => {
    const workspace = await openForTransfer();
    const text = await exportAll(workspace);
    const { problems, changes } = await plan(workspace, spoil(text));
    expect(changes).toBe(0);
    expect(problems[0]?.path).toEqual(typeof path === 'string' ? path : expect.stringMatching(path));
    expect(problems[0]?.message).toMatch(message);
    expect(await exportAll(workspace)).toBe(text);
  });

  test('but a byte order mark before UTF-8 is not hostile', async () => {
    const workspace = await openForTransfer();
    const text = await exportAll(workspace);
    expect((await plan(workspace, `\ufeff${text}`)).problems).toEqual([]);
  });

  test('bytes that are not UTF-8 are not read as something else', () => {
    expect(decodeFile(Buffer.from('{"a": "ü"}'), exportFile)).toBe('{"a": "ü"}');
    expect(() => decodeFile(Buffer.from('\ufeff{}', 'utf16le'), exportFile)).toThrow(/UTF-16/);
    expect(() => decodeFile(Buffer.from([0x7b, 0xff, 0x7d]), exportFile)).toThrow(/UTF-8/);
    expect(() => decodeFile(Buffer.alloc(50_000_000, 0x20), exportFile)).toThrow(/16 MiB/);
  });
});
