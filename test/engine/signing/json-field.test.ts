import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readField, replaceField } from '../../../src-main/engine/signing/json-field.ts';

const replace = (text: string, path: string, value: string) =>
  replaceField(Buffer.from(text), path, value)?.toString() ?? null;

describe('a field in JSON text', () => {
  it('is read as it stands there, numbers with their spelling', () => {
    const body = Buffer.from('{"a": {"b": "x\\u0041", "n": 12345678901234567890, "f": 1.0}, "t": true, "z": null}');
    expect(readField(body, 'a.b')).toBe('xA');
    expect(readField(body, 'a.n')).toBe('12345678901234567890');
    expect(readField(body, 'a.f')).toBe('1.0');
    for (const path of ['a', 't', 'z', 'a.c', 'a.b.c', '__proto__', 'constructor', '']) {
      expect(readField(body, path), path).toBeNull();
    }
  });

  it('counts with its last value when its key is repeated, as JSON.parse does', () => {
    expect(readField(Buffer.from('{"a":"1","a":"2"}'), 'a')).toBe('2');
    expect(replace('{"a":"1","a":"2"}', 'a', '3')).toBe('{"a":"1","a":"3"}');
  });

  it.each([
    ['{}', 'a', '{"a":"v"}'],
    ['{ }', 'a.b', '{"a":{"b":"v"} }'],
    [' {"x":1} ', 'a', ' {"a":"v","x":1} '],
    ['{"a":{}}', 'a.b', '{"a":{"b":"v"}}'],
    ['{"a":[1,{"b":2}] , "b" : {"c":"}"}}', 'b.c', '{"a":[1,{"b":2}] , "b" : {"c":"v"}}'],
    ['{"a\\u0062":{"c":1}}', 'ab.c', '{"a\\u0062":{"c":"v"}}'],
  ])('is put into %s at %s and nothing else changes', (before, path, after) => {
    expect(replace(before, path, 'v')).toBe(after);
  });

  it.each(['', 'x', '[]', '"{}"', '1', '{"a":1', '{"a":5}', '{"a":[]}', '\ufeff{}'])('has no place in %j', (text) => {
    expect(replace(text, 'a.b', 'v')).toBeNull();
  });

  it('has no place in bytes that are not UTF-8, which would be changed', () => {
    expect(replaceField(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'a', 'v')).toBeNull();
  });

  it('does not exhaust the stack in deep JSON', () => {
    const deep = `{"x":${'['.repeat(5000)}${']'.repeat(5000)},"a":"1"}`;
    expect(readField(Buffer.from(deep), 'a')).toBe('1');
  });

  it('replaced in any object leaves the rest as JSON.parse sees it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.nat(3), (object, value, indent) => {
        const before = JSON.stringify({ ...object, signature: { keep: [1, '}'] } }, null, indent);
        const after = replace(before, 'signature.token', value);
        const expected: unknown = { ...object, signature: { keep: [1, '}'], token: value } };
        expect(JSON.parse(after ?? '')).toEqual(JSON.parse(JSON.stringify(expected)));
        expect(replace(after ?? '', 'signature.token', 'z')).toBe(replace(before, 'signature.token', 'z'));
      }),
      { numRuns: 500 },
    );
  });
});
