/** Ids that cross to the window; both are the number of the line with a letter in front. */
export const attemptIdOf = (seq: number): string => `a${seq}`;
export const captureIdOf = (seq: number): string => `c${seq}`;

/** The number in an attempt's or capture's id; null for anything else. */
export function parseSeq(id: string, letter: 'a' | 'c'): number | null {
  return /^[ac][1-9][0-9]{0,15}$/.test(id) && id.startsWith(letter) ? Number(id.slice(1)) : null;
}
