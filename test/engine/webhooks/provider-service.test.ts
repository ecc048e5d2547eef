import { describe, expect, test } from 'vitest';
import { defaultUserAgent } from '../../../src-main/engine/compose/plan-headers.ts';
import type { SettingValue } from '../../../src-preload/contract/provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const acme = ({ providers }: Workspace) => providers.list().find(({ provider }) => provider.id === 'acme')!;

test('begins with the values of the provider and keeps what is saved', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openWorkspace(directory);
  expect(acme(first).settings).toMatchObject({ enabled: false, role: 'admin', teams: ['Payments', 'Web'] });
  expect(first.providers.saveSettings('acme', { enabled: true, mail: 'ops@example.com' }).settings).toMatchObject({
    enabled: true,
    mail: 'ops@example.com',
    role: 'admin',
  });
  first.close();
  const second = await openWorkspace(directory);
  expect(acme(second).settings).toMatchObject({ enabled: true, mail: 'ops@example.com' });
});

test('names the User-Agent that is sent by default', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  expect(acme(workspace).userAgent).toBe(defaultUserAgent);
});

describe('refuses at the setting, and saves nothing', () => {
  const wrong: [what: string, changes: Record<string, SettingValue>, id: string][] = [
    ['an unknown setting', { nope: true }, 'nope'],
    ['a value of another kind', { enabled: 'yes' }, 'enabled'],
    ['a choice that is not offered', { role: 'emperor' }, 'role'],
    ['a mail address that is none', { mail: 'ops' }, 'mail'],
    ['an empty name', { teams: ['Payments', ' '] }, 'teams'],
    ['a name twice', { teams: ['Payments', 'Payments'] }, 'teams'],
    ['a separator in a plain name', { teams: ['Payments', 'a / b'] }, 'teams'],
    ['a service of no team', { services: ['Nobody / Checkout'] }, 'services'],
  ];
  test.each(wrong)('%s', async (_what, changes, id) => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const before = acme(workspace).settings;
    const save = () => workspace.providers.saveSettings('acme', { mail: 'a@example.com', ...changes });
    expect(save).toThrowError(
      expect.objectContaining({
        code: 'invalid',
        detail: { issues: [expect.objectContaining({ path: `settings.${id}` })] },
      }),
    );
    expect(acme(workspace).settings).toEqual(before);
  });
});

test('a team that a webhook belongs to cannot be taken away', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  workspace.providers.saveSettings('acme', { role: 'manager' });
  workspace.webhooks.create({ providerId: 'acme', channel: null, name: null });
  expect(() => workspace.providers.saveSettings('acme', { teams: ['Web'], services: [] })).toThrowError(/“Payments”/);
});

describe('own event types', () => {
  test('come with a sample, can be subscribed to, and go again with it', async () => {
    const directory = makeTemporaryDirectory();
    const first = await openWorkspace(directory);
    const { eventTypes } = first.providers.addEventType('acme', 'Thing Renamed', 'A thing has a new name.');
    const added = eventTypes.at(-1)!;
    expect(added).toMatchObject({ wireName: 'Thing Renamed', internal: false });
    first.close();
    const second = await openWorkspace(directory);
    expect(acme(second).eventTypes.at(-1)).toEqual(added);
    expect(second.providers.listSamples('acme').at(-1)).toMatchObject({ eventType: added.id, builtIn: false });
    expect(second.providers.removeEventType('acme', added.id).eventTypes).toHaveLength(3);
    expect(second.providers.listSamples('acme')).toHaveLength(2);
  });

  test('are refused where the name is taken or the provider has none', async () => {
    const { providers } = await openWorkspace(makeTemporaryDirectory());
    expect(() => providers.addEventType('acme', 'thing.created', '')).toThrowError(/already/);
    expect(() => providers.addEventType('gridscale', 'x', '')).toThrowError(
      expect.objectContaining({ code: 'refused' }),
    );
  });

  test('stay while a webhook is subscribed to them, and shipped ones always', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const added = workspace.providers.addEventType('acme', 'Extra', '').eventTypes.at(-1)!;
    const webhook = workspace.webhooks.create({ providerId: 'acme', channel: null, name: 'Uses it' });
    workspace.webhooks.changeSecret(webhook.id, (record) => workspace.secrets.set(record, 'signing', 'secret'));
    workspace.webhooks.save({ ...toDraft(webhook), events: [added.id] }, webhook.revision);
    expect(() => workspace.providers.removeEventType('acme', added.id)).toThrowError(/“Uses it”/);
    expect(() => workspace.providers.removeEventType('acme', 'created')).toThrowError(
      expect.objectContaining({ code: 'refused' }),
    );
  });
});

describe('sample events', () => {
  test('keep the text as it was typed, number for number', async () => {
    const { providers } = await openWorkspace(makeTemporaryDirectory());
    const dataText = '{\n  "n": 1.0,  "big": 12345678901234567890\n}';
    const saved = providers.saveSample('acme', { id: null, eventType: 'created', name: 'Mine', dataText });
    expect(saved).toMatchObject({ dataText, builtIn: false, changed: false });
    expect(providers.listSamples('acme').at(-1)).toEqual(saved);
  });

  test('a shipped one that is edited becomes the own version, which can be taken back', async () => {
    const { providers } = await openWorkspace(makeTemporaryDirectory());
    const [shipped] = providers.listSamples('acme');
    const input = { id: 'acme-created', eventType: 'created', name: 'Changed', dataText: '{}' };
    expect(providers.saveSample('acme', input)).toMatchObject({ name: 'Changed', builtIn: true, changed: true });
    expect(providers.listSamples('acme')).toHaveLength(2);
    expect(providers.removeSample('acme', 'acme-created')[0]).toEqual(shipped);
    expect(() => providers.removeSample('acme', 'acme-created')).toThrowError(
      expect.objectContaining({ code: 'refused' }),
    );
  });

  test('data that is not a JSON object is refused with its place', async () => {
    const { providers } = await openWorkspace(makeTemporaryDirectory());
    const save = (dataText: string) => () =>
      providers.saveSample('acme', { id: null, eventType: 'created', name: 'Bad', dataText });
    expect(save('{\n  "a": }')).toThrowError(/line 2, column 8/);
    expect(save('[1]')).toThrowError(expect.objectContaining({ code: 'invalid' }));
    expect(providers.listSamples('acme')).toHaveLength(2);
  });
});
