import { describe, expect, it } from 'vitest';
import {
  analyzeTemplate,
  compileTemplate,
  createScope,
  diagnoseTemplate,
  maximumOutput,
  parseEventData,
  renderTemplate,
} from '../../../src-main/engine/template/index.ts';
import { languageOf, sqibs } from './support/language.ts';
import { body, render, scopeOf } from './support/render.ts';

function codesOf(text: string): string[] {
  return compileTemplate(text, sqibs).diagnostics.map(
    ({ code, range, blocksSend }) => `${code} at ${range.start}, ${blocksSend}`,
  );
}

describe('braces', () => {
  it.each([
    ['{{name', ['unclosed-placeholder at 0, always']],
    ['text {{name', ['unclosed-placeholder at 5, always']],
    ['{{}}', ['empty-placeholder at 0, always']],
    ['{{{{', ['unclosed-conditional at 1, always']],
    ['{{{', ['unclosed-conditional at 0, always']],
    ['{{', ['unclosed-placeholder at 0, always']],
    ['{{#if x}}a', ['unknown-placeholder at 0, until-confirmed']],
    ['{{/if}}', ['unknown-placeholder at 0, until-confirmed']],
    ['{{else}}', ['unknown-placeholder at 0, until-confirmed']],
    ['{{a}}}', ['unknown-placeholder at 0, until-confirmed']],
    ['{{user}}}', []],
    ['}}', []],
    ['}}}', []],
  ])('%s is told at its opener, and blocks sending where the grammar is broken', (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
    expect(compileTemplate(text, sqibs).blocked).toBe(codes.some((code) => code.endsWith('always')));
  });

  it('renders what is broken as it is written, so that the preview shows it', () => {
    for (const text of ['{{name', '{{}}', '{{{{', '{{{', '{{', '{{{ if', '{{{a}}}'])
      expect(render(text, '{}').text).toBe(text);
  });
});

describe('depth', () => {
  const nested = (open: string, depth: number, close: string): string =>
    `{"a":${open.repeat(depth - 1)}1${close.repeat(depth - 1)}}`;

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('takes event data of 64 nested %s and refuses 65 with the place', (_, open, close) => {
    expect(parseEventData(nested(open, 64, close)).ok).toBe(true);
    const refused = parseEventData(nested(open, 65, close));
    expect(refused).toMatchObject({ ok: false, tooDeep: true, offset: '{"a":'.length + 63 * open.length });
  });

  it('refuses 200,000 levels without touching the call stack', () => {
    expect(parseEventData(`{"a":${'['.repeat(200_000)}`)).toMatchObject({ ok: false, tooDeep: true });
  });

  it('renders, checks and analyses a template of 200,000 open brackets', () => {
    const text = `{"a":${'[{"b":'.repeat(100_000)}{{user}}${'}]'.repeat(100_000)}}`;
    const template = compileTemplate(text, sqibs);
    const rendered = renderTemplate(template, scopeOf('{"user":"x"}'), body);
    expect(rendered.text).toContain('"b":"x"}');
    expect(analyzeTemplate(template, rendered, { json: true }).diagnostics).toEqual([]);
  });

  it('takes 64 nested parentheses in a return and refuses 65', () => {
    const returning = (depth: number): string =>
      `{{{ if(user==a) return(${'('.repeat(depth - 1)}${')'.repeat(depth - 1)}); return(); }}}`;
    const language = languageOf();
    const codes = (depth: number): string[] =>
      compileTemplate(returning(depth), language).parsed.problems.map(({ code }) => code);
    expect(codes(64)).toEqual([]);
    expect(codes(65)).toEqual(['too-deep']);
    expect(codes(10_000)).toEqual(['too-deep']);
  });
});

describe('names', () => {
  const names = ['__proto__', 'constructor.name', 'a.__proto__.x', 'toString', 'a.length'];

  it.each(names)('%s is unknown unless the service has it, and stays as written', (name) => {
    const rendered = render(`"{{${name}}}"`, '{"a":{}}');
    expect(rendered.text).toBe(`"{{${name}}}"`);
    expect(rendered.unknown).toEqual([name]);
  });

  it.each(names)('%s of a service that has it is missing unless the data has it itself', (name) => {
    const language = languageOf(name);
    expect(render(`{"v":{{${name}}}}`, '{"a":{}}', {}, language)).toMatchObject({
      text: '{"v":null}',
      missing: [name],
    });
  });

  it('__proto__ in the data is a key like any other, and changes no object', () => {
    const language = languageOf('__proto__', '__proto__.polluted', 'polluted');
    const rendered = render(
      '{{__proto__.polluted}} {{polluted}}',
      '{"__proto__":{"polluted":"own"}}',
      { kind: 'query' },
      language,
    );
    expect(rendered.text).toBe('own ');
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('values', () => {
  it('keeps a placeholder in a value as text', () => {
    expect(render('"{{user}}"', '{"user":"{{incident.id}}","incident":{"id":"secret"}}').text).toBe(
      '"{{incident.id}}"',
    );
  });

  it.each([
    ['12345678901234567890'],
    ['1.0'],
    ['-0'],
    ['1E400'],
    ['true'],
    ['null'],
    ['{ "b" : 1.0, "b" : [ ] }'],
    ['[1,2 ]'],
  ])('keeps %s as it is spelled in value position', (json) => {
    expect(render('{"v":{{user}}}', `{"user":${json}}`).text).toBe(`{"v":${json}}`);
  });

  it('never changes half of a character between preview and wire', () => {
    const lone = '{"user":"a\\ud800","incident":{"id":"\\udc00"}}';
    for (const insertion of ['json-safe', 'raw'] as const) {
      const { text } = render('{"a":"{{user}}{{incident.id}}"}', lone, { insertion });
      expect(Buffer.from(text).toString()).toBe(text);
    }
  });

  it('tells of half of a character in the template itself, with an escape as the fix', () => {
    const [found] = compileTemplate('{"a":"\ud83d"}', sqibs).diagnostics;
    expect(found).toMatchObject({ code: 'lone-surrogate', range: { start: 6, end: 7 }, blocksSend: 'until-confirmed' });
    expect(found?.fixes.map(({ edits }) => edits[0]?.text)).toEqual(['', '\\ud83d']);
  });
});

describe('size', () => {
  it('stops before the output takes more memory than the cap', () => {
    const template = compileTemplate('{{user}}'.repeat(1_000), sqibs);
    const scope = scopeOf(JSON.stringify({ user: 'x'.repeat(10_000_000) }));
    const rendered = renderTemplate(template, scope, { ...body, kind: 'query' });
    expect(rendered.tooLarge).toBe(true);
    expect(rendered.whole.length).toBe(20_000_000);
    expect(
      diagnoseTemplate(rendered.template, rendered, false).map(({ code, blocksSend }) => `${code}, ${blocksSend}`),
    ).toContain('output-too-large, always');
  });

  it('takes exactly as much as the cap', () => {
    const language = languageOf('a');
    const { tooLarge, whole } = renderTemplate(
      compileTemplate('x{{a}}', language),
      scopeOf(JSON.stringify({ a: 'y'.repeat(maximumOutput - 1) })),
      { ...body, kind: 'query' },
    );
    expect([tooLarge, whole.length]).toEqual([false, maximumOutput]);
  });

  it('renders two million placeholders', () => {
    const template = compileTemplate('{{a}}'.repeat(2_000_000), languageOf('a'));
    const rendered = renderTemplate(template, scopeOf('{"a":1}'), { ...body, kind: 'query' });
    expect(rendered.text.length).toBe(2_000_000);
    expect(template.diagnostics).toEqual([]);
  });

  it('reports the first mistakes of a kind and not millions', () => {
    expect(compileTemplate('{{a'.repeat(100_000), sqibs).diagnostics.length).toBe(200);
  });
});

it('renders no data at all: every value is missing', () => {
  const empty = parseEventData('{}');
  if (!empty.ok) throw new Error(empty.message);
  const rendered = renderTemplate(compileTemplate('{"a":{{user}}}', sqibs), createScope(empty.value, new Map()), body);
  expect(rendered).toMatchObject({ text: '{"a":null}', missing: ['user'] });
});
