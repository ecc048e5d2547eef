import type { ShellWord } from './shell-token.ts';

/** Why a command cannot be imported, at a place of the text. */
export class CurlProblem extends Error {
  readonly at: number;
  /** Plain characters in place of typographic ones could mend it. */
  readonly canStraighten: boolean;

  constructor(at: number, message: string, canStraighten = false) {
    super(message);
    this.name = 'CurlProblem';
    this.at = at;
    this.canStraighten = canStraighten;
  }
}

/** What the options up to `--next`, or to the end, ask for. Texts are bytes as Latin-1. */
export interface Draft {
  urls: { bytes: string; at: number }[];
  method: { name: string; at: number } | null;
  /** As given with -H, in their order. */
  headerLines: string[];
  /** Null where cURL writes its own; empty where it writes none. */
  userAgent: string | null;
  referer: string;
  cookies: string[];
  user: string | null;
  bearer: string | null;
  range: { bytes: string; at: number } | null;
  /** Null without any. */
  data: string | null;
  isJson: boolean;
  isGet: boolean;
  isHead: boolean;
  query: string[];
  target: string | null;
  hasGlobs: boolean;
  keepsPath: boolean;
  scheme: string;
  /** Digest and its like: what is sent hangs on an answer. */
  handshake: { name: string; at: number } | null;
  notes: Set<string>;
  /** Names of -H that send nothing, which are named in one note. */
  silent: string[];
}

export const startDraft = (): Draft => ({
  urls: [],
  method: null,
  headerLines: [],
  userAgent: null,
  referer: '',
  cookies: [],
  user: null,
  bearer: null,
  range: null,
  data: null,
  isJson: false,
  isGet: false,
  isHead: false,
  query: [],
  target: null,
  hasGlobs: true,
  keepsPath: false,
  scheme: 'http',
  handshake: null,
  notes: new Set(),
  silent: [],
});

/** The value of an option, and what an earlier command of the pipe writes; null where nothing does. */
export interface OptionValue {
  name: string;
  bytes: string;
  at: number;
  piped: string | null;
}

export const toText = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** A word as it is quoted in a message. */
export const showWord = ({ bytes }: Pick<ShellWord, 'bytes'>, length = 60): string => toText(bytes).slice(0, length);
