import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openWorkspaceList } from '../../src-main/shell/workspace-list.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';

describe('the list of workspaces', () => {
  test('begins with the sample in the profile', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    expect(list.current()).toEqual({ id: 'first', name: 'Sample workspace', directory: join(profile, 'workspace') });
  });

  test('keeps what was made, renamed and chosen across restarts', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    const { id } = list.create('Shop / Überweisung');
    list.rename('first', 'Tour');
    list.choose(id);
    const again = openWorkspaceList(profile);
    expect(again.list().map(({ name }) => name)).toEqual(['Tour', 'Shop / Überweisung']);
    expect(again.current()).toEqual({
      id,
      name: 'Shop / Überweisung',
      directory: join(profile, 'workspaces', 'shop-berweisung'),
    });
  });

  test('writes folders of the profile relative to it, and others whole', () => {
    const profile = makeTemporaryDirectory();
    const elsewhere = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    list.create('Shop');
    list.add(elsewhere);
    const text = readFileSync(join(profile, 'workspaces.json'), 'utf8');
    expect(text).toContain('"workspaces/shop"');
    expect(text).toContain(JSON.stringify(elsewhere));
    expect(text).not.toContain(profile);
  });

  test('finds a folder that it knows, and refuses one that is not there', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    mkdirSync(join(profile, 'workspace'));
    expect(list.add(join(profile, 'workspace')).id).toBe('first');
    expect(() => list.add(join(profile, 'gone'))).toThrow(/is not there/);
    expect(list.list()).toHaveLength(1);
  });

  test('refuses a name that is empty or taken, and an id that it does not know', () => {
    const list = openWorkspaceList(makeTemporaryDirectory());
    const { id } = list.create('Shop');
    for (const work of [() => list.create(' '), () => list.create('Shop'), () => list.rename('first', 'Shop')]) {
      expect(work).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
    expect(() => list.rename(id, 'Shop')).not.toThrow();
    expect(() => list.choose('gone')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test.each(['', '{', '[]', '{"current": "first", "workspaces": []}', 'null'])(
    'sets %j aside and starts anew',
    (text) => {
      const profile = makeTemporaryDirectory();
      writeFileSync(join(profile, 'workspaces.json'), text);
      expect(openWorkspaceList(profile).current().id).toBe('first');
      expect(readFileSync(join(profile, 'workspaces.json.unreadable'), 'utf8')).toBe(text);
    },
  );
});
