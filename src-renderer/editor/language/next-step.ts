/** A condition, or the value that it is compared with: one of a few. */
const CHOICE = /(?:\bif\(|==)$/;
const CHOSEN_LEFT = /\bif\([\w.]+$/;
const CHOSEN_RIGHT = /==[\w.]+$/;
/** A condition that is complete: its `return` is due. */
const CONDITION = /\bif\([\w.]+==[\w.]+\)$/;
const STATEMENT = /\);\s*$/;

/**
 * What comes next at a place of a conditional, from the text around it: `choose` from a list, `go-on` to the next place of a
 * snippet because here something was just chosen, `leave` the finished conditional; null where none of it helps.
 */
export function findNextStep(before: string, after: string): 'choose' | 'go-on' | 'leave' | null {
  if (CHOICE.test(before) || CONDITION.test(before)) return 'choose';
  if (CHOSEN_LEFT.test(before) && after.startsWith('==')) return 'go-on';
  if (CHOSEN_RIGHT.test(before) && after.startsWith(')')) return 'go-on';
  if (!STATEMENT.test(before) || /^\s*return\b/.test(after)) return null;
  if (!standsAlone(before)) return 'choose';
  return /^\s*\}\}\}/.test(after) ? 'leave' : null;
}

/** Whether the last `return` belongs to no `if`. */
function standsAlone(before: string): boolean {
  return !/\)\s*$/.test(before.slice(0, Math.max(0, before.lastIndexOf('return'))));
}
