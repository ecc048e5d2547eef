import type { RetryRule } from '../../../src-preload/contract/retry.ts';

const YEAR = 31_536_000;

/** What a retry rule of the right shape cannot mean, with its path in the rule. Empty: attempts can be planned by it. */
export function checkRule(rule: RetryRule): { path: string; message: string }[] {
  return [...checkNumbers(rule, ''), ...checkName(rule.givesUpOn.header?.name ?? null)];
}

/** Every number of a rule is a duration, a share, a count or a status: none is below zero, and none beyond a year of seconds. */
function checkNumbers(value: unknown, path: string): { path: string; message: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => checkNumbers(item, `${path}[${index}]`));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => checkNumbers(item, path === '' ? key : `${path}.${key}`));
  }
  if (typeof value !== 'number') return [];
  if (value < 0 || value > YEAR) return [{ path, message: `Expected a number from 0 to ${YEAR}.` }];
  if (/(?:^|\.)(?:count|failures)$/.test(path) && !(Number.isInteger(value) && value <= 1000)) {
    return [{ path, message: 'Expected a whole number from 0 to 1000.' }];
  }
  const isStatus = /(?:statuses|disablesOn)\[\d+\]$/.test(path);
  if (isStatus && !(Number.isInteger(value) && value >= 100 && value <= 599)) {
    return [{ path, message: 'Expected a status from 100 to 599.' }];
  }
  return [];
}

function checkName(name: string | null): { path: string; message: string }[] {
  if (name === null || /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return [];
  return [{ path: 'givesUpOn.header.name', message: 'Expected the name of a header.' }];
}
