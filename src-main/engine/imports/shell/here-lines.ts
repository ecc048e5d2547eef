import { type HereLines, runsCommand, type ShellWord } from './shell-token.ts';

const variable = 'The shell would put a variable here. Write its value, or put quotes around the word behind <<.';

/**
 * The lines of a here-document (GNU Bash manual, 3.6.6): up to one that is the word behind `<<`. Where that word is not quoted, the
 * shell reads `$`, backquotes and backslashes in them. `<<-` takes tabs at the beginning of lines away.
 * @param start of the first line
 * @returns `end` behind the last line
 */
export function readHereLines(
  source: string,
  start: number,
  mark: ShellWord | null,
  stripTabs: boolean,
): { lines: HereLines; end: number } {
  const kept: string[] = [];
  let at = start;
  while (at < source.length) {
    const found = source.indexOf('\n', at);
    const stop = found < 0 ? source.length : found;
    let from = at;
    while (stripTabs && source[from] === '\t') from += 1;
    const line = source.slice(from, stop);
    at = stop + 1;
    if (mark !== null && (line === mark.bytes || line === `${mark.bytes}\r`)) {
      const bytes = kept.join('');
      const isQuoted = mark.quote !== null || source.slice(mark.at, mark.end).includes('\\');
      return { lines: isQuoted ? { bytes, problem: null } : expand(bytes, start), end: at };
    }
    kept.push(`${line}\n`);
  }
  const message = 'The lines that it is to read do not end: the word behind << stands on no line alone.';
  return { lines: { bytes: '', problem: { at: start, message } }, end: source.length + 1 };
}

function expand(text: string, start: number): HereLines {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const next = text[at + 1] ?? '';
    if (character === '`' || (character === '$' && next === '(')) {
      return { bytes: '', problem: { at: start, message: runsCommand } };
    }
    if (character === '$' && /[A-Za-z_{0-9@*#?!$-]/.test(next)) {
      return { bytes: '', problem: { at: start, message: variable } };
    }
    if (character === '\\' && next !== '' && '$`\\\n'.includes(next)) {
      parts.push(text.slice(from, at), next === '\n' ? '' : next);
      at += 1;
      from = at + 1;
    }
  }
  return { bytes: parts.join('') + text.slice(from), problem: null };
}
