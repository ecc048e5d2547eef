import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { signingSchemeSchema } from '../../../src-preload/contract/scheme-schema.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { createProblem, toJsonPath } from '../read-json-file.ts';
import { checkScheme } from '../signing/check-scheme.ts';
import { rehearseScheme } from '../signing/rehearse-scheme.ts';

const MOST_PROBLEMS = 50;

export type SchemeReading =
  | { ok: true; scheme: SigningScheme }
  | { ok: false; problems: FieldIssue[] /** Null where it does not have the shape. */; scheme: SigningScheme | null };

/**
 * Reads a scheme that came from a person: its shape, whether its parts fit together, and whether it accepts what it signs.
 * Never throws for what it is given.
 * @param at its path in the file, empty where it is not in one
 */
export async function readScheme(value: unknown, at = ''): Promise<SchemeReading> {
  const start = at === '' ? [] : [at];
  const parsed = signingSchemeSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, MOST_PROBLEMS);
    return {
      ok: false,
      scheme: null,
      problems: problems.map(({ path, message }) => createProblem(toJsonPath([...start, ...path]), message)),
    };
  }
  const scheme = { ...parsed.data, name: parsed.data.name.trim() };
  const place = (path: string): string => [...start, path].join('.');
  const problems = checkScheme(scheme).map(({ path, message }) => createProblem(place(path), message));
  if (scheme.name === '') problems.push(createProblem(place('name'), 'The scheme has no name. Enter one.'));
  if (problems.length > 0) return { ok: false, problems, scheme };
  const obstacle = await rehearseScheme(scheme);
  if (obstacle === null) return { ok: true, scheme };
  return {
    ok: false,
    scheme,
    problems: [createProblem(place('signature'), `The scheme does not accept what it signs itself: ${obstacle}`)],
  };
}

/** Reads a scheme that is only tried: it may have no name yet. */
export async function readTriedScheme(value: unknown): Promise<SchemeReading> {
  const isUnnamed = typeof value === 'object' && value !== null && 'name' in value && value.name === '';
  if (!isUnnamed) return readScheme(value);
  const reading = await readScheme({ ...value, name: 'This scheme' });
  return reading.scheme === null ? reading : { ...reading, scheme: { ...reading.scheme, name: '' } };
}
