import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { RetryRule, RetrySteps } from '../../../src-preload/contract/retry.ts';
import { findHeaderProblem } from '../header-rules.ts';
import { createIssue } from './issues.ts';

interface Range {
  min: number;
  max: number;
  /** Only whole numbers. */
  whole?: boolean;
}

const day = 86_400;
const RETRIES: Range = { min: 1, max: 50, whole: true };
const DELAY: Range = { min: 0, max: 30 * day };
const FACTOR: Range = { min: 1, max: 10 };
const STATUS: Range = { min: 300, max: 599, whole: true };

/** Checks a rule of the user's own. Paths name its fields under `base`. */
export function validateOwnRule(rule: RetryRule, base: string): FieldIssue[] {
  const { jitter, overloadFloorSeconds, givesUpOn, disablesOn, disablesAfter, breaker } = rule;
  const check = (path: string, label: string, value: number | null, range: Range): FieldIssue[] =>
    value === null ? [] : checkNumber(`${base}.${path}`, label, value, range);
  const name = rule.label.trim() === '' ? [createIssue(`${base}.label`, 'The schedule has no name. Give it one.')] : [];
  return [
    ...name,
    ...checkSteps(rule.steps, `${base}.steps`),
    ...(jitter.kind === 'share' ? check('jitter.upTo', 'Jitter', jitter.upTo, { min: 0, max: 1 }) : []),
    ...(jitter.kind === 'seconds' ? check('jitter.upTo', 'Jitter', jitter.upTo, { min: 0, max: day }) : []),
    ...check('overloadFloorSeconds', 'The wait after an overload', overloadFloorSeconds, { min: 0, max: day }),
    ...givesUpOn.statuses.flatMap((status) =>
      check('givesUpOn.statuses', 'A status that ends a delivery', status, STATUS),
    ),
    ...disablesOn.flatMap((status) => check('disablesOn', 'A status that disables the webhook', status, STATUS)),
    ...checkEndHeader(givesUpOn.header, `${base}.givesUpOn.header`),
    ...check('disablesAfter.failures', 'The number of failures', disablesAfter.failures, {
      min: 1,
      max: 1000,
      whole: true,
    }),
    ...check('disablesAfter.hours', 'The number of hours', disablesAfter.hours, { min: 1, max: 8760 }),
    ...(breaker === null
      ? []
      : [
          ...check('breaker.failures', 'The number of failures', breaker.failures, { min: 1, max: 1000, whole: true }),
          ...check('breaker.openSeconds', 'The pause', breaker.openSeconds, { min: 1, max: day }),
          ...check('breaker.factor', 'The factor', breaker.factor, FACTOR),
          ...check('breaker.maximumSeconds', 'The longest pause', breaker.maximumSeconds, {
            min: breaker.openSeconds,
            max: 7 * day,
          }),
        ]),
  ];
}

function checkSteps(steps: RetrySteps, base: string): FieldIssue[] {
  const count = (value: number) => checkNumber(`${base}.count`, 'The number of retries', value, RETRIES);
  switch (steps.kind) {
    case 'none':
      return [];
    case 'fixed':
      return [
        ...count(steps.count),
        ...checkNumber(`${base}.intervalSeconds`, 'The interval', steps.intervalSeconds, { ...DELAY, min: 1 }),
      ];
    case 'schedule': {
      const { length } = steps.delaysSeconds;
      if (length === 0 || length > RETRIES.max) {
        return [createIssue(`${base}.delaysSeconds`, `Write 1 to ${RETRIES.max} delays, one for each retry.`)];
      }
      return steps.delaysSeconds
        .flatMap((delay) => checkNumber(`${base}.delaysSeconds`, 'Each delay', delay, DELAY))
        .slice(0, 1);
    }
    case 'exponential':
      return [
        ...count(steps.count),
        ...checkNumber(`${base}.firstSeconds`, 'The first delay', steps.firstSeconds, { ...DELAY, min: 1 }),
        ...checkNumber(`${base}.factor`, 'The factor', steps.factor, FACTOR),
        ...checkNumber(`${base}.capSeconds`, 'The longest delay', steps.capSeconds, {
          ...DELAY,
          min: steps.firstSeconds,
        }),
      ];
  }
}

function checkEndHeader(header: { name: string; value: string } | null, path: string): FieldIssue[] {
  const problem = header === null ? null : findHeaderProblem(header.name, header.value);
  return problem?.severity === 'error' ? [createIssue(path, problem.message)] : [];
}

function checkNumber(path: string, label: string, value: number, { min, max, whole }: Range): FieldIssue[] {
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return [];
  return [createIssue(path, `${label} must be ${whole ? 'a whole number ' : ''}from ${min} to ${max}. Change it.`)];
}
