import { expect, it } from 'vitest';
import { suggestName } from '../../../src-main/engine/template/suggest.ts';

const names = ['incident.id', 'incident.title', 'incident.status', 'webhook.id', 'user', 'timestamp'];

it.each([
  ['incident.titel', 'incident.title', 'two letters swapped'],
  ['incident.ttle', 'incident.title', 'one missing'],
  ['incident.tittle', 'incident.title', 'one too many'],
  ['incident.tutle', 'incident.title', 'one wrong'],
  ['INCIDENT.Title', 'incident.title', 'another case'],
  ['incdnt.titl', 'incident.title', 'three missing'],
  ['title', 'incident.title', 'the end of one path alone'],
  ['alert.status', 'incident.status', 'the end of one path after another beginning'],
  ['usr', 'user', 'one missing in a short name'],
])('%s is taken for %s: %s', (written, meant) => {
  expect(suggestName(written, names)).toBe(meant);
});

it.each([
  ['xyz', 'nothing is near'],
  ['us', 'two missing in a name so short'],
  ['id', 'the end of two paths'],
  ['', 'nothing is written'],
  ['incident.title'.repeat(6), 'it is longer than any name'],
  ['icdnt.titl', 'four missing'],
])('%s is taken for nothing: %s', (written) => {
  expect(suggestName(written, names)).toBeNull();
});

it('prefers what is nearest', () => {
  expect(suggestName('incident.i', ['incident.it', 'incident.id', 'incident.i_'])).toBe('incident.it');
  expect(suggestName('abcd', ['abxx', 'abcx'])).toBe('abcx');
});
