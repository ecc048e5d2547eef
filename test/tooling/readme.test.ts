import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { providers } from '../../src-main/engine/providers/catalogue.ts';
import { providerSchema } from '../../src-preload/contract/provider-schema.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The rows of the table that begins with these words, cell by cell. */
function readTable(text: string, head: string): string[][] {
  const lines = text.slice(text.indexOf(head)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Cells that are not one link to a test that is there. */
function findUnproved(rows: readonly string[][]): string[] {
  return rows.flatMap(([feature, ...cells]) =>
    cells.flatMap((cell, index) => {
      const [, words = '', path = ''] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(cell) ?? [];
      const isProved = words !== '' && /\.(?:test|e2e)\.ts$/.test(path) && existsSync(join(root, path));
      return isProved ? [] : [`${feature}, column ${index + 1}: ${cell}`];
    }),
  );
}

describe('the README', () => {
  const rows = readTable(readme, '| | gridscale |');

  it('proves every feature of every provider with a test that is there', () => {
    expect(rows.length).toBeGreaterThan(5);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([providers.size + 2]));
    expect(findUnproved(rows)).toEqual([]);
  });

  it('would not do so with an empty cell or a test that is gone: the control', () => {
    expect(findUnproved([['feature', '', 'none', '[yes](test/gone.test.ts)', '[yes](README.md)']])).toHaveLength(4);
  });

  it('links to no file that is not there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('names every part of a provider', () => {
    const named = readTable(readme, '| part of `provider` |').flatMap(([parts = '']) =>
      [...parts.matchAll(/`([^`]+)`/g)].map(([, part = '']) => part),
    );
    expect(named.sort()).toEqual(Object.keys(providerSchema.shape).sort());
  });
});
