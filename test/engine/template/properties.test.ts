import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  analyzeTemplate,
  checkJson,
  compileTemplate,
  completeTemplate,
  coverBranches,
  diagnoseTemplate,
  formatTemplate,
  hoverTemplate,
  layoutJson,
  parseEventData,
  type RenderOptions,
  renderTemplate,
} from '../../../src-main/engine/template/index.ts';
import { anyTemplate, anyText, jsonText } from './support/arbitraries.ts';
import { sqibs } from './support/language.ts';
import { body, render, scopeOf } from './support/render.ts';

const seed = 20_230_531;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const options: fc.Arbitrary<RenderOptions> = fc.record({
  kind: fc.constantFrom('body', 'query'),
  insertion: fc.constantFrom('json-safe', 'raw'),
  valueStyle: fc.constantFrom('as-written', 'compact', 'python'),
  maximumCodePoints: fc.constantFrom(null, 0, 5, 20),
});

it('takes any text as a template and any values: nothing throws, and what is shown is what is encoded', () => {
  fc.assert(
    fc.property(anyTemplate, jsonText, jsonText, options, (text, title, user, chosen) => {
      const template = compileTemplate(text, sqibs);
      const rendered = renderTemplate(
        template,
        scopeOf(`{"incident":{"title":${title},"urgency":"high"},"user":${user}}`),
        chosen,
      );
      expect(utf8.decode(Buffer.from(rendered.text))).toBe(withoutMark(rendered.text));
      expect([...rendered.text].length).toBeLessThanOrEqual(chosen.maximumCodePoints ?? Number.POSITIVE_INFINITY);
      expect(template.parsed.work).toBeLessThanOrEqual(16 * text.length + 64);
      let end = 0;
      for (const { template: source, output } of rendered.segments()) {
        expect(output.start).toBe(end);
        expect(source.start <= source.end && source.end <= text.length).toBe(true);
        end = output.end;
      }
      expect(end).toBe(rendered.text.length);
    }),
    { seed, numRuns: 50_000 },
  );
});

/** The decoder takes a leading byte order mark away. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

it('serves the editor at any place of any text: nothing throws, and every range lies in the text', () => {
  const scope = scopeOf('{"incident":{"title":"t","urgency":"low"},"user":null}');
  fc.assert(
    fc.property(anyTemplate, fc.nat(200), (text, place) => {
      const template = compileTemplate(text, sqibs);
      const offset = Math.min(place, text.length);
      const rendered = renderTemplate(template, scope, body);
      const { diagnostics, tokens, folds, outline } = analyzeTemplate(template, rendered, { json: true });
      const edits = formatTemplate(template, { json: true });
      const ranges = [
        ...diagnostics.flatMap(({ range, fixes }) => [
          range,
          ...fixes.flatMap((found) => found.edits.map((edit) => edit.range)),
        ]),
        ...tokens.map(({ range }) => range),
        ...folds,
        ...outline.map(({ range }) => range),
        ...edits.map(({ range }) => range),
        ...completeTemplate(template, offset, scope).map(({ range }) => range),
        ...[hoverTemplate(template, offset, scope)].flatMap((hover) => (hover === null ? [] : [hover.range])),
        ...coverBranches(template, { samples: [], chosen: scope }).map(({ conditional }) => conditional),
      ];
      for (const { start, end } of ranges) expect(0 <= start && start <= end && end <= text.length).toBe(true);
      expect(
        diagnoseTemplate(rendered.template, rendered, false).every(
          ({ code }) => code !== 'invalid-json' || text.includes('\\'),
        ),
      ).toBe(true);
    }),
    { seed, numRuns: 20_000 },
  );
});

/** A member of a JSON object as the template writes it, and what it must be read as for the value. */
type Member = (value: unknown) => [template: string, key: string, read: unknown];

const textOf = (value: unknown, json: string): string =>
  typeof value === 'string' ? value : value === null ? '' : json;

const members: Record<string, (json: string) => Member> = {
  string: (json) => (value) => ['"s":"a{{user}}z"', 's', `a${textOf(value, json)}z`],
  value: () => (value) => ['"v":{{user}}', 'v', value],
  item: () => (value) => ['"i":[1,{{user}},"x"]', 'i', [1, value, 'x']],
  key: (json) => (value) => ['{{user}}:"k"', textOf(value, json), 'k'],
  'part of a key': (json) => (value) => ['"k-{{user}}":0', `k-${textOf(value, json)}`, 0],
  returned: (json) => (value) => [
    '"r":{{{ if(incident.urgency==high) return({"in":"{{user}}"}); return(1); }}}',
    'r',
    { in: textOf(value, json) },
  ],
  'in a branch that leaves a string open': (json) => (value) => [
    '"b":{{{ if(incident.urgency==high) return("); return(0, "c": "); }}}{{user}}"',
    'b',
    textOf(value, json),
  ],
};

const jsonSafe = (insertion: 'json-safe' | 'raw') =>
  fc.property(fc.subarray(Object.keys(members), { minLength: 1 }), jsonText, (names, json) => {
    const value: unknown = JSON.parse(json);
    const built = names.map((name) => members[name]!(json)(value));
    const expected = new Map(built.map(([, key, read]) => [key, read]));
    const template = `{ ${built.map(([member]) => member).join(',')}}`;
    const { text } = render(template, `{"incident":{"urgency":"high"},"user":${json}}`, { insertion });
    expect(new Map(Object.entries(JSON.parse(text)))).toEqual(expected);
    // JSON.parse reads numbers as doubles, so their spelling is looked for in the text.
    if (typeof value === 'number' && names.includes('value')) expect(text).toContain(`"v":${json}`);
  });

it('is JSON in JSON-safe mode whatever the value, and reads back as the value in a string, as a value and in a key', () => {
  fc.assert(jsonSafe('json-safe'), { seed, numRuns: 80_000 });
});

it('would notice if it were not: raw insertion fails the same property', () => {
  expect(fc.check(jsonSafe('raw'), { seed, numRuns: 1_000 }).failed).toBe(true);
});

it('reads JSON exactly where JSON.parse does, and says where it does not', () => {
  const mutated = fc
    .tuple(jsonText, fc.nat(30), fc.constantFrom('', '"', ',', '}', ']', '{', '\\', '0', '.', 'e', ' ', '\u0001', ':'))
    .map(([text, at, character]) => {
      const place = at % (text.length + 1);
      return `{"a" : ${text.slice(0, place)}${character}${text.slice(place + (at % 2))} }`;
    });
  fc.assert(
    fc.property(mutated, (text) => {
      const check = checkJson(text);
      const read = parseEventData(text);
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      expect(check.ok).toBe(valid);
      expect(read.ok).toBe(valid);
      if (!check.ok) expect(check.offset >= 0 && check.offset + check.length <= text.length).toBe(true);
    }),
    { seed, numRuns: 25_000 },
  );
});

it('lays JSON out as the usual writers do, and keeps count of where everything went', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(0, 1, 4), anyText, (value, indent, extra) => {
      const text = JSON.stringify({ value, extra }, null, indent);
      const compact = layoutJson(text, 'compact');
      expect(compact.text).toBe(JSON.stringify({ value, extra }));
      const python = layoutJson(text, 'python');
      expect(JSON.parse(python.text)).toEqual(JSON.parse(text));
      expect(/^[ -~]*$/.test(python.text)).toBe(true);
      const places = Array.from(text, (_, at) => at).filter((at) => !/\s/.test(text.charAt(at)));
      expect(places.filter((at) => compact.text.charAt(compact.mapOffset(at)) !== text.charAt(at))).toEqual([]);
      expect(places.filter((at) => python.mapOffset(at + 1) < python.mapOffset(at))).toEqual([]);
    }),
    { seed, numRuns: 5_000 },
  );
});

it('formats without changing what is read, and once is enough', () => {
  fc.assert(
    fc.property(fc.subarray(Object.keys(members), { minLength: 1 }), jsonText, fc.nat(3), (names, json, spaces) => {
      const gap = ' '.repeat(spaces) + (spaces === 3 ? '\n' : '');
      const dataText = `{"incident":{"urgency":"high"},"user":${json}}`;
      // Without the space, an object that begins at a placeholder would begin with three braces.
      const text = `{ ${names.map((name) => gap + members[name]!(json)(JSON.parse(json))[0]).join(`${gap},`)}${gap}}`;
      const formatted = format(text);
      expect(JSON.parse(render(formatted, dataText).text)).toEqual(JSON.parse(render(text, dataText).text));
      expect(format(formatted)).toBe(formatted);
    }),
    { seed, numRuns: 5_000 },
  );
});

function format(text: string): string {
  let out = text;
  for (const { range, text: written } of formatTemplate(compileTemplate(text, sqibs), { json: true }).reverse()) {
    out = out.slice(0, range.start) + written + out.slice(range.end);
  }
  return out;
}
