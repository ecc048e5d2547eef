import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import {
  changePasted,
  changeScheme,
  changeText,
  closeComposer,
  dropText,
  isChanged,
  openComposer,
  redoEdit,
  saveScheme,
  undoEdit,
  useComposer,
  writeText,
} from '../../../src-renderer/stores/scheme-composer.ts';
import { acme } from '../../engine/schemes/compose.ts';
import { installBridge, Refusal } from '../support/fake-bridge.ts';

const none = { schemeId: null, from: null, webhookId: null };
const nothingWrong = { problems: [], example: null };

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  closeComposer();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const name = (): string | undefined => useComposer.getState().scheme?.name;
const rename = (to: string): void => changeScheme('name', (scheme) => ({ ...scheme, name: to }));

async function open() {
  const bridge = installBridge({
    'schemes.try': ({ scheme }) => ({ ...nothingWrong, scheme: scheme as SigningScheme }),
  });
  await openComposer(none, acme);
  return bridge;
}

it('undoes and redoes edits; quick ones of one field together', async () => {
  await open();
  rename('A');
  rename('Ac');
  vi.advanceTimersByTime(2000);
  rename('Acm');
  expect(isChanged(useComposer.getState())).toBe(true);
  undoEdit();
  expect(name()).toBe('Ac');
  undoEdit();
  expect(name()).toBe('Acme');
  undoEdit();
  expect(isChanged(useComposer.getState())).toBe(false);
  redoEdit();
  redoEdit();
  expect(name()).toBe('Acm');
});

it('tries the scheme after a pause, and once for quick edits', async () => {
  const bridge = await open();
  rename('A');
  rename('B');
  await vi.advanceTimersByTimeAsync(500);
  expect(bridge.callsTo('schemes.try').map(({ scheme }) => (scheme as SigningScheme).name)).toEqual(['B']);
});

it('takes the scheme from its text as soon as that reads as one, and keeps the text as it is typed', async () => {
  const bridge = await open();
  await changeText('{');
  expect(useComposer.getState()).toMatchObject({ text: '{', textProblems: [{ path: '' }] });
  expect(name()).toBe('Acme');
  expect(await saveScheme()).toBe(false);
  expect(bridge.callsTo('schemes.create')).toEqual([]);

  await changeText(JSON.stringify({ ...acme, id: 'github' }));
  expect(useComposer.getState().textProblems).toMatchObject([{ path: 'id' }]);

  const text = writeText({ ...acme, name: 'From text' });
  expect(JSON.parse(text)).not.toHaveProperty('id');
  await changeText(text);
  expect(useComposer.getState()).toMatchObject({ text, textProblems: [] });
  expect(name()).toBe('From text');

  bridge.answer({
    'schemes.try': () => ({
      ...nothingWrong,
      scheme: null,
      problems: [{ path: 'key', message: 'x', severity: 'error' }],
    }),
  });
  await changeText('{}');
  expect(useComposer.getState().textProblems).toMatchObject([{ path: 'key' }]);
  dropText();
  expect(useComposer.getState()).toMatchObject({ text: null, textProblems: [] });
  expect(name()).toBe('From text');
});

it('shows at its field what saving refuses, until the next edit', async () => {
  const bridge = await open();
  bridge.answer({
    'schemes.create': () => {
      const issues = [{ path: 'name', message: 'There is one already.', severity: 'error' as const }];
      throw new Refusal({ code: 'invalid', message: 'There is one already.', detail: { issues } });
    },
  });
  expect(await saveScheme()).toBe(false);
  expect(useComposer.getState().saveProblems).toMatchObject([{ path: 'name' }]);
  rename('Other');
  expect(useComposer.getState().saveProblems).toEqual([]);
});

it('creates a new scheme once, and saves it from then on', async () => {
  const bridge = await open();
  const scheme = { ...acme, id: 'own:1' };
  bridge.answer({
    'schemes.create': () => ({ scheme, own: { revision: 1, webhooks: [] } }),
    'schemes.save': ({ scheme: saved }) => ({ scheme: saved as SigningScheme, own: { revision: 2, webhooks: [] } }),
  });
  expect(await saveScheme()).toBe(true);
  expect(isChanged(useComposer.getState())).toBe(false);
  rename('Acme 2');
  expect(await saveScheme()).toBe(true);
  expect(bridge.callsTo('schemes.save')).toMatchObject([{ id: 'own:1', revision: 1, scheme: { name: 'Acme 2' } }]);
});

it('begins with a copy of another scheme', async () => {
  installBridge({
    'schemes.get': ({ id }) => ({ scheme: { ...acme, id, name: 'GitHub' }, own: null }),
  });
  await openComposer({ ...none, from: 'github' }, acme);
  expect(useComposer.getState()).toMatchObject({ scheme: { id: acme.id, name: 'GitHub (own)' }, own: null });
});

it('forgets the pasted request and its secret when it is closed', async () => {
  await open();
  changePasted({ text: 'POST / HTTP/1.1', secret: 's' });
  closeComposer();
  expect(JSON.stringify(useComposer.getState())).not.toContain('POST');
});
