import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { findAppFile, listAppFiles } from '../../src-main/shell/app-files.ts';

const home = mkdtempSync(join(tmpdir(), 'hookwright-files-'));
const root = join(home, 'renderer');
mkdirSync(join(root, 'assets', 'deep er'), { recursive: true });
writeFileSync(join(root, 'index.html'), 'page');
writeFileSync(join(root, 'assets', 'app.js'), 'code');
writeFileSync(join(root, 'assets', 'deep er', 'é.woff2'), 'font');
writeFileSync(join(root, 'assets', 'app.js.map'), 'map');
writeFileSync(join(root, 'notes'), 'no type');
writeFileSync(join(home, 'secret.json'), 'outside');
symlinkSync(join(home, 'secret.json'), join(root, 'linked.json'));
symlinkSync(home, join(root, 'up'));
afterAll(() => rmSync(home, { recursive: true }));

const files = listAppFiles(root);
const find = (url: string) => findAppFile(files, url);

describe('the app protocol', () => {
  test.each([
    ['app://hookwright/', 'text/html; charset=utf-8', 'index.html'],
    ['app://hookwright/index.html', 'text/html; charset=utf-8', 'index.html'],
    ['app://hookwright/index.html?a=1#b', 'text/html; charset=utf-8', 'index.html'],
    ['app://hookwright/assets/app.js', 'text/javascript; charset=utf-8', join('assets', 'app.js')],
    ['app://hookwright/assets/../index.html', 'text/html; charset=utf-8', 'index.html'],
    ['app://hookwright/assets/deep%20er/%C3%A9.woff2', 'font/woff2', join('assets', 'deep er', 'é.woff2')],
  ])('finds %s', (url, type, path) => {
    expect(find(url)).toEqual({ path: join(root, path), type });
  });

  test.each([
    'app://hookwright/../secret.json',
    'app://hookwright/%2e%2e/secret.json',
    'app://hookwright/%2E%2E%2Fsecret.json',
    'app://hookwright/..%2fsecret.json',
    'app://hookwright/..%5csecret.json',
    'app://hookwright/..\\secret.json',
    'app://hookwright/assets/..%2f..%2fsecret.json',
    'app://hookwright/%252e%252e/secret.json',
    'app://hookwright//etc/passwd',
    'app://hookwright/index.html%00.js',
    'app://hookwright/%',
    'app://hookwright/%ff',
    'app://hookwright/linked.json',
    'app://hookwright/up/secret.json',
    'app://hookwright/assets',
    'app://hookwright/assets/',
    'app://hookwright/assets/app.js.map',
    'app://hookwright/notes',
    'app://hookwright/INDEX.HTML',
    'app://hookwright/__proto__',
    'app://hookwright:80/index.html',
    'app://user@hookwright/index.html',
    'app://user:pass@hookwright/index.html',
    'app://other/index.html',
    'app://hookwright.example/index.html',
    'app:index.html',
    'app:///index.html',
    'file:///etc/passwd',
    'https://hookwright/index.html',
    'nothing',
    '',
  ])('finds nothing at %s', (url) => {
    expect(find(url)).toBeNull();
  });

  test('finds nothing outside the build, however a path is spelled', () => {
    const piece = fc.constantFrom(
      '..',
      '%2e%2e',
      '.%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      'secret.json',
      'up',
      'assets',
      '%00',
      '//',
    );
    const path = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(path, (spelling) => {
        const found = find(`app://hookwright/${spelling}`);
        return found === null || [...files.values()].includes(found);
      }),
      { numRuns: 5000 },
    );
  });

  test('lists plain files of known types only, and follows no link (control)', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/app.js', '/assets/deep er/é.woff2', '/index.html']);
  });
});
