import { expect, test } from 'vitest';
import { createSettingsService, initialSettings } from '../../../src-main/engine/settings/settings.ts';
import { createViewStateService } from '../../../src-main/engine/settings/view-state.ts';
import { createKeyValueRepository } from '../../../src-main/engine/store/key-value-repository.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

function open(directory: string) {
  const store = openStore({ directory });
  const table = createKeyValueRepository(store.db, 'setting');
  return {
    store,
    table,
    settings: createSettingsService(store, table),
    view: createViewStateService(store, createKeyValueRepository(store.db, 'view_state')),
  };
}

test('settings begin with sane values and keep what is saved', () => {
  const directory = makeTemporaryDirectory();
  const first = open(directory);
  expect(first.settings.read()).toEqual(initialSettings);
  first.settings.save({ theme: 'light', editorFontSize: 16 });
  first.store.close();
  const second = open(directory);
  expect(second.settings.read()).toEqual({ ...initialSettings, theme: 'light', editorFontSize: 16 });
  second.store.close();
});

test('a stored value that no longer fits is left out, and the others stay', () => {
  const directory = makeTemporaryDirectory();
  const first = open(directory);
  first.settings.save({ density: 'compact' });
  first.table.save('theme', '"ultraviolet"');
  first.table.save('gone', 'true');
  first.store.close();
  const second = open(directory);
  expect(second.settings.read()).toEqual({ ...initialSettings, density: 'compact' });
  second.store.close();
});

test('what the window remembers is merged, and null forgets', () => {
  const directory = makeTemporaryDirectory();
  const first = open(directory);
  first.view.save({ pane: 240, tab: 'payload', open: true });
  first.view.save({ tab: 'headers', open: null });
  first.store.close();
  const second = open(directory);
  expect(second.view.read()).toEqual({ pane: 240, tab: 'headers' });
  second.store.close();
});

test('a window that has run wild cannot fill the disk', () => {
  const { store, view } = open(makeTemporaryDirectory());
  view.save({ kept: 1 });
  const many = Object.fromEntries(Array.from({ length: 600 }, (_value, index) => [`key ${index}`, index]));
  expect(() => view.save(many)).toThrowError(expect.objectContaining({ code: 'bad-request' }));
  expect(view.read()).toEqual({ kept: 1 });
  store.close();
});
