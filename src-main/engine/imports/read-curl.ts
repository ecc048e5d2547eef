import { checkRequest } from './check-request.ts';
import { CurlProblem, readCurlCommand } from './curl-command.ts';
import { createLineCounter, decodeText } from './decode-text.ts';
import { type RawRequest, type ReadItem, type SourceFile, UnreadableSource } from './imported-request.ts';
import { type ShellWord, splitShellWords } from './shell-words.ts';
import { looksLikeWindows, splitWindowsWords } from './windows-words.ts';

/** The longest text of commands, in bytes. */
const LARGEST = 10 * 1024 * 1024;

interface Command {
  words: ShellWord[];
  /** It reads what the command before it writes. */
  piped: boolean;
  /** Why it cannot be read, where operators say so. */
  problem: { at: number; message: string } | null;
  notes: string[];
}

const heredoc = 'The text behind it comes from the lines below. Put it behind --data-raw in single quotes.';
const redirects: Readonly<Record<string, string>> = {
  '<': 'It reads a file. No file is read: put its text in its place.',
  '<<': heredoc,
  '<<<': heredoc,
  '<(': 'The shell would run a command here. Nothing is run: write its result in its place.',
  '>(': 'The shell would run a command here. Nothing is run: write its result in its place.',
  '(': 'A group of commands is not read. Paste the cURL command alone.',
  ')': 'A group of commands is not read. Paste the cURL command alone.',
};

/** The cURL commands of a text, for bash or the Windows command line. Nothing is run, and no file is read. */
export function* readCurl({ bytes }: SourceFile): Generator<ReadItem> {
  if (bytes.length > LARGEST)
    throw new UnreadableSource('', 'Commands of more than 10 MiB are not read. Import a HAR.');
  const source = Buffer.from(decodeText(bytes), 'utf8').toString('latin1');
  const lineOf = createLineCounter(source);
  let before: Command | null = null;
  let answered = false;
  for (const command of listCommands(source)) {
    const piped = command.piped ? before : null;
    before = command;
    const words = takePrompt(command.words);
    const [first] = words;
    // What is done with the answer of a request is not run, and says nothing about the request.
    if (answered && command.piped) continue;
    answered = isCurl(first);
    if (first === undefined || (readPrinted(words) !== null && command.problem === null)) continue;
    const place = `line ${lineOf(first.at)}`;
    try {
      yield* readCommand(words, command, piped).map((request) => checkRequest(place, request));
    } catch (error) {
      if (!(error instanceof CurlProblem)) throw error;
      const column = error.at - source.lastIndexOf('\n', Math.max(0, error.at - 1));
      const at = `line ${lineOf(error.at)}, column ${column}`;
      yield { ok: false, place: at, message: error.message, method: '', url: '' };
    }
  }
}

function readCommand(words: readonly ShellWord[], command: Command, before: Command | null): RawRequest[] {
  const [first] = words;
  const at = first?.at ?? 0;
  const problem = words.find((word) => word.problem !== null)?.problem ?? command.problem;
  if (problem !== null) throw new CurlProblem(problem.at, problem.message);
  const name = first?.bytes ?? '';
  if (!isCurl(first)) {
    const shown = Buffer.from(name, 'latin1').toString('utf8').slice(0, 40);
    throw new CurlProblem(at, `“${shown}” is not curl. Only cURL commands are read here.`);
  }
  const printed = before === null ? null : readPrinted(takePrompt(before.words));
  if (before !== null && printed === null) {
    throw new CurlProblem(at, 'It reads what another command writes. Nothing is run: put the text behind --data-raw.');
  }
  const requests = readCurlCommand(words.slice(1), printed, at);
  for (const request of requests) request.notes.push(...command.notes);
  return requests;
}

const isCurl = (word: ShellWord | undefined): boolean => /^(?:.*[/\\])?curl(?:\.exe)?$/i.test(word?.bytes ?? '');

/** A copied prompt and settings of the environment stand before a command. */
function takePrompt(words: readonly ShellWord[]): ShellWord[] {
  let from = 0;
  while (/^(?:[$%>#]|[A-Za-z_][A-Za-z0-9_]*=.*)$/s.test(words[from]?.bytes ?? '')) from += 1;
  return words.slice(from);
}

/** What `printf '%b' TEXT` or `printf '%s' TEXT` writes, which needs nothing run to be known; null for everything else. */
function readPrinted(words: readonly ShellWord[]): string | null {
  const [name, format, text] = words;
  if (words.length !== 3 || name?.bytes !== 'printf' || format === undefined || text === undefined) return null;
  if (words.some(({ problem }) => problem !== null)) return null;
  if (format.bytes === '%s') return text.bytes;
  if (format.bytes !== '%b') return null;
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return text.bytes.replace(/\\(?:0([0-7]{0,3})|([nrt\\]))/g, (_whole, octal?: string, letter?: string) =>
    octal === undefined ? (escapes[letter ?? ''] ?? '') : String.fromCharCode(Number.parseInt(octal || '0', 8) & 255),
  );
}

function* listCommands(source: string): Generator<Command> {
  const create = (piped: boolean): Command => ({ words: [], piped, problem: null, notes: [] });
  let command = create(false);
  /** The word behind `>` names a file. */
  let skipNext = false;
  for (const token of looksLikeWindows(source) ? splitWindowsWords(source) : splitShellWords(source)) {
    if (token.kind === 'word') {
      if (!skipNext) command.words.push(token);
      skipNext = false;
    } else if (token.text === '>' || token.text === '>>' || token.text === '>&') {
      // `2>` names what is written.
      if (/^[0-9]$/.test(command.words.at(-1)?.bytes ?? '')) command.words.pop();
      command.notes.push(`${token.text} is not followed: nothing is written to files.`);
      skipNext = true;
    } else if (token.text in redirects) {
      command.problem ??= { at: token.at, message: redirects[token.text] ?? '' };
    } else if (command.words.length > 0) {
      yield command;
      command = create(token.text === '|');
      skipNext = false;
    }
  }
  yield command;
}
