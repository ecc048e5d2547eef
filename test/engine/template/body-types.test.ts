import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyTypeOf } from '../../../src-main/engine/compose/content-type.ts';
import { callgoose } from '../../../src-main/engine/providers/callgoose.ts';
import {
  analyzeTemplate,
  compileTemplate,
  createScope,
  parseEventData,
  type RenderOptions,
  readXml,
  renderTemplate,
  runHostileValues,
} from '../../../src-main/engine/template/index.ts';
import type { BodyType, Insertion } from '../../../src-preload/contract/template.ts';
import { measureCpuTime } from '../support/cpu-time.ts';

function prepare(text: string, type: BodyType, title: string, insertion: Insertion = 'json-safe') {
  const data = parseEventData(JSON.stringify({ incident: { title, id: '7' } }));
  if (!data.ok) throw new Error(data.message);
  const template = compileTemplate(text, callgoose);
  const scope = createScope(data.value, new Map());
  const options: RenderOptions = { kind: 'body', insertion, type, valueStyle: 'as-written', maximumCodePoints: null };
  return { template, scope, options, rendered: renderTemplate(template, scope, options) };
}

function render(text: string, type: BodyType, title: string, insertion: Insertion = 'json-safe'): string {
  return prepare(text, type, title, insertion).rendered.text;
}

function diagnose(text: string, type: BodyType, title: string, insertion: Insertion = 'json-safe') {
  const { template, rendered } = prepare(text, type, title, insertion);
  return analyzeTemplate(template, rendered, { json: type === 'json' }).diagnostics;
}

function hostile(text: string, type: BodyType, insertion: Insertion) {
  const { template, scope, options } = prepare(text, type, 'Down', insertion);
  const cases = runHostileValues(template, {
    options,
    layout: 'as-written',
    json: type === 'json',
    samples: [{ eventType: 'incident.created', scope }],
  });
  return new Map(cases.map(({ id, result, explanation }) => [id.split('/')[0], { result, explanation }]));
}

describe('the type of a body', () => {
  it.each<[string | null, BodyType]>([
    [null, 'json'],
    ['application/json; charset=utf-8', 'json'],
    ['application/cloudevents+json', 'json'],
    ['application/x-www-form-urlencoded', 'form'],
    ['Application/X-WWW-Form-Urlencoded ; charset=UTF-8', 'form'],
    ['application/xml', 'xml'],
    ['text/xml;charset=utf-8', 'xml'],
    ['application/atom+xml', 'xml'],
    ['text/plain', 'text'],
    ['text/html', 'text'],
    ['', 'text'],
  ])('%s is %s', (contentType, type) => {
    expect(bodyTypeOf(contentType)).toBe(type);
  });
});

describe('a value in form data', () => {
  const template = 'payload={{incident.title}}&x={{incident.id}}';

  it('reads back, whatever it holds', () => {
    const body = render(template, 'form', 'a&b=c+d%20;e');
    expect(body).toBe('payload=a%26b%3Dc%2Bd%2520%3Be&x=7');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        expect([...new URLSearchParams(render(template, 'form', title))]).toEqual([
          ['payload', title],
          ['x', '7'],
        ]);
      }),
    );
  });

  it('goes in as it is with the switch, with a warning where that reads as something else', () => {
    expect(render(template, 'form', 'a&b', 'raw')).toBe('payload=a&b&x=7');
    expect(diagnose(template, 'form', 'a&b', 'raw')).toMatchObject([
      { code: 'value-not-encoded', severity: 'warning', message: expect.stringContaining('form data') },
    ]);
    expect(diagnose(template, 'form', 'a b', 'raw')).toEqual([]);
    expect(diagnose(template, 'form', 'a&b')).toEqual([]);
  });

  it('keeps what the service does not know as written', () => {
    expect(render('a={{nobody}}', 'form', '')).toBe('a={{nobody}}');
  });

  it('is judged by what a receiver reads', () => {
    const safe = hostile(template, 'form', 'json-safe');
    const damaged = [...safe].filter(([, { result }]) => result !== 'ok').map(([id]) => id);
    expect(damaged).toEqual(['lone-surrogate']);
    const raw = hostile(template, 'form', 'raw');
    expect(raw.get('markup')).toMatchObject({ result: 'changed', explanation: expect.stringContaining('form data') });
    expect(raw.get('empty')?.result).toBe('ok');
  });
});

describe('a value in JSON within form data', () => {
  const template =
    'payload={"text":"{{incident.title}}","id":{{incident.id}},"{{incident.title}}":1}&channel={{incident.title}}';

  it('reads back from the parsed JSON, whatever it holds', () => {
    expect(render('payload={"text":"{{incident.title}}"}', 'form', 'say "hi" & go+\\')).toBe(
      'payload={"text":"say+%5C%22hi%5C%22+%26+go%2B%5C%5C"}',
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const read = new URLSearchParams(render(template, 'form', title));
        const { text, id, ...rest } = JSON.parse(read.get('payload') ?? '') as Record<string, unknown>;
        fc.pre(title !== 'text' && title !== 'id' && title !== '__proto__');
        expect([text, id, rest]).toEqual([title, '7', { [title]: 1 }]);
        expect(read.get('channel')).toBe(title);
      }),
    );
  });

  it('is found where the JSON is written with percent signs', () => {
    const body = render('payload=%7B%22text%22%3A+%22{{incident.title}}%22%7D', 'form', 'a"b');
    expect(JSON.parse(new URLSearchParams(body).get('payload') ?? '')).toEqual({ text: 'a"b' });
  });

  it.each([
    'note=[{{incident.id}}] {{incident.title}}',
    'note={title: {{incident.title}}}',
    'note="{{incident.title}}"',
    'note={{incident.title}}',
    '{"a":"{{incident.title}}"}',
  ])('is none in %s, which is not JSON', (text) => {
    expect(new URLSearchParams(render(text, 'form', 'a\\"b')).toString()).toBe(
      new URLSearchParams(
        text.replace('{{incident.title}}', encodeURIComponent('a\\"b')).replace('{{incident.id}}', '7'),
      ).toString(),
    );
  });

  it('is followed by the branch that is taken', () => {
    const text = 'payload={"text":{{{ if(incident.id == 7) return("{{incident.title}}"); else return(null); }}}}';
    expect(new URLSearchParams(render(text, 'form', 'a"b')).get('payload')).toContain('a\\"b');
  });

  it('is judged by what the parsed JSON says', () => {
    const alone = hostile('payload={"text":"{{incident.title}}"}', 'form', 'json-safe');
    expect([...alone].filter(([, { result }]) => result !== 'ok')).toEqual([]);
    const raw = hostile('payload={"text":"{{incident.title}}"}', 'form', 'raw');
    expect(raw.get('quotes')?.result).toBe('changed');
    expect(raw.get('empty')?.result).toBe('ok');
  });

  it('gets a warning where it goes in raw and ends its string', () => {
    const text = 'payload={"text":"{{incident.title}}"}';
    expect(diagnose(text, 'form', 'a"b', 'raw')).toMatchObject([{ code: 'value-not-encoded' }]);
    expect(diagnose(text, 'form', 'ab', 'raw')).toEqual([]);
  });
});

describe('a value in XML', () => {
  const template =
    '<?xml version="1.0"?>\n<a t="{{incident.title}}" s=\'{{incident.title}}\'>{{incident.title}}<b><![CDATA[{{incident.title}}]]></b><!-- {{incident.title}} --></a>';

  it('is encoded for the place where it goes', () => {
    const body = render(template, 'xml', 'b & "c" <d>\'\n]]>--');
    expect(body).toContain('t="b &amp; &quot;c&quot; &lt;d&gt;&apos;&#10;]]&gt;--"');
    expect(body).toContain('>b &amp; "c" &lt;d&gt;\'\n]]&gt;--<b>');
    expect(body).toContain('<![CDATA[b & "c" <d>\'\n]]]]><![CDATA[>--]]>');
  });

  it('reads back in text, attributes and CDATA, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        const reading = readXml(render(template, 'xml', title));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
        const kept = title.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
        const inCdata = kept.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
        expect(reading).toEqual({
          ok: true,
          events: [
            '?xml version="1.0"',
            '<a',
            `@t=${kept}`,
            `@s=${kept}`,
            ...(kept === '' ? [] : [`#${kept}`]),
            '<b',
            ...(inCdata === '' ? [] : [`#${inCdata}`]),
            '/b',
            '/a',
          ],
        });
      }),
    );
  });

  it('is told where XML cannot hold it, and where it goes in raw', () => {
    expect(diagnose('<a>{{incident.title}}</a>', 'xml', 'b\u0007')).toMatchObject([
      { code: 'value-not-encoded', message: expect.stringContaining('XML has no way to write') },
    ]);
    const raw = diagnose('<a>{{incident.title}}</a>', 'xml', 'b < c', 'raw')
      .map(({ code }) => code)
      .sort();
    expect(raw).toEqual(['invalid-xml', 'value-not-encoded']);
    expect(diagnose('<a>{{incident.title}}</a>', 'xml', 'b &amp; c', 'raw')).toMatchObject([
      { code: 'value-not-encoded' },
    ]);
  });

  it('is judged by well-formed XML that reads as the value', () => {
    const safe = hostile('<a b="{{incident.title}}">{{incident.title}}</a>', 'xml', 'json-safe');
    const damaged = [...safe].filter(([, { result }]) => result !== 'ok').map(([id]) => id);
    expect(damaged.sort()).toEqual(['controls', 'lone-surrogate']);
    const raw = hostile('<a b="{{incident.title}}">{{incident.title}}</a>', 'xml', 'raw');
    expect(raw.get('quotes')?.result).toBe('broken');
    expect(raw.get('newlines')?.result).toBe('changed');
    expect(raw.get('markup')?.result).toBe('broken');
  });

  it('is found broken at the place of the template', () => {
    const [found] = diagnose('<a><b>{{incident.title}}</a>', 'xml', 'x');
    expect(found).toMatchObject({ code: 'invalid-xml', severity: 'error', range: { start: 24 } });
    expect(found?.message).toContain('`</b>` is expected');
  });
});

describe('a value in plain text', () => {
  it('goes in as it is', () => {
    const title = 'a & "b" <c> {{incident.id}}\n';
    expect(render('T: {{incident.title}}', 'text', title)).toBe(`T: ${title}`);
    expect(diagnose('T: {{incident.title}}', 'text', title)).toEqual([]);
    expect(
      [...hostile('T: {{incident.title}}', 'text', 'json-safe').values()].map(({ result }) => result),
    ).not.toContain('broken');
  });
});

describe('reading XML', () => {
  it.each([
    ['', 'no element'],
    ['a', 'outside'],
    ['<a>', 'not closed'],
    ['<a></b>', 'expected'],
    ['<a/><b/>', 'second outermost'],
    ['<a b=c/>', 'needs quotes'],
    ['<a b/>', 'no value'],
    ['<a b="1" b="2"/>', 'twice'],
    ['<a b="<"/>', '&lt;'],
    ['<a>&x;</a>', 'no reference'],
    ['<a>& b</a>', 'begins a reference'],
    ['<a>&#0;</a>', 'no reference'],
    ['<a>]]></a>', ']]&gt;'],
    ['<a><!-- -- --></a>', 'comment'],
    ['<a>\u0007</a>', 'control character'],
    [' <?xml version="1.0"?><a/>', 'very beginning'],
    ['<a', 'not closed'],
    ['<1/>', 'name'],
    ['<a b="1"c="2"/>', 'space'],
  ])('refuses %s', (text, message) => {
    expect(readXml(text)).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  it.each([
    '<a/>',
    '\ufeff<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]><a>&x;&#65;&#x1F600;</a>\n<!-- end -->',
    '<a:b xmlns:a="u" c=\'"\' d = "&lt;"><?p q?><![CDATA[<>&]]> </a:b >',
    '<ü>ä</ü>',
  ])('takes %s', (text) => {
    expect(readXml(text).ok).toBe(true);
  });

  it('looks at a large text once, however broken', () => {
    for (const piece of ['<', '<a ', '&', '<!--', '<![CDATA[', '</a>', ']]>', '<a>&amp;</a>', "<a b='"]) {
      const text = `<r>${piece.repeat(200_000)}`;
      expect(measureCpuTime(() => readXml(text), 1)).toBeLessThan(5000);
    }
  });
});
