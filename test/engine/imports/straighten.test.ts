import { expect, it } from 'vitest';
import { straightenCommands } from '../../../src-main/engine/imports/shell/typographic.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { readImport } from './support/import-text.ts';

const straight = (text: string): string => straightenCommands(Buffer.from(text)).bytes.toString();

it.each([
  ['curl “http://a/p” -d ‘{“a”:1}’', `curl "http://a/p" -d '{"a":1}'`],
  ['curl –data a http://a/', 'curl --data a http://a/'],
  ['curl –d a —header x http://a/', 'curl -d a --header x http://a/'],
  ['curl\u00a0http://a/\u200b -d\u00a0x', 'curl http://a/ -d x'],
  [`curl -d '“it’s – here”' "a’s" http://a/a–b`, `curl -d '“it’s – here”' "a’s" http://a/a–b`],
  ['curl -d ‘{"a":"it’s"}’ http://a/', 'curl -d \'{"a":"it’s"}\' http://a/'],
])('straightens %j outside of the quotes of the shell alone', (text, wanted) => {
  expect(straight(text)).toBe(wanted);
  expect(straight(wanted)).toBe(wanted);
});

it('is offered for a source that it mends, and says what it replaced', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const content = 'curl –data ‘{“a”:1}’ “https://a.example/in”\ncurl https://a.example/plain';
  const plan = await readImport(engine, [{ name: 'Pasted text', content }]);
  expect(plan).toMatchObject({ canStraighten: true, items: [{ method: '' }, { method: 'GET' }] });
  expect(plan.items[0]?.problem).toContain('– (U+2013) means nothing to a shell');
  const again = await engine.call['imports.straighten']({ id: plan.id });
  expect(again.items.map(({ method, problem }) => [method, problem])).toEqual([
    ['POST', null],
    ['GET', null],
  ]);
  expect(again.canStraighten).toBe(false);
  expect(again.notes).toEqual([
    'Plain characters were put in place of – (U+2013), ‘ (U+2018), 2 × “ (U+201C), 2 × ” (U+201D), ’ (U+2019).',
  ]);
  const plain = await readImport(engine, [{ name: 'Pasted text', content: 'curl https://a.example/plain' }]);
  expect(plan.id === plain.id || plain.canStraighten).toBe(false);
});
