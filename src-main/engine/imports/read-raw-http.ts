import { checkRequest } from './check-request.ts';
import { type HttpFile, readHttpFile } from './http-file.ts';
import { type ReadItem, type Remark, type SourceFile, unknownOutcome } from './imported-request.ts';
import { compareLength, endOfBody, listHeaders, readHead, readRequestLine, readUrl } from './raw-message.ts';

/**
 * One message as it goes on the wire (RFC 9112): request line, headers, an empty line, and the bytes of the body exactly as they are; or
 * the requests of a `.http` file. Lines of the head may end in LF alone, because editors write it. A Content-Length says where the body
 * ends (RFC 9112, section 6.3): what follows is no part of it.
 */
export function* readRawHttp({ name, bytes }: SourceFile, remark: Remark): Generator<ReadItem> {
  if (bytes.length === 0) return yield refuse(name, 0, 'The file is empty.');
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const file = readHttpFile(bytes, start);
  if (file === null) return yield readMessage(name, bytes, start);
  yield* readFile(name, bytes, file);
  if (file.hasComments) remark(`Comments in ${name} are left out, unless they are in a body.`);
}

function refuse(name: string, line: number, message: string): ReadItem {
  return { ok: false, place: line === 0 ? name : `${name}, line ${line}`, message, method: '', url: '' };
}

function readMessage(name: string, bytes: Buffer, start: number): ReadItem {
  const head = readHead(bytes, start);
  if (head === null) return refuse(name, 0, 'The head of the message is longer than 256 KiB, or this is not HTTP.');
  const [first = '', ...lines] = head.lines;
  const line = readRequestLine(first);
  if (line === null) {
    const isAnswer = first.startsWith('HTTP/');
    return refuse(
      name,
      1,
      isAnswer ? 'This is an answer, not a request.' : 'This is not a request line, such as POST /path HTTP/1.1.',
    );
  }
  const headers = listHeaders(lines);
  if (!headers.ok) return refuse(name, headers.index + 2, headers.message);
  const notes: string[] = [];
  const address = readUrl(line.target, headers.pairs, notes);
  if (address === null) return refuse(name, 1, 'There is no Host header, so it is not known where this goes.');
  const end = endOfBody(headers.pairs, bytes, head.end, notes);
  const body = bytes.subarray(head.end, end);
  const problem = compareLength(headers.pairs, body, notes);
  if (problem !== null) return refuse(name, 0, problem);
  noteVersion(line.version, notes);
  return checkRequest(name, {
    method: line.method,
    ...address,
    headers: headers.pairs,
    body: Buffer.from(body),
    eventType: null,
    outcome: unknownOutcome,
    notes,
  });
}

function noteVersion(version: string | null, notes: string[]): void {
  if (version !== null && !version.startsWith('1')) notes.push(`It says HTTP/${version}; it is sent as HTTP/1.1.`);
}

function* readFile(name: string, bytes: Buffer, { requests, variables }: HttpFile): Generator<ReadItem> {
  for (const { line: number, head, body, notes, problem, names } of requests) {
    const place = `${name}, line ${number}${names === '' ? '' : ` ${names}`}`;
    if (problem !== null) {
      yield refuse(name, problem.line, problem.message);
      continue;
    }
    const [first = '', ...lines] = head;
    const line = readRequestLine(first) ?? { method: 'GET', target: first, version: null };
    const headers = listHeaders(lines);
    if (!headers.ok) {
      yield refuse(name, number, headers.message);
      continue;
    }
    const variable = /\{\{[^{}]*\}\}/.exec(line.target.slice(0, 2000))?.[0];
    const address = /^\{\{|^[a-z]+:\/\/[^/]*\{\{/i.test(line.target)
      ? null
      : readUrl(line.target, headers.pairs, notes);
    if (address === null) {
      yield refuse(
        name,
        number,
        variable === undefined
          ? 'There is no Host header, so it is not known where this goes.'
          : `The address holds a variable, ${variable}. Put its value in its place.`,
      );
      continue;
    }
    const content = Buffer.from(bytes.subarray(body.start, body.end));
    const wrong = compareLength(headers.pairs, content, notes);
    if (wrong !== null) {
      yield refuse(name, number, wrong);
      continue;
    }
    noteVersion(line.version, notes);
    if (first.includes('{{') || lines.some((each) => each.includes('{{')) || content.includes('{{')) {
      notes.push('Variables, as in {{name}}, are left as they are.');
    }
    if (variables > 0)
      notes.push(
        `The file sets ${variables === 1 ? 'a variable' : `${variables} variables`} (@name = value); none is put in.`,
      );
    yield checkRequest(place, {
      method: line.method,
      ...address,
      headers: headers.pairs,
      body: content,
      eventType: null,
      outcome: unknownOutcome,
      notes,
    });
  }
}
