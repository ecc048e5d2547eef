import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { describeRepeated, findRepeatedKeys } from '../../../src-main/engine/imports/repeated-keys.ts';
import type { ImportFormat } from '../../../src-preload/contract/imports.ts';

const notesOf = (format: ImportFormat, text: string): string[][] =>
  [...readSource([{ name: 'a', bytes: Buffer.from(text) }], format)].flatMap((each) =>
    'request' in each ? [each.request.notes] : [],
  );

describe('repeated keys of a JSON text', () => {
  it.each<[text: string, sentences: string[]]>([
    ['{"a":1,"b":2}', []],
    ['{"a":1,"a":2}', ['“a” is there twice. The last one counts.']],
    ['{"a":1,"a":2,"a":3}', ['“a” is there 3 times. The last one counts.']],
    ['{"a":1,"\\u0061":2}', ['“a” is there twice. The last one counts.']],
    ['[{"a":1},{"a":[0,{"b":1,"b":{"c":1}}]}]', ['“[1].a[1].b” is there twice. The last one counts.']],
    ['{"a":{"x":1},"b":{"x":1},"c":"{\\"x\\":1,\\"x\\":2}"}', []],
    ['{"a":"x\\\\","b":"\\"","b":"\\\\\\"y"}', ['“b” is there twice. The last one counts.']],
    ['{"":1,"":2}', ['“” is there twice. The last one counts.']],
    ['{ "__proto__" : 1 , "__proto__" : 2 }', ['“__proto__” is there twice. The last one counts.']],
    [
      `{${Array.from({ length: 20 }, (_each, index) => `"k${index}":1`).join()},"k3":1}`,
      ['“k3” is there twice. The last one counts.'],
    ],
  ])('%s', (text, sentences) => {
    JSON.parse(text);
    expect(findRepeatedKeys(text).map((each) => describeRepeated(each))).toEqual(sentences);
  });

  it('are none in what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
        expect(findRepeatedKeys(JSON.stringify(value, null, indent))).toEqual([]);
      }),
    );
  });

  it('are a thousand at most', () => {
    const text = `[${'{"a":1,"a":2},'.repeat(5000)}1]`;
    expect(findRepeatedKeys(text)).toHaveLength(1000);
  });
});

const request = '"method":"GET","method":"POST","url":"http://a.example/","headers":[]';

it('a repeated key in an entry of an archive is a note at its path', () => {
  const archive = `{"log":{"entries":[{"request":{"method":"GET","url":"http://a.example/","headers":[]}},{"request":{${request}}}]}}`;
  const note = '“request.method” is there twice. The last one counts.';
  expect(notesOf('har', archive)).toEqual([expect.not.arrayContaining([note]), expect.arrayContaining([note])]);
  expect(notesOf('har', `[{"request":{${request}}}]`)).toEqual([expect.arrayContaining([note])]);
});

it('a repeated key in a JSON line, or in a list of such objects, is a note at its path', () => {
  const line = '{"url":"http://a.example/","body":"one","body":"two"}';
  const note = '“body” is there twice. The last one counts.';
  expect(notesOf('json-lines', `${line}\n${line}\n`)).toEqual([
    expect.arrayContaining([note]),
    expect.arrayContaining([note]),
  ]);
  expect(notesOf('json-lines', `[${line}]`)).toEqual([expect.arrayContaining([note])]);
});

it('a repeated key of a delivery from GitHub is a note, and one in its payload keeps both values', () => {
  const delivery =
    '{"url":"http://a.example/","url":"http://b.example/","request":{"headers":{},"payload":{"a":1,"a":2}}}';
  const [found] = [...readSource([{ name: 'a', bytes: Buffer.from(delivery) }], 'github')];
  expect(found).toMatchObject({ request: { url: 'http://b.example/', body: Buffer.from('{"a":1,"a":2}') } });
  expect(notesOf('github', delivery)[0]?.filter((note) => note.includes('twice'))).toEqual([
    '“url” is there twice. The last one counts.',
  ]);
});

it('a repeated key at the top of an event from Stripe is a note, and its bytes stay', () => {
  const event = '{"object":"event","type":"a","type":"b","data":{"x":1,"x":2}}';
  expect(notesOf('stripe', event)[0]?.filter((note) => note.includes('twice'))).toEqual([
    '“type” is there twice. The last one counts.',
  ]);
});

it('a repeated key of a Postman collection is a remark about the file', () => {
  const collection = '{"info":{},"item":[{"request":{"method":"GET","method":"PUT","url":"http://a.example/"}}]}';
  const remarks: string[] = [];
  const items = [
    ...readSource([{ name: 'a', bytes: Buffer.from(collection) }], 'postman', (text) => remarks.push(text)),
  ];
  expect(items).toHaveLength(1);
  expect(remarks).toContainEqual(expect.stringContaining('“item[0].request.method” is there twice.'));
});
