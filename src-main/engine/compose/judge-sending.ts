import type { Preview } from '../../../src-preload/contract/compose.ts';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import type { Composition } from './compose-request.ts';
import { listConfirmations } from './confirmations.ts';
import { diagnoseBody, diagnoseQueryValue } from './diagnose-body.ts';

/** Whether a composed request may be sent, and after which yes. */
export type SendingVerdict = Pick<Preview, 'blockers' | 'confirmations'>;

/** @param diagnostics of the composition's templates; made here where the caller has no other use for them. */
export function judgeSending(
  { planned, finished }: Composition,
  fieldIssues: readonly FieldIssue[],
  diagnostics: readonly Diagnostic[] = diagnose({ planned, finished }),
): SendingVerdict {
  const errors = fieldIssues.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const syntax = diagnostics.filter(({ blocksSend }) => blocksSend === 'always').map(({ message }) => message);
  const problems = finished.problems.map(({ message }) => message);
  return {
    blockers: [...new Set([...planned.problems, ...errors, ...syntax, ...problems])],
    confirmations: listConfirmations(planned, diagnostics),
  };
}

function diagnose({ planned }: Composition): Diagnostic[] {
  return [...(planned.body === null ? [] : diagnoseBody(planned.body)), ...planned.query.flatMap(diagnoseQueryValue)];
}
