import { describe, expect, it } from 'vitest';
import {
  checkJson,
  JsonArray,
  JsonNumber,
  JsonObject,
  layoutJson,
  parseEventData,
} from '../../../src-main/engine/template/index.ts';

describe('event data', () => {
  it('is read without loss: numbers as spelled, objects and arrays with their source', () => {
    const read = parseEventData('{ "n": 1.50, "o": { "a" : [ 1e3 ] }, "t": true, "z": null, "s": "x\\u0041\\n" }');
    if (!read.ok) throw new Error(read.message);
    const { members } = read.value;
    expect(members.get('n')).toEqual(new JsonNumber('1.50'));
    const object = members.get('o');
    expect(object).toBeInstanceOf(JsonObject);
    expect(object instanceof JsonObject && object.text).toBe('{ "a" : [ 1e3 ] }');
    const list = object instanceof JsonObject ? object.members.get('a') : null;
    expect(list instanceof JsonArray && list.items).toEqual([new JsonNumber('1e3')]);
    expect([members.get('t'), members.get('z'), members.get('s')]).toEqual([true, null, 'xA\n']);
  });

  it('counts the last of repeated keys and notes them', () => {
    const read = parseEventData('{"a":1,"b":{"a":1},"a":2}');
    expect(read).toMatchObject({ ok: true, duplicates: [{ key: 'a', offset: 19 }] });
    expect(read.ok && read.value.members.get('a')).toEqual(new JsonNumber('2'));
  });

  it.each([['[]'], ['"text"'], ['1'], ['null']])('must be an object: %s is not', (text) => {
    expect(parseEventData(text)).toMatchObject({ ok: false, offset: 0, length: text.length });
  });

  it('begins with no byte order mark', () => {
    expect(parseEventData('\ufeff{}')).toMatchObject({
      ok: false,
      offset: 0,
      message: expect.stringContaining('byte order mark'),
    });
  });
});

describe('a JSON error', () => {
  it.each([
    ['{"a":1,}', 7, 'A comma stands before the closing `}`. Remove the comma.'],
    ['[1,]', 3, 'A comma stands before the closing `]`. Remove the comma.'],
    ['{"a" 1}', 5, 'A colon is expected after the key, but found `1`.'],
    ['{"a":1 "b":2}', 7, 'A comma or `}` is expected, but found `"`.'],
    ['[1 2]', 3, 'A comma or `]` is expected, but found `2`.'],
    ['{a:1}', 1, 'A key in double quotes or `}` is expected, but found `a`.'],
    ['{"a":1,b:2}', 7, 'A key in double quotes is expected, but found `b`.'],
    ["['a']", 1, 'JSON strings stand in double quotes. Replace the single quote.'],
    ['[undefined]', 1, 'A value is expected, but found `undefined`. Text needs double quotes.'],
    ['[01]', 2, '`1` is not a number as JSON writes it.'],
    ['[1.]', 3, '`]` is not a number as JSON writes it.'],
    ['[-]', 2, '`]` is not a number as JSON writes it.'],
    ['["a\tb"]', 3, 'A tab (U+0009) is in a string. Write it as an escape, or close the string before it.'],
    ['["\\x"]', 2, '`\\x` is not an escape that JSON knows. Write a backslash twice.'],
    ['["\\u12"]', 2, '`\\u` is not an escape that JSON knows. Write a backslash twice.'],
    ['["a', 3, 'The text ends within a string. Add the closing quote.'],
    ['{"a":1', 6, 'The text ends before the object is closed. Add the missing `}`.'],
    ['[1', 2, 'The text ends before the array is closed. Add the missing `]`.'],
    ['{"a"', 4, 'The text ends after a key. Add a colon and a value.'],
    ['{"a":', 5, 'The text ends where a value is expected. Add the value.'],
    ['', 0, 'The text ends where a value is expected. Add the value.'],
    ['{} x', 3, 'The JSON is complete, but `x` follows. Remove what is too much.'],
  ])('in %j is told at %i', (text, offset, message) => {
    expect(checkJson(text)).toMatchObject({ ok: false, offset, message });
    expect(() => JSON.parse(text)).toThrow();
  });

  it('is not seen in 200,000 nested arrays', () => {
    expect(checkJson('['.repeat(200_000) + ']'.repeat(200_000))).toEqual({ ok: true });
  });
});

describe('layout', () => {
  const text = '{ "ä" : [ 1.0 ,\n\t12345678901234567890 ], "b" : "x : , \\u00e9 😀\u007f", "b" : {} }';

  it('compact drops white space outside strings and changes nothing else', () => {
    expect(layoutJson(text, 'compact').text).toBe(
      '{"ä":[1.0,12345678901234567890],"b":"x : , \\u00e9 😀\u007f","b":{}}',
    );
  });

  it('python puts a space after comma and colon and writes everything but ASCII as escapes', () => {
    expect(layoutJson(text, 'python').text).toBe(
      '{"\\u00e4": [1.0, 12345678901234567890], "b": "x : , \\u00e9 \\ud83d\\ude00\\u007f", "b": {}}',
    );
  });

  it('as written is the text itself', () => {
    expect(layoutJson(text, 'as-written').text).toBe(text);
  });

  it('leaves what is not JSON alone, since its white space may mean something', () => {
    expect(layoutJson('Hello  world', 'compact').text).toBe('Hello  world');
    expect(layoutJson('{"a": 1', 'python').text).toBe('{"a": 1');
  });

  it('tells where a place went, and where dropped white space would be', () => {
    const { text: compact, mapOffset } = layoutJson('{ "a" : 1 }', 'compact');
    expect(compact).toBe('{"a":1}');
    expect([0, 1, 2, 5, 6, 8, 9, 10, 11].map(mapOffset)).toEqual([0, 1, 1, 4, 4, 5, 6, 6, 7]);
  });
});
