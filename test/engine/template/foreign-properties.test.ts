import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { languageOf } from './support/language.ts';
import { render } from './support/render.ts';

// Getters on the prototypes of everything that data could be held in. Reading one of these names from a value that does not own it is
// counted, whatever the reader does with the result.
const names = ['spied', 'spiedToo'];
const prototypes = [Object, Array, String, Number, Boolean, Function, Map, Set].map((maker): object => maker.prototype);
let reads = 0;

beforeAll(() => {
  for (const prototype of prototypes) {
    for (const name of names) {
      Object.defineProperty(prototype, name, {
        configurable: true,
        get: () => {
          reads += 1;
          return { [name]: 'foreign' };
        },
      });
    }
  }
});

afterAll(() => {
  for (const prototype of prototypes) for (const name of names) Reflect.deleteProperty(prototype, name);
});

beforeEach(() => {
  reads = 0;
});

const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  'size',
  'get',
  'name',
  '0',
  ...names,
];
const path = fc
  .array(fc.oneof(fc.constantFrom(...inherited), fc.constantFrom('a', 'b')), { minLength: 1, maxLength: 4 })
  .map((steps) => steps.join('.'));
const data = fc.constantFrom(
  '{}',
  '{"a":{}}',
  '{"a":{"b":[]}}',
  '{"a":"text","b":[1,[2]]}',
  '{"a":{"a":{"b":true}},"b":null}',
  '{"a":[{"a":1}]}',
);

/** What the data itself has at the path, by its own members alone. */
function ownValue(dataText: string, steps: string[]): unknown {
  let value: unknown = JSON.parse(dataText);
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    if (Array.isArray(value) && step === 'length') return undefined;
    value = Object.entries(value).find(([key]) => key === step)?.[1];
  }
  return value;
}

it('finds nothing but own members of the data, and reads no other property', () => {
  fc.assert(
    fc.property(path, data, fc.boolean(), (name, dataText, known) => {
      const language = languageOf(...(known ? [name] : ['a']));
      const template = `{"k":{{${name}}},{{{ if(${name}==foreign) return("x":"foreign"); return("x":"{{${name}}}"); }}}}`;
      const { text, unknown } = render(template, dataText, {}, language);
      const own = ownValue(dataText, name.split('.'));
      if (known || name === 'a') expect(JSON.parse(text).k).toEqual(own ?? null);
      else expect(unknown).toEqual([name]);
      expect(text).not.toContain('"foreign"');
    }),
    { seed: 7, numRuns: 20_000 },
  );
  expect(reads).toBe(0);
});

it('would notice if it did: following a path through plain objects reads what is not theirs', () => {
  const follow = (value: unknown, steps: string[]): unknown =>
    steps.reduce<unknown>(
      (at, step) => (at === undefined || at === null ? undefined : Reflect.get(Object(at), step)),
      value,
    );
  const found = fc.check(
    fc.property(path, data, (name, dataText) => {
      expect(follow(JSON.parse(dataText), name.split('.'))).toEqual(ownValue(dataText, name.split('.')));
    }),
    { seed: 7, numRuns: 1_000 },
  );
  expect(found.failed).toBe(true);
  expect(reads).toBeGreaterThan(0);
});
