import type { Pipeline, ShellOperator, ShellProblem, ShellWord } from './shell-token.ts';
import { runsCommand } from './shell-token.ts';

/** One command of a pipeline. */
export interface Stage {
  at: number;
  words: ShellWord[];
  /** What it reads, where that is written in the text: a here-document or a here-string. */
  input: string | null;
  /** Why it cannot be read, where operators say so. */
  problem: ShellProblem | null;
  notes: Set<string>;
}

const reasons: Readonly<Record<string, string>> = {
  '<': 'It reads a file. No file is read: put its text in its place.',
  '<&': 'It reads a file. No file is read: put its text in its place.',
  '<(': runsCommand,
  '>(': runsCommand,
  '(': 'A group of commands is not read. Paste the cURL command alone.',
  ')': 'A group of commands is not read. Paste the cURL command alone.',
};
const writes = new Set(['>', '>>', '>&', '>|', '&>', '&>>']);

/** The commands of a pipeline, with what is redirected into and out of each. */
export function splitStages({ tokens }: Pipeline, at: number): Stage[] {
  const start = (from: number): Stage => ({ at: from, words: [], input: null, problem: null, notes: new Set() });
  let stage = start(at);
  const stages = [stage];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === 'word') {
      if (stage.words.length === 0) stage.at = token.at;
      stage.words.push(token);
      continue;
    }
    const next = tokens[index + 1];
    const named = next?.kind === 'word' ? next : null;
    if (token.text === '|' || token.text === '|&') {
      stage = start(token.end);
      stages.push(stage);
    } else if (writes.has(token.text)) {
      dropDescriptor(stage, token);
      stage.notes.add(`${token.text} is not followed: nothing is written to files.`);
      if (named !== null) index += 1;
    } else if (token.text.startsWith('<<')) {
      dropDescriptor(stage, token);
      readInput(stage, token, named);
      if (named !== null) index += 1;
    } else if (token.text in reasons) {
      stage.problem ??= { at: token.at, message: reasons[token.text] ?? '' };
    }
  }
  return stages;
}

/** `2>`: the number in front of it is no word. */
function dropDescriptor({ words }: Stage, operator: ShellOperator): void {
  const last = words.at(-1);
  if (last !== undefined && last.end === operator.at && /^[0-9]$/.test(last.bytes) && last.quote === null) words.pop();
}

function readInput(stage: Stage, operator: ShellOperator, named: ShellWord | null): void {
  if (operator.text === '<<<') {
    stage.problem ??= named?.problem ?? null;
    stage.input = `${named?.bytes ?? ''}\n`;
    return;
  }
  const { lines } = operator;
  stage.problem ??=
    lines === null
      ? { at: operator.at, message: 'The lines that it is to read are missing. Put the text behind --data-raw.' }
      : lines.problem;
  stage.input = lines?.bytes ?? '';
}
