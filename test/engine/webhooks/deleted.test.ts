import { describe, expect, test } from 'vitest';
import { casesolved } from '../../../src-main/engine/providers/casesolved.ts';
import { gridscale } from '../../../src-main/engine/providers/gridscale.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const DAY = 24 * 60 * 60 * 1000;
const refused = (code: string) => expect.objectContaining({ code });
const create = ({ webhooks }: Workspace, providerId = 'acme', name: string | null = null): Webhook =>
  webhooks.create({ providerId, channel: null, name });

/** Validated and with its secret. */
function createWorking(workspace: Workspace, name: string | null = null): Webhook {
  const { id } = create(workspace, 'acme', name);
  workspace.webhooks.changeSecret(id, (record) => workspace.secrets.set(record, 'signing', 'good enough'));
  return workspace.webhooks.get(id);
}

describe('a deleted webhook', () => {
  test('is restored as it was, in the same place', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const webhook = createWorking(workspace);
    create(workspace);
    workspace.webhooks.delete(webhook.id);
    expect(workspace.webhooks.list()).toHaveLength(1);
    expect(() => workspace.webhooks.get(webhook.id)).toThrowError(refused('not-found'));
    const restored = workspace.deleted.restore({ kind: 'webhook', id: webhook.id });
    expect(restored).toMatchObject({ id: webhook.id, name: webhook.name, remarks: [] });
    expect(workspace.webhooks.list()[0]).toEqual(webhook);
    expect(() => workspace.deleted.restore({ kind: 'webhook', id: webhook.id })).toThrowError(refused('not-found'));
  });

  test('is restored after restarts for 30 days, with its secret, template, edits and place', async () => {
    const directory = makeTemporaryDirectory();
    const first = await openWorkspace(directory);
    const { id, revision } = createWorking(first);
    create(first);
    const draft = { ...toDraft(first.webhooks.get(id)), templates: { 'custom-url/*': '{"a":1}' } };
    first.webhooks.save(draft, revision);
    first.webhooks.keepUnsaved(id, { ...draft, description: 'half typed' });
    const before = first.webhooks.get(id);
    first.webhooks.delete(id);
    first.close();

    const second = await openWorkspace(directory);
    second.clock.advance(30 * DAY - 1000);
    expect(second.deleted.list()).toMatchObject([{ kind: 'webhook', id, name: before.name, providerName: 'Acme' }]);
    second.deleted.restore({ kind: 'webhook', id });
    expect(second.webhooks.list()[0]).toEqual(before);
    expect(second.vault.secrets.read(id, 'signing')?.toString()).toBe('good enough');
  });

  test('is gone after 30 days, its secret too', async () => {
    const directory = makeTemporaryDirectory();
    const first = await openWorkspace(directory);
    const { id } = createWorking(first);
    first.webhooks.delete(id);
    first.clock.advance(30 * DAY);
    expect(first.deleted.list()).toEqual([]);
    expect(() => first.deleted.restore({ kind: 'webhook', id })).toThrowError(refused('not-found'));
    expect(first.store.db.prepare('SELECT count(*) FROM secret').pluck().get()).toBe(0);
    expect(first.store.db.prepare('SELECT count(*) FROM webhook').pluck().get()).toBe(0);
  });

  test('is gone at once when it is removed for good', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace);
    expect(() => workspace.deleted.purge({ kind: 'webhook', id })).toThrowError(refused('not-found'));
    workspace.webhooks.delete(id);
    workspace.deleted.purge({ kind: 'webhook', id });
    expect(workspace.deleted.list()).toEqual([]);
    expect(workspace.store.db.prepare('SELECT count(*) FROM secret').pluck().get()).toBe(0);
  });

  test('gets another name and address where they are taken meanwhile, and says so', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [gridscale] });
    const { id, url } = create(workspace, 'gridscale', 'CRM');
    workspace.webhooks.delete(id);
    const other = create(workspace, 'gridscale', 'CRM');
    expect(other.url).toBe(url);
    const { remarks } = workspace.deleted.restore({ kind: 'webhook', id });
    const back = workspace.webhooks.get(id);
    expect(back).toMatchObject({ name: 'CRM 2', url: 'http://127.0.0.1:9410/gridscale/crm-2' });
    expect(workspace.webhooks.get(other.id)).toEqual(other);
    expect(remarks.join(' ')).toContain('“CRM 2”');
    expect(remarks.join(' ')).toContain(back.url);
  });

  test('keeps an address outside this machine, whoever else sends there', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [gridscale] });
    const url = 'https://receiver.example/in';
    const move = (webhook: Webhook) => workspace.webhooks.save({ ...toDraft(webhook), url }, webhook.revision);
    const { id } = move(create(workspace, 'gridscale', 'One'));
    workspace.webhooks.delete(id);
    move(create(workspace, 'gridscale', 'Two'));
    expect(workspace.deleted.restore({ kind: 'webhook', id }).remarks).toEqual([]);
    expect(workspace.webhooks.get(id).url).toBe(url);
  });

  test('loses its validation only where its address had to change', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [casesolved] });
    const { id } = create(workspace, 'casesolved', 'Plans');
    workspace.consequences.afterDelivery({ webhookId: id, kind: 'validate' } as never, 'success');
    workspace.webhooks.setActive(id, true);
    workspace.webhooks.delete(id);
    create(workspace, 'casesolved', 'Plans');
    workspace.deleted.restore({ kind: 'webhook', id });
    expect(workspace.webhooks.get(id)).toMatchObject({ status: 'inactive', validatedAt: null });
  });

  test('is not restored into a scope that is full meanwhile', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace);
    workspace.webhooks.delete(id);
    expect([create(workspace), create(workspace)].map(({ scope }) => scope.id)).toEqual(['global', 'global']);
    expect(() => workspace.deleted.restore({ kind: 'webhook', id })).toThrowError(refused('refused'));
    expect(workspace.deleted.list()).toHaveLength(1);
  });

  test('moves along with the capture server', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace, 'Moved');
    workspace.webhooks.delete(id);
    workspace.moveCapturePort(9410, 9500);
    workspace.deleted.restore({ kind: 'webhook', id });
    expect(workspace.webhooks.get(id).url).toBe('http://127.0.0.1:9500/acme/moved');
  });

  test('gets the secret that it still waited for', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [gridscale], keyring: false });
    const { id } = create(workspace, 'gridscale');
    workspace.webhooks.delete(id);
    await workspace.vault.choose({ protection: 'memory' });
    workspace.deleted.restore({ kind: 'webhook', id });
    expect(workspace.webhooks.get(id).secrets[0]).toMatchObject({ set: true, locked: false });
  });
});

describe('a removed sample event', () => {
  const input = { id: null, eventType: 'created', dataText: '{"a": 1}' };

  test('is restored to its place, after a restart too', async () => {
    const directory = makeTemporaryDirectory();
    const first = await openWorkspace(directory);
    for (const name of ['One', 'Two', 'Three']) first.providers.saveSample('acme', { ...input, name });
    const before = first.providers.listSamples('acme');
    const two = before.find(({ name }) => name === 'Two');
    first.providers.removeSample('acme', two?.id ?? '');
    first.close();
    const second = await openWorkspace(directory);
    const [item] = second.deleted.list();
    expect(item).toMatchObject({ kind: 'sample', name: 'Two', providerName: 'Acme' });
    second.deleted.restore({ kind: 'sample', id: item?.id ?? '' });
    expect(second.providers.listSamples('acme')).toEqual(before);
    expect(second.deleted.list()).toEqual([]);
  });

  test('is restored as the last one where its number was given again', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const one = workspace.providers.saveSample('acme', { ...input, name: 'One' });
    workspace.providers.removeSample('acme', one.id);
    workspace.providers.saveSample('acme', { ...input, name: 'Two' });
    workspace.deleted.restore({ kind: 'sample', id: workspace.deleted.list()[0]?.id ?? '' });
    const own = workspace.providers.listSamples('acme').filter(({ builtIn }) => !builtIn);
    expect(own.map(({ name }) => name)).toEqual(['Two', 'One']);
  });

  test('that was a version of a built-in one is not restored over a newer version', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [gridscale] });
    const [shipped] = workspace.providers.listSamples('gridscale');
    if (shipped === undefined) throw new Error('gridscale has samples');
    const save = (dataText: string) => workspace.providers.saveSample('gridscale', { ...shipped, dataText });
    save('{"mine": 1}');
    workspace.providers.removeSample('gridscale', shipped.id);
    save('{"mine": 2}');
    const id = workspace.deleted.list()[0]?.id ?? '';
    expect(() => workspace.deleted.restore({ kind: 'sample', id })).toThrowError(refused('conflict'));
    workspace.providers.removeSample('gridscale', shipped.id);
    workspace.deleted.restore({ kind: 'sample', id });
    expect(workspace.providers.listSamples('gridscale')[0]?.dataText).toBe('{"mine": 1}');
  });

  test('goes with its event, and is restored once the event is there again', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [casesolved] });
    const state = workspace.providers.addEventType('casesolved', 'Plan Paused', '');
    const event = state.eventTypes.at(-1)?.id ?? '';
    workspace.providers.removeEventType('casesolved', event);
    const id = workspace.deleted.list()[0]?.id ?? '';
    expect(() => workspace.deleted.restore({ kind: 'sample', id })).toThrowError(refused('refused'));
  });
});
