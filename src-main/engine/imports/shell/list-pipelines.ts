import { readBash } from './bash-words.ts';
import { readCmd } from './cmd-words.ts';
import type { Pipeline } from './shell-token.ts';

/** How the commands of a text are read: as one shell's, or each by what it looks like. */
export type Dialect = 'bash' | 'cmd' | 'any';

export type FoundCommand =
  | ({ kind: 'pipeline'; at: number } & Pipeline)
  /** Text of another program or language, up to the next command. */
  | { kind: 'foreign'; at: number; name: string };

/** The longest prompt that is looked for. */
const LONGEST_PROMPT = 200;

const userPrompt =
  /^(?:\([\w.-]{1,40}\) ?)?(?:[\w.-]{1,60}@[\w.-]{1,60}[: ][^\n$#%>]{0,80}|\[[^\]\n]{1,100}\] ?)[$#%>] ?/;
const shortPrompt = /^(?:[$%>❯]|\xe2\x9d\xaf) +/;
const windowsPrompt = /^[A-Za-z]:\\[^\n>]{0,120}> ?/;
const powerShellPrompt = /^PS [^\n>]{0,120}> ?/;

/** Languages that are known by how a command of them begins, and what is called when they are refused. */
const languages: readonly [RegExp, string][] = [
  [/^(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)\b/i, 'PowerShell'],
  [/^\$[\w:]+\s*=|^\[(?:System|Net)\./, 'PowerShell'],
  [/^(?:await\s+)?fetch\s*\(/, 'JavaScript with fetch()'],
];

/**
 * Finds the commands of a text, one pipeline after the other, without prompts, fences of Markdown and empty lines. Which shell a
 * command was written for is decided for each of them. `source` is bytes as Latin-1.
 */
export function* listPipelines(source: string, dialect: Dialect): Generator<FoundCommand> {
  let at = 0;
  /** What comes before this was shown to be of Windows. */
  let windowsUntil = 0;
  while (at < source.length) {
    at = skipToCommand(source, at);
    if (at >= source.length) return;
    const head = source.slice(at, at + LONGEST_PROMPT);
    const foreign = powerShellPrompt.test(head) ? 'PowerShell' : findLanguage(head);
    if (foreign !== null) {
      yield { kind: 'foreign', at, name: foreign };
      at = skipForeign(source, at);
      continue;
    }
    const start = at;
    const bash = dialect !== 'cmd' && at >= windowsUntil ? readBash(source, at, dialect === 'any') : null;
    if (bash?.windowsAt === null) {
      yield { kind: 'pipeline', at: start, ...bash };
      at = bash.end;
      continue;
    }
    if (bash !== null) windowsUntil = bash.windowsAt + 1;
    const cmd = readCmd(source, at);
    yield { kind: 'pipeline', at: start, ...cmd };
    at = cmd.end;
  }
}

function skipToCommand(source: string, from: number): number {
  let at = from;
  while (at < source.length) {
    const isLineStart = at === 0 || source[at - 1] === '\n';
    while (at < source.length && ' \t\r\n;'.includes(source.charAt(at))) at += 1;
    const head = source.slice(at, at + LONGEST_PROMPT);
    const isFence = /^(?:```|~~~)/.test(head) && (isLineStart || source[at - 1] === '\n' || at === 0);
    const isQuiet = /^(?:@?(?:rem|echo off)\b|::)/i.test(head);
    if (!isFence && !isQuiet) return at + countPrompt(head);
    const end = source.indexOf('\n', at);
    at = end < 0 ? source.length : end + 1;
  }
  return at;
}

function countPrompt(head: string): number {
  const prompt = userPrompt.exec(head) ?? shortPrompt.exec(head) ?? windowsPrompt.exec(head) ?? /^@(?=curl)/.exec(head);
  return prompt?.[0].length ?? 0;
}

const findLanguage = (head: string): string | null => languages.find(([pattern]) => pattern.test(head))?.[1] ?? null;

/** To the next line that begins with cURL or a program that is refused by name, or with the same kind of thing again. */
function skipForeign(source: string, from: number): number {
  const hasRequest = (head: string): boolean => /^(?:Invoke-|iwr\b|irm\b|(?:await\s+)?fetch\s*\()/i.test(head);
  let seen = hasRequest(source.slice(from, from + LONGEST_PROMPT));
  let line = source.indexOf('\n', from);
  while (line >= 0) {
    const head = source
      .slice(line + 1, line + 1 + LONGEST_PROMPT)
      .trimStart()
      .replace(powerShellPrompt, '');
    if (/^(?:[$%>] )?(?:curl|wget|https?|xh)(?:\.exe)?\s/i.test(head)) return line + 1;
    if (hasRequest(head)) {
      if (seen) return line + 1;
      seen = true;
    }
    if (seen && /^\$\w+\s*=/.test(head)) return line + 1;
    line = source.indexOf('\n', line + 1);
  }
  return source.length;
}
