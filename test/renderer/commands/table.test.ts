import { describe, expect, it } from 'vitest';
import { commandGroups } from '../../../src-renderer/commands/command.ts';
import { commands, getCommand, keysOf } from '../../../src-renderer/commands/table.ts';
import { matchesChord, parseChord, toAriaShortcut, toKeyCaps } from '../../../src-renderer/ui/keys.ts';

function press(key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held } as KeyboardEvent;
}

describe('the table of commands', () => {
  it('has every id once', () => {
    const ids = commands.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  it('gives every action a key', () => {
    expect(commands.filter(({ keys }) => keys.length === 0)).toEqual([]);
  });

  it('gives one key to two actions only when they never make sense at once', () => {
    const owners = new Map<string, string[]>();
    for (const { id, keys } of commands) for (const key of keys) owners.set(key, [...(owners.get(key) ?? []), id]);
    const shared = [...owners.values()].filter((ids) => ids.length > 1);
    expect(shared).toEqual([['webhook.activate', 'webhook.deactivate']]);
  });

  it('says every action with a verb or a place, in a group that the key map shows', () => {
    for (const { label, group } of commands) {
      expect(label).toMatch(/^[A-Z]/);
      expect(commandGroups).toContain(group);
    }
  });

  it('shows the first key of an action', () => {
    expect(keysOf('app.palette')).toBe('Mod+K');
  });

  it('throws for an id that it does not have', () => {
    expect(() => getCommand('webhook.explode')).toThrow('webhook.explode');
  });
});

describe('a chord', () => {
  it('is taken apart, the plus key included', () => {
    expect(parseChord('Mod+Shift+Enter')).toEqual({ mod: true, shift: true, alt: false, key: 'Enter' });
    expect(parseChord('Mod++')).toEqual({ mod: true, shift: false, alt: false, key: '+' });
  });

  it('is Control elsewhere and Command on a Mac', () => {
    expect(matchesChord('Mod+K', press('k', { ctrlKey: true }), false)).toBe(true);
    expect(matchesChord('Mod+K', press('k', { metaKey: true }), false)).toBe(false);
    expect(matchesChord('Mod+K', press('k', { metaKey: true }), true)).toBe(true);
  });

  it('needs exactly its modifiers', () => {
    expect(matchesChord('Mod+S', press('S', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(matchesChord('Mod+S', press('s', { ctrlKey: true, altKey: true }), false)).toBe(false);
    expect(matchesChord('F6', press('F6', { shiftKey: true }), false)).toBe(false);
    expect(matchesChord('Shift+F6', press('F6', { shiftKey: true }), false)).toBe(true);
  });

  it('is what it prints, with or without Shift: keyboards differ in where ? is', () => {
    expect(matchesChord('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matchesChord('?', press('?'), false)).toBe(true);
  });

  it('needs Shift where it names it: Ctrl+. is the editor’s', () => {
    expect(matchesChord('Mod+Shift+.', press('.', { ctrlKey: true }), false)).toBe(false);
    expect(matchesChord('Mod+Shift+.', press('.', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('is shown as the platform writes it', () => {
    expect(toKeyCaps('Mod+Shift+Enter', false)).toEqual(['Ctrl', 'Shift', 'Enter']);
    expect(toKeyCaps('Mod+K', true)).toEqual(['⌘', 'K']);
    expect(toAriaShortcut('Mod+K', false)).toBe('Control+K');
  });
});
