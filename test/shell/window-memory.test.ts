import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readWindowMemory, type WindowMemory, writeWindowMemory } from '../../src-main/shell/window-memory.ts';

const screen = { id: 60, bounds: { x: 0, y: 0, width: 1600, height: 1000 } };
const memory: WindowMemory = {
  place: { bounds: { x: 1, y: 2, width: 1200, height: 800 }, maximized: true, screen },
  theme: 'dark',
};
const first: WindowMemory = { place: null, theme: 'system' };

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hookwright-window-'));
  path = join(folder, 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the memory of the window', () => {
  test('gives back what was written', () => {
    writeWindowMemory(path, memory);
    expect(readWindowMemory(path)).toEqual(memory);
  });

  test('is replaced as a whole and leaves nothing beside it', () => {
    writeWindowMemory(path, first);
    writeWindowMemory(path, memory);
    expect(readdirSync(folder)).toEqual(['window.json']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('is that of a first start where there is none', () => {
    expect(readWindowMemory(path)).toEqual(first);
  });

  const good = JSON.stringify(memory);
  test.each<[string, string]>([
    ['empty', ''],
    ['cut off', good.slice(0, 40)],
    ['not JSON', 'hello'],
    ['of another shape', '[]'],
    ['a window of no size', good.replace('1200', '0')],
    ['a place beyond all screens', good.replace('"x":1', '"x":1e300')],
    ['a fraction of a pixel', good.replace('"x":1', '"x":1.5')],
    ['a theme that does not exist', good.replace('dark', 'pink')],
  ])('is that of a first start where the file is %s', (_what, text) => {
    writeFileSync(path, text);
    expect(readWindowMemory(path)).toEqual(first);
  });

  test('is lost without harm where the file cannot be written', () => {
    mkdirSync(path);
    writeFileSync(join(path, 'in-the-way'), '');
    expect(() => writeWindowMemory(path, memory)).not.toThrow();
    expect(readdirSync(folder)).toEqual(['window.json']);
    expect(() => writeWindowMemory(join(folder, 'missing', 'window.json'), memory)).not.toThrow();
  });

  test('is one line, so that half of it is never mistaken for the whole', () => {
    writeWindowMemory(path, memory);
    expect(readFileSync(path, 'utf8')).toMatch(/^\{.*\}\n$/);
  });
});
