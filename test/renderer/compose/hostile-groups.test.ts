import { expect, it } from 'vitest';
import type { HostileCase } from '../../../src-preload/contract/template.ts';
import { groupHostile, summarizeHostile } from '../../../src-renderer/features/compose/hostile-groups.ts';

function makeCase(title: string, placeholder: string, result: HostileCase['result'] = 'ok'): HostileCase {
  return { id: title, title, placeholder, eventType: 'created', result, explanation: '', excerpt: '' };
}

it('gathers what a value does in several placeholders, the worst first', () => {
  const groups = groupHostile([
    makeCase('Quotes', 'a'),
    makeCase('Quotes', 'b', 'broken'),
    makeCase('Quotes', 'c', 'broken'),
    makeCase('null', 'a', 'changed'),
    makeCase('Long', 'a', 'cut'),
  ]);
  expect(groups.map(({ result, title, placeholders }) => [result, title, placeholders.join()])).toEqual([
    ['broken', 'Quotes', 'b,c'],
    ['cut', 'Long', 'a'],
    ['changed', 'null', 'a'],
    ['ok', 'Quotes', 'a'],
  ]);
  expect(summarizeHostile(groups)).toBe('2 of 3 hostile values break the payload');
});

it('says that nothing breaks where nothing does', () => {
  const groups = groupHostile([makeCase('Quotes', 'a'), makeCase('null', 'a', 'changed')]);
  expect(summarizeHostile(groups)).toBe('None of 2 hostile values breaks the payload');
  expect(summarizeHostile(groupHostile([makeCase('Quotes', 'a', 'broken')]))).toBe(
    '1 of 1 hostile values breaks the payload',
  );
});
