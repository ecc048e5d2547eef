/** Why a word cannot be known without running something, at a place of the text. */
export interface ShellProblem {
  at: number;
  message: string;
}

/** One word of a command line. Its text is bytes, each a character of Latin-1, because `$'\xff'` need not be UTF-8. */
export interface ShellWord {
  kind: 'word';
  bytes: string;
  /** Where it begins and ends in the source. */
  at: number;
  end: number;
  problem: ShellProblem | null;
  /** Parts of it stood in quotes, of this kind first. */
  quote: "'" | '"' | null;
}

export interface ShellOperator {
  kind: 'operator';
  text: string;
  at: number;
  end: number;
  /** Behind `<<`: the lines below, once they were read. */
  lines: HereLines | null;
}

/** What a here-document holds. */
export interface HereLines {
  bytes: string;
  problem: ShellProblem | null;
}

export type ShellToken = ShellWord | ShellOperator;

/** The tokens of one pipeline, and where the next one begins. */
export interface Pipeline {
  tokens: ShellToken[];
  end: number;
  /** What was read otherwise than one would expect. */
  notes: string[];
}

export const startWord = (at: number): ShellWord => ({
  kind: 'word',
  bytes: '',
  at,
  end: at,
  problem: null,
  quote: null,
});

export const runsCommand = 'The shell would run a command here. Nothing is run: write its result in its place.';
export const notClosed = 'This quote is not closed.';
