import { followInserted, followJson, isSameState, type JsonState, positionIn, startOfJson } from './json-tracker.ts';
import type { Step, TextStep } from './steps.ts';
import type { PlaceholderNode } from './syntax.ts';

/** Where values go in the JSON that a template makes. */
export interface Positions {
  /** Whether the result can be JSON at all; if not, values are inserted as they are. */
  json: boolean;
  /** The position of each placeholder's step; null: it depends on which branch is taken, so it is followed while rendering. */
  ofStep: Uint8Array | null;
  /** Placeholders right after a backslash, which would take the first character of the value. */
  swallowed: readonly PlaceholderNode[];
  /** Where the text ends. */
  end: JsonState;
}

/**
 * Follows the steps through every branch once. Where branches end alike, which they nearly always do, the answer holds for all events.
 * @param onText is called with each literal text and the state in which it begins
 */
export function findPositions(steps: readonly Step[], onText?: (step: TextStep, state: JsonState) => void): Positions {
  const ofStep = new Uint8Array(steps.length);
  const arriving = new Map<number, JsonState>();
  const swallowed: PlaceholderNode[] = [];
  let fixed = true;
  let state: JsonState | null = startOfJson;
  const arrive = (at: number, coming: JsonState): JsonState => {
    const known = arriving.get(at);
    if (known === undefined) {
      arriving.set(at, coming);
      return coming;
    }
    if (!isSameState(known, coming)) fixed = false;
    return known;
  };
  for (const [at, step] of steps.entries()) {
    const jumpedHere: JsonState | undefined = arriving.get(at);
    // After a jump nothing falls through: only those who jumped are here.
    const here: JsonState =
      state === null ? (jumpedHere ?? startOfJson) : jumpedHere === undefined ? state : arrive(at, state);
    state = here;
    if (step.kind === 'text') {
      onText?.(step, here);
      state = followJson(here, step.text);
    } else if (step.kind === 'placeholder') {
      ofStep[at] = positionIn(here);
      if (here.escaped) swallowed.push(step);
      state = followInserted(here);
    } else if (step.kind === 'test') {
      arrive(step.otherwise, here);
    } else {
      arrive(step.to, here);
      state = null;
    }
  }
  const end: JsonState = state ?? arriving.get(steps.length) ?? startOfJson;
  if (arriving.has(steps.length)) arrive(steps.length, end);
  return { json: canBeJson(steps), ofStep: fixed ? ofStep : null, swallowed, end };
}

/** Judges by what comes first: `Hello {{name}}` is not JSON, and neither is `{{name}}, hello`. */
function canBeJson(steps: readonly Step[]): boolean {
  let placeholderFirst = false;
  for (const step of steps) {
    if (step.kind === 'placeholder') placeholderFirst = true;
    if (step.kind !== 'text') continue;
    const first = step.text.trimStart().charAt(0);
    if (first === '') continue;
    return !placeholderFirst && (first === '{' || first === '[' || first === '"');
  }
  return true;
}
