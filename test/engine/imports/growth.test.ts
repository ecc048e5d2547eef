import { expect, it } from 'vitest';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { measureCpuTime } from '../support/cpu-time.ts';

const SIZE = 5_000;

function measure(text: string): number {
  const file = { name: 'Pasted text', bytes: Buffer.from(text) };
  return measureCpuTime(() => {
    try {
      for (const _item of readSource([file], 'curl'));
    } catch {
      // More requests than an import may have: reading ends there, which is as well.
    }
  });
}

const U = 'curl http://127.0.0.1/a ';
/** Texts that grow with a number, each of a kind that a careless reader looks at again and again. */
const growing: [string, (count: number) => string][] = [
  ['addresses', (count) => U + 'x '.repeat(count)],
  ['options without a value', (count) => U + '-s '.repeat(count)],
  ['notes', (count) => U + '-L -k '.repeat(count)],
  ['headers', (count) => U + '-H a:b '.repeat(count)],
  ['pieces of data', (count) => U + '-d a '.repeat(count)],
  ['backslashes', (count) => `${U}-d "${'\\\\'.repeat(count)}"`],
  ['backslashes of Windows', (count) => `curl ^"http://127.0.0.1/a^" -d ^"${'^\\'.repeat(count)}^"`],
  ['carets', (count) => `curl ^"http://127.0.0.1/a^" -d "${'^'.repeat(count)}"`],
  ['quotes', (count) => `${U}-d ${`""''`.repeat(count)}`],
  ['open quotes, one in each line', (count) => `a"\n`.repeat(count)],
  ['lines that go on, up to a caret', (count) => `${'a \\\n'.repeat(count)} ^"`],
  ['here-documents that do not end', (count) => 'a <<x '.repeat(count)],
  ['here-documents', (count) => 'cat <<x\nx\n'.repeat(count)],
  ['braces', (count) => `${U}${'{'.repeat(count)}${',}'.repeat(count)}`],
  ['brackets of an address', (count) => `curl 'http://127.0.0.1/${'{a}'.repeat(count)}'`],
  ['dot segments', (count) => `curl 'http://127.0.0.1${'/..'.repeat(count)}'`],
  ['refused commands in one line', (count) => 'a;'.repeat(count)],
  ['lines of another language', (count) => 'Invoke-WebRequest x\n'.repeat(count)],
  ['typographic quotes', (count) => `${U}-d ${'“'.repeat(count)}`],
  ['patterns of addresses', (count) => `curl ${"'http://127.0.0.1/[1-9]' ".repeat(count)}`],
  ['JSON without quotes', (count) => `${U}-d [${'{"a":1},'.repeat(count)}]`],
];

it.each(growing)('reads %s in time that grows with their number', (_name, make) => {
  measure(make(SIZE / 4));
  const [small, large] = [measure(make(SIZE)), measure(make(SIZE * 4))];
  // Four times as much: linear is 4, quadratic is 16. Below a few milliseconds it says nothing.
  expect(large / Math.max(small, 5)).toBeLessThan(9);
});

it('makes no request behind the last that an import may have', () => {
  let read = 0;
  const many = `curl ${'http://127.0.0.1/[1-1000000] '.repeat(3)}`;
  expect(() => {
    for (const _item of readSource([{ name: 'a.sh', bytes: Buffer.from(many) }], 'curl')) read += 1;
  }).toThrow('10,000 requests');
  expect(read).toBe(10_000);
});

it('refuses an address that stands for more bytes than are taken in', () => {
  const text = `curl 'http://127.0.0.1/[1-9000]' -d ${'x'.repeat(10_000)}`;
  const [item] = readSource([{ name: 'a.sh', bytes: Buffer.from(text) }], 'curl');
  expect(item).toMatchObject({ ok: false, message: expect.stringContaining('more than 50 MiB together') });
});
