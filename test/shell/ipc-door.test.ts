import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

/** Any listener for messages of a page, by whatever name Electron gives it. */
const LISTENS = /\bipcMain\b|\.ipc\.(?:handle|on|once)\b|ipc-message|MessageChannelMain|\bpostMessage\b/;

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function findListeners(text: string): boolean {
  return LISTENS.test(text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, ''));
}

describe('messages of pages', () => {
  test('are listened to in the wrapper alone', () => {
    const listening = listSources('src-main')
      .filter((path) => !path.startsWith(join('src-main', 'engine')))
      .filter((path) => findListeners(readFileSync(join(root, path), 'utf8')));
    expect(listening).toEqual([join('src-main', 'shell', 'ipc.ts')]);
  });

  test('have one channel, answered through the gate', () => {
    const text = readFileSync(join(root, 'src-main/shell/ipc.ts'), 'utf8');
    expect(text.match(/ipcMain\.\w+\(.*/g)).toEqual(['ipcMain.handle(CALL_CHANNEL, createCallAnswerer(options));']);
  });

  test('would be found elsewhere (control)', () => {
    expect(findListeners("ipcMain.on('x', () => {})")).toBe(true);
    expect(findListeners("contents.ipc.handle('x', () => {})")).toBe(true);
  });

  test('are sent by a preload script of at most 60 lines that passes on neither ipcRenderer nor an event', () => {
    const text = readFileSync(join(root, 'src-preload/index.ts'), 'utf8');
    expect(text.split('\n').length).toBeLessThanOrEqual(61);
    expect(text.match(/exposeInMainWorld\(.*/g)).toEqual(["exposeInMainWorld('hookwright', bridge);"]);
    expect(text.match(/listener\(.*?\)/g)).toEqual(['listener(events)']);
  });
});
