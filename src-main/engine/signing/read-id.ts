import { valuesOf } from './header-values.ts';
import type { Examination } from './verdict.ts';

/** @returns the id, empty where the scheme has none, or null where the request has none that could be signed. */
export function readId(exam: Examination): string | null {
  const { names, input } = exam;
  if (names.id === null) return '';
  const [id, second] = valuesOf(input.headers, names.id);
  if (id !== undefined && id !== '' && second === undefined) {
    exam.pass('Message id is there', id);
    return id;
  }
  const problem = second === undefined ? 'does not have' : 'has more than once';
  exam.fail(
    'Message id is there',
    `The request ${problem} the header ${names.id}.`,
    second === undefined ? 'missing-id' : 'malformed-header',
    `The request ${problem} the header ${names.id}, and the id is part of the signed text. Send it once.`,
  );
  return null;
}
