import { expect, it } from 'vitest';
import { compileTemplate } from '../../../src-main/engine/template/index.ts';
import { sqibs } from './support/language.ts';

const conditional = (one: string, other: string): string =>
  `{{{ if(incident.urgency==high) return(${one}); return(${other}); }}}`;

/** Where each placeholder stands, or null where that depends on the branch. */
function positionsOf(text: string): string[] | null {
  const { steps, positions } = compileTemplate(text, sqibs);
  const { ofStep } = positions;
  if (ofStep === null) return null;
  const names = ['value', 'key', 'string'];
  return [...steps.entries()].flatMap(([at, { kind }]) =>
    kind === 'placeholder' ? [names[ofStep[at] ?? 0] ?? ''] : [],
  );
}

// Following the text of every rendering costs more than rendering, so it must be the exception.
it.each([
  ['{"a":"{{user}}","b":[{{user}}],{{user}}:{"c":{{user}}}}', ['string', 'value', 'key', 'value']],
  [`{"a":${conditional('"x"', '"y"')},"b":"{{user}}"}`, ['string']],
  [`{"a":${conditional('{"k":"{{user}}"}', '[{{user}}]')},{{user}}:1}`, ['string', 'value', 'key']],
  [`{"a":"${conditional('x', '{{user}}')}{{user}}"}`, ['string', 'string']],
  [`{"a":${conditional('"x', '"y')} {{user}}"}`, ['string']],
  [`{"a":"\\\\{{user}}\\"{{user}}"}`, ['string', 'string']],
  ['{{user}}', ['value']],
])('knows before rendering where values go in %s', (text, positions) => {
  expect(positionsOf(text)).toEqual(positions);
});

it.each([
  [`{"a":${conditional('"x', '1')} {{user}}`],
  [`{"a":${conditional('{', '[')} {{user}}`],
  [`{"a":1${conditional(',"b":', ',')} {{user}}`],
])('follows while rendering where branches end differently: %s', (text) => {
  expect(positionsOf(text)).toBeNull();
});

it.each([
  ['{{user}} is down', false],
  ['Hello {{user}}', false],
  [`${conditional('Hello', 'Bye')} {{user}}`, false],
  ['42 {{user}}', false],
  ['  {{user}}  ', true],
  ['  [{{user}}]', true],
  [`${conditional('{}', '[]')}`, true],
  ['', true],
])('judges by its beginning whether %j can be JSON', (text, json) => {
  expect(compileTemplate(text, sqibs).positions.json).toBe(json);
});
