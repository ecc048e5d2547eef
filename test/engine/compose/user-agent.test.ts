import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { defaultUserAgent } from '../../../src-main/engine/compose/plan-headers.ts';
import { version } from '../../../src-main/engine/product.ts';
import { compose, linesOf } from './support/compose.ts';

const agentsOf = (...headers: { name: string; value: string }[]): string[] =>
  linesOf(compose({ changes: { headers } })).filter((line) => /^user-agent:/i.test(line));

it('knows the version of the package', () => {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect((JSON.parse(file) as { version: string }).version).toBe(version);
});

it('is Hookwright and its version where the webhook names none', () => {
  expect(agentsOf()).toEqual([`User-Agent: Hookwright/${version}`]);
  expect(defaultUserAgent).toBe(`Hookwright/${version}`);
});

it('is the one that the webhook names, where it names one', () => {
  expect(agentsOf({ name: 'user-agent', value: 'Mine/1' })).toEqual(['user-agent: Mine/1']);
});

it('is not sent where the webhook names an empty one', () => {
  expect(agentsOf({ name: 'User-Agent', value: ' ' })).toEqual([]);
});
