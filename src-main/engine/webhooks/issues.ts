import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { EngineError } from '../errors.ts';

export function createIssue(path: string, message: string): FieldIssue {
  return { path, message, severity: 'error' };
}

export function createWarning(path: string, message: string): FieldIssue {
  return { path, message, severity: 'warning' };
}

/** @throws EngineError `invalid` with every issue, where one of them is an error. */
export function assertValid(issues: readonly FieldIssue[]): void {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return;
  const more =
    errors.length > 1 ? ` There ${errors.length === 2 ? 'is 1 more' : `are ${errors.length - 1} more`}.` : '';
  throw new EngineError('invalid', first.message + more, { issues: [...issues] });
}

/** @throws EngineError `invalid` about one field. */
export function refuseField(path: string, message: string): never {
  throw new EngineError('invalid', message, { issues: [createIssue(path, message)] });
}
