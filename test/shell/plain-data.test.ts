import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measurePlainData, PlainDataFault } from '../../src-preload/contract/plain-data.ts';

const MEBIBYTE = 1024 * 1024;
const check = (value: unknown, bytes = MEBIBYTE) => measurePlainData(value, bytes, Buffer.byteLength);

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

describe('data of a call', () => {
  test('passes whatever JSON can say', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => void check(value)));
  });

  test('passes a plain object without prototype', () => {
    expect(() => check(Object.assign(Object.create(null), { a: 1 }))).not.toThrow();
  });

  test('is relieved of properties that are undefined, because absent means the same', () => {
    const value = { kept: 1, dropped: undefined, inner: { dropped: undefined } };
    check(value);
    expect(Object.keys(value)).toEqual(['kept', 'inner']);
    expect(Object.keys(value.inner)).toEqual([]);
  });

  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const ownProto = JSON.parse('{"__proto__": {"admin": true}}') as unknown;
  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a set', new Set()],
    ['an array buffer', new ArrayBuffer(8)],
    ['bytes', new Uint8Array(8)],
    ['a regular expression', /x/],
    ['an error', new Error('x')],
    ['an object of a class', new (class Thing {})()],
    ['an object that contains itself', cyclic],
    ['an own property called __proto__', ownProto],
    ['undefined inside an array', [undefined]],
    ['an array with holes', new Array(3)],
    ['a billion holes', Object.assign([], { length: 1_000_000_000 })],
    ['an array with a name', Object.assign([1], { extra: 2 })],
    ['a million values', new Array(1_000_000).fill(0)],
    ['65 levels', nest(65)],
    ['64 MB of text', 'x'.repeat(64 * MEBIBYTE)],
    ['a name of 2 MB', { ['x'.repeat(2 * MEBIBYTE)]: 1 }],
  ])('is refused when it is %s', (_what, value) => {
    expect(() => check(value)).toThrow(PlainDataFault);
    expect(() => check({ deep: [value] })).toThrow(PlainDataFault);
  });

  test('may be 64 levels deep', () => {
    expect(() => check(nest(64))).not.toThrow();
  });

  test('counts text as UTF-8, not as UTF-16', () => {
    expect(() => check('x'.repeat(992), 1000)).not.toThrow();
    expect(() => check('x'.repeat(993), 1000)).toThrow(/larger than 1,000 bytes/);
    expect(() => check('€'.repeat(330), 1000)).not.toThrow();
    expect(() => check('€'.repeat(331), 1000)).toThrow(/larger than 1,000 bytes/);
  });
});
