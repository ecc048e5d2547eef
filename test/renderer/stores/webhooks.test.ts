import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { useDialogs } from '../../../src-renderer/stores/dialogs.ts';
import { useNotices } from '../../../src-renderer/stores/notices.ts';
import { keepTypedSecrets, mayLeave, typeSecret } from '../../../src-renderer/stores/typed-secrets.ts';
import { useView } from '../../../src-renderer/stores/view.ts';
import {
  createWebhook,
  deleteWebhook,
  revertEdits,
  saveWebhook,
  setSecret,
  settleConflict,
} from '../../../src-renderer/stores/webhook-actions.ts';
import { editWebhook, flushEdits } from '../../../src-renderer/stores/webhook-edits.ts';
import { loadWebhooks, takeWebhook } from '../../../src-renderer/stores/webhook-sync.ts';
import { findDraft, isEdited, useWebhooks } from '../../../src-renderer/stores/webhooks.ts';
import { type FakeBridge, installBridge, Refusal } from '../support/fake-bridge.ts';
import { makeWebhook } from '../support/webhook.ts';

let bridge: FakeBridge;
let engine: Map<string, Webhook>;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => work());
  vi.stubGlobal('document', { querySelector: () => null });
  engine = new Map([
    ['one', makeWebhook()],
    ['two', makeWebhook({ id: 'two', name: 'Pager' })],
  ]);
  bridge = installBridge({
    'webhooks.list': () => [...engine.values()],
    'webhooks.get': ({ id }) => engine.get(id)!,
    'webhooks.keepUnsaved': () => null,
    'webhooks.delete': () => null,
    'deleted.restore': ({ kind, id }) => ({ kind, id, name: engine.get(id)!.name, providerId: 'example', remarks: [] }),
    'webhooks.create': ({ name }) => makeWebhook({ id: 'three', name: name ?? 'New' }),
    'view.save': () => null,
    'webhooks.save': ({ draft, revision }) => {
      const known = engine.get(draft.id)!;
      if (known.revision !== revision) throw new Refusal({ code: 'conflict', message: 'changed', detail: {} });
      const saved = { ...known, ...draft, revision: revision + 1 };
      engine.set(draft.id, saved);
      return saved;
    },
  });
  useWebhooks.setState({
    webhooks: [],
    edits: {},
    typed: {},
    issues: {},
    selectedId: null,
    saving: null,
  });
  useView.setState({ values: {} });
  useNotices.setState({ notices: [] });
  useDialogs.setState({ open: null });
  await loadWebhooks();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const edited = (id: string): boolean => isEdited(useWebhooks.getState(), id);

describe('edits', () => {
  it('stay in the window until they are saved', () => {
    editWebhook('one', { name: 'Renamed' });
    expect(findDraft('one')?.name).toBe('Renamed');
    expect(useWebhooks.getState().webhooks[0]?.name).toBe('Signups');
    expect(edited('one')).toBe(true);
    expect(bridge.callsTo('webhooks.save')).toEqual([]);
  });

  it('are kept for the next start once typing pauses, in one write', () => {
    editWebhook('one', { name: 'R' });
    editWebhook('one', { name: 'Re' });
    expect(bridge.callsTo('webhooks.keepUnsaved')).toEqual([]);
    vi.runAllTimers();
    expect(bridge.callsTo('webhooks.keepUnsaved')).toMatchObject([{ id: 'one', draft: { name: 'Re' } }]);
  });

  it('are written at once when the window goes', () => {
    editWebhook('one', { name: 'Re' });
    flushEdits();
    expect(bridge.callsTo('webhooks.keepUnsaved')).toHaveLength(1);
  });

  it('are no edits any more when the old value is typed again', () => {
    editWebhook('one', { name: 'Re' });
    editWebhook('one', { name: 'Signups' });
    expect(edited('one')).toBe(false);
    vi.runAllTimers();
    expect(bridge.callsTo('webhooks.keepUnsaved').at(-1)).toEqual({ id: 'one', draft: null });
  });

  it('come back after a restart', async () => {
    const unsaved = { ...findDraft('two')!, url: 'half-typed' };
    engine.set('two', makeWebhook({ id: 'two', unsaved }));
    useWebhooks.setState({ webhooks: [], edits: {} });
    await loadWebhooks();
    expect(findDraft('two')?.url).toBe('half-typed');
    expect(edited('two')).toBe(true);
  });

  it('survive a change of other fields from elsewhere', async () => {
    editWebhook('one', { name: 'Mine' });
    engine.set('one', makeWebhook({ url: 'http://127.0.0.1:4600/signups', revision: 2 }));
    await loadWebhooks();
    expect(findDraft('one')).toMatchObject({ name: 'Mine', url: 'http://127.0.0.1:4600/signups' });
    await expect(saveWebhook('one')).resolves.toBe(true);
  });
});

describe('saving', () => {
  it('sends the draft with the revision it was made on, and forgets the edits', async () => {
    editWebhook('one', { name: 'Renamed' });
    await expect(saveWebhook('one')).resolves.toBe(true);
    expect(bridge.callsTo('webhooks.save')).toMatchObject([{ draft: { name: 'Renamed' }, revision: 1 }]);
    expect(edited('one')).toBe(false);
    expect(findDraft('one')?.name).toBe('Renamed');
  });

  it('puts the issues of a refused save at their fields and keeps the edits', async () => {
    const issues = [{ path: 'url', message: 'Type the URL that is called.', severity: 'error' as const }];
    bridge.answer({
      'webhooks.save': () => {
        throw new Refusal({ code: 'invalid', message: 'One field is wrong.', detail: { issues } });
      },
    });
    editWebhook('one', { url: '' });
    await expect(saveWebhook('one')).resolves.toBe(false);
    expect(useWebhooks.getState().issues.one).toEqual(issues);
    expect(findDraft('one')?.url).toBe('');
    expect(useView.getState().values.tab).toBe('request');
  });

  it('takes an issue away when its field is edited, and leaves the others', () => {
    useWebhooks.setState({
      issues: {
        one: [
          { path: 'url', message: 'wrong', severity: 'error' },
          { path: 'headers.3.name', message: 'wrong', severity: 'error' },
        ],
      },
    });
    editWebhook('one', { headers: [{ name: 'A', value: '' }] });
    expect(useWebhooks.getState().issues.one?.map(({ path }) => path)).toEqual(['url']);
  });

  it('asks when somebody else changed the same field, and can keep either', async () => {
    editWebhook('one', { name: 'Mine' });
    engine.set('one', makeWebhook({ name: 'Theirs', revision: 2 }));
    await loadWebhooks();
    await expect(saveWebhook('one')).resolves.toBe(false);
    expect(useDialogs.getState().open).toEqual({ kind: 'conflict', webhookId: 'one' });
    expect(findDraft('one')?.name).toBe('Mine');

    await settleConflict('one', 'mine');
    expect(engine.get('one')).toMatchObject({ name: 'Mine', revision: 3 });
  });

  it('gives the edits up for the other version when that is chosen', async () => {
    editWebhook('one', { name: 'Mine' });
    engine.set('one', makeWebhook({ name: 'Theirs', revision: 2 }));
    await loadWebhooks();
    await settleConflict('one', 'theirs');
    expect(findDraft('one')?.name).toBe('Theirs');
    expect(edited('one')).toBe(false);
  });

  it('is not a conflict after a secret was set in between', async () => {
    editWebhook('one', { name: 'Mine' });
    engine.set('one', makeWebhook({ revision: 2 }));
    takeWebhook(engine.get('one')!);
    await expect(saveWebhook('one')).resolves.toBe(true);
  });
});

describe('a secret that is typed', () => {
  it('is something to save, goes along with the save, and is forgotten then', async () => {
    typeSecret('one', 'signing', { value: 'needle' });
    expect(edited('one')).toBe(true);
    await saveWebhook('one');
    expect(bridge.callsTo('webhooks.save')).toMatchObject([{ secrets: [{ field: 'signing', value: 'needle' }] }]);
    expect(useWebhooks.getState().typed).toEqual({});
    expect(edited('one')).toBe(false);
  });

  it('stays where the save is refused', async () => {
    bridge.answer({
      'webhooks.save': () => {
        throw new Refusal({ code: 'refused', message: 'Not this role.', detail: {} });
      },
    });
    typeSecret('one', 'signing', { value: 'needle' });
    await saveWebhook('one');
    expect(useWebhooks.getState().typed).toEqual({ one: { signing: { value: 'needle' } } });
  });

  it('is not in what is kept for the next start', () => {
    typeSecret('one', 'signing', { value: 'needle' });
    editWebhook('one', { name: 'Mine' });
    vi.runAllTimers();
    expect(JSON.stringify(bridge.calls)).not.toContain('needle');
  });

  it('is forgotten when it is set at once, or typed away again', async () => {
    bridge.answer({ 'secrets.set': () => engine.get('one')! });
    typeSecret('one', 'signing', { value: 'needle' });
    typeSecret('one', 'bearer', { value: 'token' });
    await setSecret('one', 'signing', 'needle');
    typeSecret('one', 'bearer', { value: '' });
    expect(useWebhooks.getState().typed).toEqual({});
  });

  it('comes back with the Undo of a revert', () => {
    typeSecret('one', 'signing', { value: 'needle' });
    revertEdits('one');
    expect(edited('one')).toBe(false);
    useNotices.getState().notices.at(-1)?.action?.run();
    expect(edited('one')).toBe(true);
  });

  it('holds the closing of the window up, and another workspace with a question', () => {
    const event = { preventDefault: vi.fn() };
    keepTypedSecrets(event as never);
    expect(event.preventDefault).not.toHaveBeenCalled();
    expect(mayLeave()).toBe(true);
    typeSecret('one', 'signing', { value: 'needle' });
    keepTypedSecrets(event as never);
    expect(event.preventDefault).toHaveBeenCalledOnce();
    const confirm = vi.fn(() => false);
    vi.stubGlobal('window', { ...window, confirm });
    expect(mayLeave()).toBe(false);
    expect(confirm).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('“Signups”'));
  });
});

describe('a new webhook', () => {
  beforeEach(async () => {
    await createWebhook('example', null, 'Fresh');
    engine.set('three', makeWebhook({ id: 'three', name: 'Fresh' }));
  });

  it('is selected at once and has nothing to save', () => {
    expect(useWebhooks.getState().selectedId).toBe('three');
    expect(edited('three')).toBe(false);
  });

  it('stays when its first edits are reverted', () => {
    editWebhook('three', { name: 'Fresher' });
    revertEdits('three');
    expect(bridge.callsTo('webhooks.delete')).toEqual([]);
    expect(findDraft('three')?.name).toBe('Fresh');
  });

  it('stays when there is nothing to revert', () => {
    revertEdits('three');
    expect(findDraft('three')?.name).toBe('Fresh');
    expect(useNotices.getState().notices).toEqual([]);
  });
});

it('edits that were reverted come back with Undo', () => {
  editWebhook('one', { name: 'Mine' });
  revertEdits('one');
  expect(findDraft('one')?.name).toBe('Signups');
  useNotices.getState().notices.at(-1)?.action?.run();
  expect(findDraft('one')?.name).toBe('Mine');
  expect(edited('one')).toBe(true);
});

describe('deleting', () => {
  it('selects the neighbour and offers to undo', async () => {
    useWebhooks.setState({ selectedId: 'one' });
    await deleteWebhook('one');
    expect(useWebhooks.getState().selectedId).toBe('two');
    const notice = useNotices.getState().notices.at(-1);
    expect(notice).toMatchObject({ title: 'Deleted “Signups”', action: { label: 'Undo' } });
    notice?.action?.run();
    await expect.poll(() => useWebhooks.getState().webhooks.map(({ id }) => id)).toContain('one');
    expect(useWebhooks.getState().selectedId).toBe('one');
  });

  it('says so when it fails, and takes nothing away', async () => {
    bridge.answer({
      'webhooks.delete': () => {
        throw new Refusal({ code: 'refused', message: 'Only a Global Admin may.', detail: {} });
      },
    });
    await deleteWebhook('one');
    expect(useWebhooks.getState().webhooks).toHaveLength(2);
    expect(useNotices.getState().notices.at(-1)).toMatchObject({ tone: 'failure', detail: 'Only a Global Admin may.' });
  });
});
