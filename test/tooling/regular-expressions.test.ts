import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { checkSync } from 'recheck';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const folders = ['src-main', 'src-preload', 'src-renderer'];

/** A regular expression as it stands in a source file. */
interface Found {
  place: string;
  source: string;
  flags: string;
}

/** All literals of a file. Expressions that are put together at run time are not read: `finds no other ones` forbids them. */
function findLiterals(path: string, text: string): Found[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      const place = `${relative(root, path)}:${line + 1}`;
      found.push({ place, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function listSources(): { path: string; text: string }[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** What recheck has against an expression: the text that makes it slow, or null. */
function explainDanger({ source, flags }: Found): string | null {
  const result = checkSync(source, flags, { timeout: 100_000 });
  if (result.status === 'safe') return null;
  return result.status === 'vulnerable'
    ? `${result.complexity.summary}: ${result.attack.pattern}`
    : 'could not be judged';
}

test('no regular expression of the product takes more than linear time on any text', { timeout: 600_000 }, () => {
  const literals = listSources().flatMap(({ path, text }) => findLiterals(path, text));
  expect(literals.length).toBeGreaterThan(50);
  const dangers = literals.flatMap((literal) => {
    const danger = explainDanger(literal);
    return danger === null ? [] : [`${literal.place} /${literal.source}/${literal.flags} ${danger}`];
  });
  expect(dangers).toEqual([]);
});

test('finds no other ones: expressions made at run time are not judged, so there are none', () => {
  const made = listSources().filter(({ text }) => /\bRegExp\(/.test(text));
  expect(made.map(({ path }) => relative(root, path))).toEqual([]);
});

test('a quadratic and an exponential expression would be noticed (control)', () => {
  const literals = findLiterals('control.ts', 'const a = /\\s+$/; const b = /^(a|a)*$/; const c = /^[a-z]+x$/;');
  expect(literals.map((literal) => explainDanger(literal) !== null)).toEqual([true, true, false]);
});
