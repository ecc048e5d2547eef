import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Insertion } from '../../../../src-preload/contract/template.ts';

// A golden pair is `name.input` and `name.expected` in the folder of what is asked. An input holds cases:
//
//   === what the case shows
//   the template, with ▮ where the cursor is
//   --- data
//   {"incident": {}}
//   --- options
//   {"insertion": "raw"}
//
// Data and options may be left out. With GOLDEN=write in the environment the answers are written instead of compared: read them then.

const root = join(import.meta.dirname, '../golden');
const cursor = '▮';

export interface GoldenOptions {
  insertion?: Insertion;
  kind?: 'body' | 'query';
  maximum?: number;
  /** The names of other placeholders than those of Callgoose. */
  placeholders?: string[];
  conditionals?: boolean;
  json?: boolean;
  oneLine?: boolean;
  /** Completion was asked for with a key; true where nothing is said. */
  asked?: boolean;
  layout?: 'as-written' | 'compact' | 'python';
}

export interface GoldenCase {
  title: string;
  text: string;
  /** Of the cursor; -1 without one. */
  offset: number;
  data: string;
  options: GoldenOptions;
}

const defaultData = '{"incident":{"id":"INC-123","title":"Its a title","urgency":"high"}}';

/** One test for each pair in the folder: the answers to all cases, in the words of `answer`, are what was expected. */
export function checkGolden(folder: string, answer: (example: GoldenCase) => string): void {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.input'));
  it.each(names.sort())(`${folder}/%s`, (name) => {
    const cases = readCases(readFileSync(join(root, folder, name), 'utf8'));
    const answers = cases.map((example) => `=== ${example.title}\n${answer(example)}\n`).join('\n');
    const path = join(root, folder, name.replace('.input', '.expected'));
    if (process.env.GOLDEN === 'write') writeFileSync(path, answers);
    expect(answers).toBe(existsSync(path) ? readFileSync(path, 'utf8') : 'nothing: the expected answers are missing');
  });
}

function readCases(text: string): GoldenCase[] {
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = '', ...sections] = part.split(/^--- /m);
      const title = head.slice(0, head.indexOf('\n'));
      const marked = head.slice(title.length + 1).replace(/\n+$/, '');
      const named = new Map(
        sections.map((section) => [
          section.slice(0, section.indexOf('\n')),
          section.slice(section.indexOf('\n') + 1).trim(),
        ]),
      );
      return {
        title,
        text: marked.replace(cursor, ''),
        offset: marked.indexOf(cursor),
        data: named.get('data') ?? defaultData,
        options: JSON.parse(named.get('options') ?? '{}') as GoldenOptions,
      };
    });
}
