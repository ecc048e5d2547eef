import type { PassphraseRating } from '../../../src-preload/contract/vault.ts';

/** Bits of a letter, a digit and any other sign where nothing tells what comes next. */
const LETTER = 4.7;
const DIGIT = 3.3;
const OTHER = 5;
/** A word out of about 8,000, however long it is; what is longer than words are is counted by letters again. */
const WORD = 13;
const LONGEST_WORD = 10;
const WEAK_BELOW = 35;
const STRONG_FROM = 50;

const advice = 'Four unrelated words are easy to type and hard to guess.';

/**
 * How well a passphrase withstands guessing, roughly: letters in a row count as a word, digits and repeats as little. The key
 * derivation makes each guess slow, so the limits are lower than for passwords of web sites.
 */
export function ratePassphrase(passphrase: string): PassphraseRating {
  const bits = estimateBits(passphrase.normalize('NFKC').toLowerCase());
  if (bits < WEAK_BELOW) return { strength: 'weak', message: `Weak: easy to guess. ${advice}` };
  if (bits < STRONG_FROM) return { strength: 'fair', message: `Fair. ${advice}` };
  return { strength: 'strong', message: 'Strong.' };
}

function estimateBits(text: string): number {
  // What comes again adds nothing.
  const runs = new Map(splitRuns(text).map((run) => [run.text, run]));
  return [...runs.values()].reduce((bits, run) => bits + measure(run), 0);
}

interface Run {
  kind: 'letters' | 'digits' | 'others';
  text: string;
}

function splitRuns(text: string): Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const kind = kindOf(character);
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += character;
    else runs.push({ kind, text: character });
  }
  return runs;
}

function kindOf(character: string): Run['kind'] {
  if (/\p{L}/u.test(character)) return 'letters';
  return /\p{N}/u.test(character) ? 'digits' : 'others';
}

function measure({ kind, text }: Run): number {
  const length = countSurprises(text);
  if (kind === 'digits') return length * DIGIT;
  if (kind === 'others') return length * OTHER;
  return Math.min(length * LETTER, WORD + Math.max(0, length - LONGEST_WORD) * LETTER);
}

/** Characters that are neither the one before again nor its neighbour: `1234` and `aaaa` have one. */
function countSurprises(text: string): number {
  let count = 0;
  let before = Number.NaN;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (!(Math.abs(code - before) <= 1)) count += 1;
    before = code;
  }
  return count;
}
