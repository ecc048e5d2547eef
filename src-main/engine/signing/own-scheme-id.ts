/**
 * What the id of a scheme that was composed in a workspace begins with. No shipped scheme and no provider file may have such
 * an id, so none of them can ever be meant by it.
 */
export const OWN_PREFIX = 'own:';

export function isOwnSchemeId(id: string): boolean {
  return id.startsWith(OWN_PREFIX);
}

/** What is wrong with the id of an own scheme; null: nothing. */
export function findOwnIdProblem(id: string): string | null {
  if (/^own:[A-Za-z0-9._-]{1,60}$/.test(id)) return null;
  return `The id of an own scheme is “${OWN_PREFIX}” and 1 to 60 letters, digits, dots, dashes and underscores.`;
}
