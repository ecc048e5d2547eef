import { extname } from 'node:path';
import { checkRequest } from '../check-request.ts';
import { decodeText } from '../decode-text.ts';
import { type RawRequest, type ReadItem, type SourceFile, UnreadableSource } from '../imported-request.ts';
import { readCurlCommand } from './curl-command.ts';
import { CurlProblem, showWord, toText } from './curl-draft.ts';
import { listRequests } from './curl-requests.ts';
import { type Dialect, type FoundCommand, listPipelines } from './list-pipelines.ts';
import { readPrinted } from './printed-text.ts';
import type { Pipeline, ShellWord } from './shell-token.ts';
import { type Stage, splitStages } from './split-stages.ts';
import { findTypographic } from './typographic.ts';

/** The longest text of commands, in bytes. */
const LARGEST = 10 * 1024 * 1024;

const dialects: Readonly<Record<string, Dialect>> = { '.sh': 'bash', '.bash': 'bash', '.bat': 'cmd', '.cmd': 'cmd' };

/**
 * The cURL commands of a text, each read as its shell reads it: bash, or the Windows command line. Nothing is run, and no file is read.
 * Each request is made when it is asked for. @throws UnreadableSource
 */
export function* readCurl({ name, bytes }: SourceFile): Generator<ReadItem> {
  if (bytes.length > LARGEST) {
    throw new UnreadableSource('', 'Commands of more than 10 MiB are not read. Import a HAR.');
  }
  const source = Buffer.from(decodeText(bytes), 'utf8').toString('latin1');
  const locate = createLocator(source);
  for (const command of listPipelines(source, dialects[extname(name).toLowerCase()] ?? 'any')) {
    try {
      for (const { at, request } of readPipeline(source, command)) {
        yield checkRequest(`line ${locate(at).line}`, request);
      }
    } catch (error) {
      if (!(error instanceof CurlProblem)) throw error;
      const { line, column } = locate(error.at);
      const place = `line ${line}, column ${column}`;
      yield {
        ok: false,
        place,
        message: error.message,
        method: '',
        url: '',
        ...(error.canStraighten ? { canStraighten: true } : {}),
      };
    }
  }
}

function* readPipeline(source: string, command: FoundCommand): Generator<{ at: number; request: RawRequest }> {
  if (command.kind === 'foreign') {
    throw new CurlProblem(command.at, `This is ${command.name}, which is not read here. Copy the request as cURL.`);
  }
  const stages = splitStages(command, command.at);
  const odd = findTypographic(source, command);
  if (odd !== null) throw new CurlProblem(odd.at, odd.message, true);
  const place = stages.findIndex(({ words }) => isCurl(takePrefix(words).words[0]));
  const stage = stages[Math.max(0, place)];
  if (stage === undefined || (stage.words.length === 0 && stage.problem === null)) return;
  const { words, notes: before } = takePrefix(stage.words);
  const [first] = words;
  if (place < 0) throw refuseOther(stage, first);
  const problem = words.find((word) => word.problem !== null)?.problem ?? stage.problem;
  if (problem !== null) throw new CurlProblem(problem.at, problem.message);
  const at = first?.at ?? stage.at;
  const input = stage.input ?? readInput(stages.slice(0, place), at);
  const notes = [
    ...before,
    ...stage.notes,
    ...command.notes,
    ...listAfter(stages.slice(place + 1)),
    ...noteCut(source, command),
  ];
  for (const draft of readCurlCommand(words.slice(1), input)) {
    for (const note of notes) draft.notes.add(note);
    for (const request of listRequests(draft, at)) yield { at, request };
  }
}

/** An `&` in the middle of a text ends the command, where quotes were forgotten more often than not. */
function noteCut(source: string, { tokens }: Pipeline): string[] {
  const last = tokens.at(-1);
  const before = tokens.at(-2);
  const isGlued = last?.kind === 'operator' && last.text === '&' && before?.kind === 'word' && before.end === last.at;
  const rest = isGlued ? (/^\S+/.exec(source.slice(last.end, last.end + 40))?.[0] ?? '') : '';
  if (rest === '' || /^curl(?:\.exe)?$/i.test(rest)) return [];
  return [`The command ends at the & before “${toText(rest)}”. If that belongs to it, put the text in quotes.`];
}

const isCurl = (word: ShellWord | undefined): boolean =>
  /^(?:[^\n]{0,500}[/\\])?curl(?:\.exe)?$/i.test(word?.bytes ?? '');

const prefixes = new Set(['sudo', 'time', 'command', 'exec', 'nohup', 'env', 'builtin', 'then', 'do', '!']);

/** What stands before a command: settings of the environment, and commands that run the one behind them. */
function takePrefix(all: readonly ShellWord[]): { words: ShellWord[]; notes: string[] } {
  const notes: string[] = [];
  let from = 0;
  for (; from < all.length - 1; from += 1) {
    const bytes = all[from]?.bytes ?? '';
    const [, variable] = /^([A-Za-z_][A-Za-z0-9_]{0,60})=/.exec(bytes) ?? [];
    if (variable !== undefined) notes.push(`${variable} is not set: nothing of the environment goes into a request.`);
    else if (prefixes.has(bytes)) notes.push(`${bytes} is not followed: nothing is run.`);
    else break;
  }
  return { words: all.slice(from), notes };
}

/** What the commands before cURL write into it; null without any. @throws CurlProblem where it is not known without running them */
function readInput(stages: readonly Stage[], at: number): string | null {
  const [stage] = stages;
  if (stage === undefined) return null;
  const { words } = takePrefix(stage.words);
  const problem = words.find((word) => word.problem !== null)?.problem ?? stage.problem;
  if (problem !== null) throw new CurlProblem(problem.at, problem.message);
  const isCat = words[0]?.bytes === 'cat' && words.slice(1).every(({ bytes }) => bytes === '-');
  const printed = stages.length > 1 ? null : isCat ? stage.input : readPrinted(words);
  if (printed === null) {
    throw new CurlProblem(at, 'It reads what another command writes. Nothing is run: put the text behind --data-raw.');
  }
  return printed;
}

/** What is done with the answer says nothing about the request. @throws CurlProblem for a second cURL, which would send it on */
function listAfter(stages: readonly Stage[]): string[] {
  return stages.map(({ words, at }) => {
    const [first] = takePrefix(words).words;
    if (isCurl(first))
      throw new CurlProblem(first?.at ?? at, 'It reads the answer of the cURL before it, which is not sent.');
    return `| ${first === undefined ? '' : showWord(first, 20)} is not followed: the answer is kept as it comes.`;
  });
}

const named: Readonly<Record<string, string>> = {
  wget: 'wget',
  http: 'HTTPie',
  https: 'HTTPie',
  xh: 'xh',
  for: 'a loop of the shell',
  while: 'a loop of the shell',
  until: 'a loop of the shell',
  if: 'a condition of the shell',
  function: 'a function of the shell',
};

function refuseOther({ at, problem }: Stage, first: ShellWord | undefined): CurlProblem {
  if (first === undefined || first.problem !== null || problem !== null) {
    const found = first?.problem ?? problem;
    return new CurlProblem(found?.at ?? at, found?.message ?? 'There is no command.');
  }
  if (/^[A-Za-z_]\w{0,60}=/.test(first.bytes)) {
    return new CurlProblem(
      first.at,
      `“${showWord(first, 40)}” sets a variable of the shell. If it belongs to an address, put that in quotes: a command ends at &.`,
    );
  }
  const known = named[first.bytes.toLowerCase()];
  if (known !== undefined) {
    return new CurlProblem(first.at, `This is ${known}, which is not read here. Write the request as a cURL command.`);
  }
  return new CurlProblem(first.at, `“${showWord(first, 40)}” is not curl. Only cURL commands are read here.`);
}

/** Line and column of an offset, from 1. Asked in rising order, it reads the text once. */
function createLocator(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let start = 0;
  let next = text.indexOf('\n');
  return (offset) => {
    if (offset < start) [line, start, next] = [1, 0, text.indexOf('\n')];
    for (; next >= 0 && next < offset; next = text.indexOf('\n', start)) {
      line += 1;
      start = next + 1;
    }
    return { line, column: offset - start + 1 };
  };
}
