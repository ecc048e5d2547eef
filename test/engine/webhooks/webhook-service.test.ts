import { describe, expect, test } from 'vitest';
import { gridscale } from '../../../src-main/engine/providers/gridscale.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const refused = (code: string) => expect.objectContaining({ code });
const create = ({ webhooks }: Workspace, providerId = 'acme', name: string | null = null): Webhook =>
  webhooks.create({ providerId, channel: null, name });

/** Active, validated and with its secret. */
function createWorking(workspace: Workspace, name: string | null = null): Webhook {
  const { id } = create(workspace, 'acme', name);
  workspace.webhooks.changeSecret(id, (record) => workspace.secrets.set(record, 'signing', 'good enough'));
  return workspace.webhooks.get(id);
}

test('a new webhook has the defaults of its provider and points at the capture server', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const webhook = create(workspace, 'acme', 'Ordering & Zahlung');
  expect(webhook).toMatchObject({
    providerId: 'acme',
    name: 'Ordering & Zahlung',
    url: 'http://127.0.0.1:9410/acme/ordering-zahlung',
    events: ['created', 'removed'],
    method: 'POST',
    layout: 'compact',
    timeoutMs: 30_000,
    status: 'inactive',
    revision: 1,
    retry: { id: 'full', steps: { kind: 'none' } },
    unsaved: null,
  });
  expect(workspace.events).toContainEqual({ name: 'webhooks.changed', payload: { ids: [webhook.id] } });
});

test('each new webhook gets a name and a path of its own', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const [one, two] = [create(workspace), create(workspace)];
  expect([one.name, two.name]).toEqual(['New webhook', 'New webhook 2']);
  const same = create(workspace, 'gridscale', 'New webhook');
  const again = create(workspace, 'gridscale', 'New webhook');
  expect(new Set([one.url, two.url, same.url, again.url]).size).toBe(4);
});

test('a custom URL of gridscale gets a secret of 20 random bytes, a Slack channel none', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [gridscale] });
  const custom = workspace.webhooks.create({ providerId: 'gridscale', channel: 'custom-url', name: null });
  const slack = workspace.webhooks.create({ providerId: 'gridscale', channel: 'slack', name: null });
  expect(workspace.vault.secrets.read(custom.id, 'signing')?.toString()).toMatch(/^[0-9a-f]{40}$/);
  expect(custom.secrets[0]).toMatchObject({ field: 'signing', set: true, locked: false });
  expect(slack.secrets[0]).toMatchObject({ field: 'signing', set: false });
});

test('a secret that could not be generated yet is generated as soon as the vault can keep it', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openWorkspace(directory, { providers: [gridscale], keyring: false });
  const { id } = create(first, 'gridscale');
  expect(first.webhooks.get(id).secrets[0]?.set).toBe(false);
  first.close();
  const second = await openWorkspace(directory, { providers: [gridscale], keyring: false });
  await second.vault.choose({ protection: 'memory' });
  expect(second.webhooks.get(id).secrets[0]).toMatchObject({ set: true, locked: false });
});

test('what is saved is there again after a restart', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openWorkspace(directory);
  const webhook = createWorking(first);
  const draft = { ...toDraft(webhook), name: 'Renamed', retryCount: 2, retryIntervalMinutes: 3 };
  const saved = first.webhooks.save(draft, webhook.revision);
  expect(saved).toMatchObject({
    name: 'Renamed',
    revision: 2,
    retry: { steps: { kind: 'fixed', count: 2, intervalSeconds: 180 } },
  });
  first.close();
  const second = await openWorkspace(directory);
  expect(second.webhooks.list()).toEqual([saved]);
});

test('a save of an older revision is a conflict and changes nothing', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const webhook = createWorking(workspace);
  const newer = workspace.webhooks.save({ ...toDraft(webhook), name: 'Newer' }, webhook.revision);
  const stale = { ...toDraft(webhook), name: 'Stale' };
  expect(() => workspace.webhooks.save(stale, webhook.revision)).toThrowError(refused('conflict'));
  expect(workspace.webhooks.get(webhook.id)).toEqual(newer);
});

test('a save with something wrong names every field and changes nothing', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const webhook = createWorking(workspace);
  const spoilt = { ...toDraft(webhook), url: 'nowhere', events: [] };
  const issues = ['events', 'url'].map((path) => expect.objectContaining({ path, severity: 'error' }));
  expect(() => workspace.webhooks.save(spoilt, webhook.revision)).toThrowError(
    expect.objectContaining({ code: 'invalid', detail: { issues } }),
  );
  expect(workspace.webhooks.get(webhook.id)).toEqual(webhook);
});

describe('a save with typed secrets', () => {
  const stage =
    ({ secrets }: Workspace, value: string) =>
    (record: Parameters<typeof secrets.stage>[0]) =>
      secrets.stage(record, [{ field: 'signing', value }]);

  test('stores both at once, so that a missing secret is none', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const webhook = create(workspace);
    const draft = { ...toDraft(webhook), name: 'Renamed' };
    expect(() => workspace.webhooks.save(draft, webhook.revision)).toThrowError(refused('invalid'));
    const saved = workspace.webhooks.save(draft, webhook.revision, stage(workspace, 'good enough'));
    expect(saved).toMatchObject({ name: 'Renamed', revision: 2 });
    expect(workspace.vault.secrets.read(webhook.id, 'signing')?.toString()).toBe('good enough');
  });

  test('stores neither where the draft is wrong', async () => {
    const directory = makeTemporaryDirectory();
    const workspace = await openWorkspace(directory);
    const webhook = createWorking(workspace);
    const spoilt = { ...toDraft(webhook), url: 'nowhere' };
    const save = () => workspace.webhooks.save(spoilt, webhook.revision, stage(workspace, 'another one'));
    expect(save).toThrowError(refused('invalid'));
    expect(workspace.webhooks.get(webhook.id)).toEqual(webhook);
    expect(workspace.vault.secrets.read(webhook.id, 'signing')?.toString()).toBe('good enough');
    workspace.close();
    const second = await openWorkspace(directory);
    expect(second.vault.secrets.read(webhook.id, 'signing')?.toString()).toBe('good enough');
  });

  test('stores neither where the secret is wrong', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const webhook = createWorking(workspace);
    const draft = { ...toDraft(webhook), name: 'Renamed' };
    const save = () => workspace.webhooks.save(draft, webhook.revision, stage(workspace, ''));
    expect(save).toThrowError(refused('invalid'));
    expect(workspace.webhooks.get(webhook.id)).toEqual(webhook);
  });

  test('drops the validation, as any other secret does', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id, revision } = createWorking(workspace);
    workspace.consequences.afterDelivery({ webhookId: id, kind: 'validate' } as never, 'success');
    expect(workspace.webhooks.get(id).validatedAt).not.toBeNull();
    const draft = toDraft(workspace.webhooks.get(id));
    expect(workspace.webhooks.save(draft, revision, stage(workspace, 'another one')).validatedAt).toBeNull();
  });
});

test('edits that were not saved survive a restart and end with a save', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openWorkspace(directory);
  const webhook = createWorking(first);
  const edits = { ...toDraft(webhook), name: 'Half typ' };
  first.webhooks.keepUnsaved(webhook.id, edits);
  first.close();
  const second = await openWorkspace(directory);
  expect(second.webhooks.get(webhook.id)).toMatchObject({ name: webhook.name, unsaved: edits });
  expect(second.webhooks.save(edits, webhook.revision).unsaved).toBeNull();
});

test('a copy has a name and a path of its own, and no secret', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const webhook = createWorking(workspace, 'Original');
  const copy = workspace.webhooks.duplicate(webhook.id);
  expect(copy).toMatchObject({ name: 'Original copy', url: 'http://127.0.0.1:9410/acme/original-copy', revision: 1 });
  expect(copy.id).not.toBe(webhook.id);
  expect(copy.secrets[0]).toMatchObject({ set: false });
  expect(() => workspace.webhooks.duplicate(webhook.id)).toThrowError(refused('refused'));
});

test('a copy of a gridscale webhook gets a new secret, not the same', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [gridscale] });
  const webhook = create(workspace, 'gridscale');
  const copy = workspace.webhooks.duplicate(webhook.id);
  expect(copy.secrets[0]?.set).toBe(true);
  expect(copy.secrets[0]?.fingerprint).not.toBe(webhook.secrets[0]?.fingerprint);
});

describe('the life cycle', () => {
  const validated = (workspace: Workspace, webhookId: string): void =>
    workspace.consequences.afterDelivery({ webhookId, kind: 'validate' } as never, 'success');

  test('activates only after a validation that passed', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace);
    expect(() => workspace.webhooks.setActive(id, true)).toThrowError(refused('refused'));
    workspace.consequences.afterDelivery({ webhookId: id, kind: 'validate' } as never, 'failure');
    workspace.consequences.afterDelivery({ webhookId: id, kind: 'test' } as never, 'success');
    expect(workspace.webhooks.get(id).validatedAt).toBeNull();
    validated(workspace, id);
    expect(workspace.webhooks.setActive(id, true).status).toBe('active');
  });

  test('goes back to inactive when the URL changes, and only then', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace);
    validated(workspace, id);
    const active = workspace.webhooks.setActive(id, true);
    const renamed = workspace.webhooks.save({ ...toDraft(active), name: 'Other' }, active.revision);
    expect(renamed).toMatchObject({ status: 'active', validatedAt: expect.any(Number) });
    const moved = workspace.webhooks.save({ ...toDraft(renamed), url: 'https://example.com/' }, renamed.revision);
    expect(moved).toMatchObject({ status: 'inactive', validatedAt: null });
  });

  test('does not activate what cannot work', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = create(workspace);
    validated(workspace, id);
    expect(() => workspace.webhooks.setActive(id, true)).toThrowError(refused('invalid'));
  });

  test('deactivates after as many failures in a row as the provider allows, and a success begins anew', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace);
    validated(workspace, id);
    workspace.webhooks.setActive(id, true);
    const end = (outcome: 'success' | 'failure'): Webhook => {
      workspace.store.commitNow(() =>
        workspace.consequences.recordOutcome(id, outcome, 0, { disables: null } as never),
      );
      workspace.consequences.afterDelivery({ webhookId: id, kind: 'event' } as never, outcome);
      return workspace.webhooks.get(id);
    };
    expect([end('failure'), end('failure')].map(({ consecutiveFailures }) => consecutiveFailures)).toEqual([1, 2]);
    expect(end('success')).toMatchObject({ consecutiveFailures: 0, status: 'active' });
    end('failure');
    end('failure');
    expect(end('failure')).toMatchObject({ consecutiveFailures: 3, status: 'deactivated' });
    expect(workspace.webhooks.setActive(id, true)).toMatchObject({ consecutiveFailures: 0, status: 'active' });
  });

  test('counts nothing of a transaction that failed', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { id } = createWorking(workspace);
    const failing = (): void => {
      workspace.consequences.recordOutcome(id, 'failure', 0, { disables: null } as never);
      throw new Error('undone');
    };
    expect(() => workspace.store.commitNow(failing)).toThrowError('undone');
    workspace.consequences.afterDelivery({ webhookId: id, kind: 'event' } as never, 'failure');
    expect(workspace.webhooks.get(id).consecutiveFailures).toBe(0);
  });
});

describe('roles', () => {
  const asRole = (workspace: Workspace, role: string): void => void workspace.providers.saveSettings('acme', { role });

  test('a manager makes webhooks of the own teams and their services, not Global ones', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const global = createWorking(workspace);
    asRole(workspace, 'manager');
    expect(create(workspace).scope).toEqual({ id: 'team', target: 'Payments' });
    for (const change of [
      () => workspace.webhooks.delete(global.id),
      () => workspace.webhooks.duplicate(global.id),
      () => workspace.webhooks.setActive(global.id, false),
      () => workspace.webhooks.save(toDraft(global), global.revision),
    ]) {
      expect(change).toThrowError(refused('refused'));
    }
    expect(workspace.webhooks.list()).toHaveLength(2);
  });

  test('a webhook cannot be moved to a team of somebody else, and can to a service of the own', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    asRole(workspace, 'manager');
    const webhook = createWorking(workspace);
    const move = (scope: Webhook['scope']): Webhook =>
      workspace.webhooks.save({ ...toDraft(webhook), scope }, webhook.revision);
    expect(() => move({ id: 'team', target: 'Web' })).toThrowError(/do not manage “Web”/);
    expect(move({ id: 'service', target: 'Payments / Checkout' }).scope.id).toBe('service');
  });

  test('a member makes none, and is told who may', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    asRole(workspace, 'member');
    expect(() => create(workspace)).toThrowError(
      /^Only the Global Admin\/Team Manager can add a webhook; your role at Acme is Member/,
    );
  });
});

test('the scope after the last that has room is refused', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const scopes = [1, 2, 3, 4, 5, 6, 7, 8].map(() => create(workspace).scope);
  expect(scopes.map(({ id, target }) => target ?? id)).toEqual(
    ['global', 'Payments', 'Web', 'Payments / Checkout'].flatMap((place) => [place, place]),
  );
  expect(() => create(workspace)).toThrowError(/Global has 2 webhooks, which is the most/);
});

test('moves the webhooks of the capture server along with its port, edits included', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const here = createWorking(workspace, 'Here');
  const there = workspace.webhooks.save(
    { ...toDraft(createWorking(workspace, 'There')), url: 'https://example.com:9410/' },
    1,
  );
  workspace.webhooks.keepUnsaved(here.id, { ...toDraft(here), url: 'http://localhost:9410/typed?x=1' });
  workspace.moveCapturePort(9410, 9500);
  expect(workspace.webhooks.get(here.id)).toMatchObject({
    url: 'http://127.0.0.1:9500/acme/here',
    unsaved: { url: 'http://localhost:9500/typed?x=1' },
    revision: 2,
  });
  expect(workspace.webhooks.get(there.id)).toEqual(there);
});
