import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createMissingError, openWorkspaceList } from '../../src-main/shell/workspace-list.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';

describe('the list of workspaces', () => {
  test('begins with the sample in the profile', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    expect(list.current()).toEqual({
      id: 'first',
      name: 'Sample workspace',
      directory: join(profile, 'workspace'),
      missing: false,
    });
  });

  test('keeps what was made, renamed and chosen across restarts', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    const { id } = list.create('Shop / Überweisung');
    list.rename('first', 'Tour');
    list.choose(id);
    const again = openWorkspaceList(profile);
    expect(again.list().map(({ name }) => name)).toEqual(['Shop / Überweisung', 'Tour']);
    expect(again.current()).toEqual({
      id,
      name: 'Shop / Überweisung',
      directory: join(profile, 'workspaces', 'shop-berweisung'),
      missing: false,
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

  test('lists the one that was open last first', () => {
    let time = 0;
    const list = openWorkspaceList(makeTemporaryDirectory(), () => ++time);
    const names = ['A', 'B', 'C'].map((name) => list.create(name).id);
    for (const id of [names[1], 'first', names[0]]) list.choose(id ?? '');
    expect(list.list().map(({ name }) => name)).toEqual(['A', 'Sample workspace', 'B', 'C']);
  });

  test('tells of a folder that is missing, and takes it off the list without touching anything', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    const { id, directory } = list.create('Shop');
    const kept = list.create('Kept');
    writeFileSync(join(kept.directory, 'hookwright.db'), 'bytes');
    rmSync(directory, { recursive: true });
    expect(list.list().map(({ missing }) => missing)).toEqual([false, true, false]);
    list.remove(id);
    list.remove(kept.id);
    expect(
      openWorkspaceList(profile)
        .list()
        .map((each) => each.id),
    ).toEqual(['first']);
    expect(readFileSync(join(kept.directory, 'hookwright.db'), 'utf8')).toBe('bytes');
    expect(list.add(kept.directory).name).toBe('kept');
  });

  test('expects the folder of the first one, too, once it was opened', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    expect(list.current().missing).toBe(false);
    mkdirSync(list.current().directory);
    writeFileSync(join(list.current().directory, 'hookwright.db'), 'bytes');
    list.noteOpened();
    expect(openWorkspaceList(profile).current().missing).toBe(false);
    rmSync(list.current().directory, { recursive: true });
    expect(openWorkspaceList(profile).current()).toMatchObject({ id: 'first', missing: true });
  });

  test('expects the database of one that was opened, until it is set aside', () => {
    const profile = makeTemporaryDirectory();
    const list = openWorkspaceList(profile);
    const made = list.create('Shop');
    list.choose(made.id);
    expect(list.current().missing).toBe(false);
    const database = join(made.directory, 'hookwright.db');
    writeFileSync(database, 'bytes');
    list.noteOpened();
    expect(openWorkspaceList(profile).current().missing).toBe(false);
    rmSync(database);
    expect(openWorkspaceList(profile).current()).toMatchObject({ name: 'Shop', missing: true });
    expect(createMissingError(made.directory).message).toMatch(
      /^The database of this workspace, hookwright\.db, is not/,
    );
    list.noteSetAside();
    expect(openWorkspaceList(profile).current().missing).toBe(false);
  });

  test('keeps the one that is open, and refuses one that it does not know', () => {
    const list = openWorkspaceList(makeTemporaryDirectory());
    expect(() => list.remove('first')).toThrow(expect.objectContaining({ code: 'conflict' }));
    expect(() => list.remove('gone')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  test('refuses a folder of other things, and leaves its rights as they are', () => {
    const list = openWorkspaceList(makeTemporaryDirectory());
    const folder = makeTemporaryDirectory();
    writeFileSync(join(folder, 'thesis.txt'), 'three years');
    chmodSync(folder, 0o755);
    expect(() => list.add(folder)).toThrow(/no workspace in .*, but other files are/);
    expect(() => list.add(join(folder, 'thesis.txt'))).toThrow(/is not there/);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    writeFileSync(join(folder, 'hookwright.db'), '');
    expect(list.add(folder).directory).toBe(folder);
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
