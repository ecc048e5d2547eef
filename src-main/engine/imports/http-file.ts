import { listHeaders, readHead, readLength, readRequestLine } from './raw-message.ts';

/** One request of a `.http` file. `head`: request line and headers as Latin-1, without comments. */
export interface HttpFileRequest {
  /** Of the request line, from 1. */
  line: number;
  head: string[];
  body: { start: number; end: number };
  /** What follows `###`, or `# @name`. */
  names: string;
  notes: string[];
  problem: { line: number; message: string } | null;
}

export interface HttpFile {
  requests: HttpFileRequest[];
  /** How many `@name = value` there are. */
  variables: number;
  /** There are comments, which belong to no request. */
  hasComments: boolean;
}

interface Line {
  /** Latin-1, cut to what decides what it is. */
  text: string;
  start: number;
  /** Behind its line feed. */
  end: number;
  number: number;
}

/** As much of a line as is looked at; a request line or a header may be as long as a head. */
const LONGEST_LINE = 256 * 1024;

const isSeparator = ({ text }: Line): boolean => text.startsWith('###');
const isComment = ({ text }: Line): boolean => text.startsWith('#') || text.startsWith('//');
const isVariable = ({ text }: Line): boolean => /^@[\w.-]+ *=/.test(text);
const isRequest = (line: Line): boolean =>
  !isComment(line) && (readRequestLine(line.text) !== null || /^(?:https?:\/\/|\{\{)\S+$/i.test(line.text));

/**
 * The requests of a file as the editors' clients write it (VS Code REST Client, JetBrains): split at lines that begin with `###`, with
 * comments, variables and scripts. `###` in a body that no request follows stays in the body.
 * @returns null where the file is one message as it goes on the wire
 */
export function readHttpFile(bytes: Buffer, start: number): HttpFile | null {
  const head = readHead(bytes, start);
  const [first = '', ...lines] = head?.lines ?? [];
  // `#` may begin a method (RFC 9110, 5.6.2), but what people write is a comment of two words.
  const opening = first.startsWith('#') ? null : readRequestLine(first);
  if (head !== null && opening !== null) {
    const headers = listHeaders(lines);
    const length = headers.ok ? readLength(headers.pairs) : null;
    // A message whose body ends where its length says, or where the file does.
    const rest =
      length === null ? null : bytes.toString('latin1', head.end + length, head.end + length + 64).trimStart();
    if (rest !== null && !rest.startsWith('###')) return null;
  }
  const all = listLines(bytes, start);
  if (all === null) return null;
  const separators = findSeparators(all);
  const hasParts =
    opening === null
      ? all.some(isRequest) && all.some(opensFile)
      : isAbsolute(opening.target) && (all.some(isPart) || lines.some(isHeadOfFile));
  return separators.size > 0 || hasParts ? readParts(bytes, all, separators) : null;
}

const isAbsolute = (target: string): boolean => /^(?:https?:\/\/|\{\{)/i.test(target);

/** What no message begins with. */
const opensFile = (line: Line): boolean => isComment(line) || isVariable(line) || isAbsolute(line.text);

/** What the clients take between the request line and the body: a query that goes on, and comments. */
const isHeadOfFile = (text: string): boolean => /^(?:[ \t]*[?&]|#|\/\/)/.test(text);

/** What the clients put in place of a body, or behind it. */
const isPart = ({ text }: Line): boolean => isFileName(text) || isHandler(text);
const isFileName = (text: string): boolean => /^<(?:@\S*)? +\S/.test(text);
const isHandler = (text: string): boolean => /^(?:>>!? |> |>\{%|<> )/.test(text);

/** More lines than this are no file that a person wrote: such a one is a message. */
const MOST_LINES = 1_000_000;

function listLines(bytes: Buffer, from: number): Line[] | null {
  const lines: Line[] = [];
  for (let at = from, number = 1; at < bytes.length; number += 1) {
    if (number > MOST_LINES) return null;
    const found = bytes.indexOf(10, at);
    const end = found < 0 ? bytes.length : found + 1;
    const stop = found < 0 ? bytes.length : found;
    const text = bytes.toString('latin1', at, Math.min(stop, at + LONGEST_LINE));
    lines.push({ text: text.endsWith('\r') ? text.slice(0, -1) : text, start: at, end, number });
    at = end;
  }
  return lines;
}

/** The indexes of `###` lines that a request follows, or nothing but comments up to the next one or the end. */
function findSeparators(lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>();
  /** Whether what follows, up to a `###`, is a request or nothing. From the end, so that each line is looked at once. */
  let isStart = true;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined) continue;
    if (isSeparator(line)) {
      if (isStart) found.add(index);
      isStart = true;
    } else if (isRequest(line)) isStart = true;
    else if (line.text.trim() !== '' && !isComment(line) && !isVariable(line) && !line.text.startsWith('< ')) {
      isStart = false;
    }
  }
  return found;
}

function readParts(bytes: Buffer, lines: readonly Line[], separators: ReadonlySet<number>): HttpFile {
  const requests: HttpFileRequest[] = [];
  let variables = 0;
  let part: Line[] = [];
  let name = '';
  const finish = (): void => {
    const found = readPart(bytes, part, name);
    variables += found.variables;
    if (found.request !== null) requests.push(found.request);
    part = [];
  };
  for (const [index, line] of lines.entries()) {
    if (separators.has(index)) {
      finish();
      name = line.text.replace(/^#+/, '').trim();
    } else part.push(line);
  }
  finish();
  return { requests, variables, hasComments: lines.some((line) => isComment(line) && !isSeparator(line)) };
}

function readPart(
  bytes: Buffer,
  lines: readonly Line[],
  title: string,
): { request: HttpFileRequest | null; variables: number } {
  const notes: string[] = [];
  let name = title;
  let variables = 0;
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const [, named] = /^(?:#|\/\/) *@name[ =] *(\S{1,100})$/.exec(line.text) ?? [];
    if (named !== undefined) name = named;
    if (isVariable(line)) variables += 1;
    else if (line.text.startsWith('< ')) {
      notes.push('A script that runs before the request is left out.');
      while (line.text.includes('{%') && at < lines.length && !(lines[at]?.text ?? '').includes('%}')) at += 1;
    } else if (line.text.trim() !== '' && !isComment(line)) break;
  }
  const first = lines[at];
  if (first === undefined) return { request: null, variables };
  const request: HttpFileRequest = {
    line: first.number,
    head: [],
    body: { start: first.end, end: first.end },
    names: Buffer.from(name, 'latin1').toString('utf8').slice(0, 80),
    notes,
    problem: null,
  };
  if (!isRequest(first)) {
    request.problem = {
      line: first.number,
      message: 'This is not a request line, such as POST https://example.com/path.',
    };
    return { request, variables };
  }
  let target = first.text;
  at += 1;
  for (; /^[ \t]*[?&]/.test(lines[at]?.text ?? ''); at += 1) target += (lines[at]?.text ?? '').trim();
  request.head.push(target);
  for (; (lines[at]?.text ?? '').trim() !== ''; at += 1) {
    const line = lines[at];
    if (line !== undefined && !isComment(line)) request.head.push(line.text);
  }
  readBody(bytes, lines.slice(at + 1), request);
  return { request, variables };
}

/** The body, without what the clients keep behind it: scripts, files to write to, and empty lines. */
function readBody(bytes: Buffer, lines: readonly Line[], request: HttpFileRequest): void {
  const [first] = lines;
  if (first === undefined) return;
  const file = lines.find(({ text }) => isFileName(text));
  if (file !== undefined) {
    request.problem = {
      line: file.number,
      message: 'The body is in another file, and no file is read. Put its text in its place.',
    };
    return;
  }
  const last = lines.findIndex(({ text }) => isHandler(text));
  const kept = last < 0 ? lines : lines.slice(0, last);
  if (last >= 0) request.notes.push('What follows the body is left out: what a client does with the answer.');
  const end = kept.at(-1)?.end ?? first.start;
  let stop = end;
  while (stop > first.start && (bytes[stop - 1] === 10 || bytes[stop - 1] === 13)) stop -= 1;
  if (stop < end) request.notes.push('Line breaks at the end of the body are left out, as the editors’ clients do.');
  request.body = { start: first.start, end: stop };
}
