/** As many names as a sentence can hold. */
const MOST_SHOWN = 24;

/** Collects the keys of a source that its reader has no use for, each once: what is left out of an import is said. */
export function createUnreadKeys() {
  const names = new Set<string>();
  return {
    /** @param path of the object, without the numbers of lists; a value that is no object is passed over. */
    note(path: string, value: unknown, known: readonly string[]): void {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || names.size > 10_000) return;
      for (const key of Object.keys(value)) {
        if (!known.includes(key)) names.add(`${path === '' ? '' : `${path}.`}${key.slice(0, 40)}`);
      }
    },
    /** Null where there are none. */
    list(): string | null {
      if (names.size === 0) return null;
      const shown = [...names].slice(0, MOST_SHOWN).join(', ');
      return names.size > MOST_SHOWN ? `${shown} and ${names.size - MOST_SHOWN} more` : shown;
    },
  };
}
