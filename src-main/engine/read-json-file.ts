import type { FieldIssue } from '../../src-preload/contract/errors.ts';
import { EngineError } from './errors.ts';
import { type JsonVisitor, walkJson } from './template/index.ts';

const MAXIMUM_DEPTH = 32;

/** What the file is, for sentences such as “larger than 16 MiB, which no export is”. */
export interface FileKind {
  /** `export`, `provider file` */
  noun: string;
  maximumBytes: number;
}

export type JsonReading = { ok: true; value: unknown } | { ok: false; problem: FieldIssue };

/**
 * Reads a JSON file that came from anywhere. Never throws: what is wrong is told with its place, as a path (`webhooks[2].url`) or,
 * where it is not JSON at all, as line and column. Depth and size are limited, no key is there twice, none is `__proto__`.
 */
export function readJsonFile(given: string, kind: FileKind): JsonReading {
  if (given.length > kind.maximumBytes || Buffer.byteLength(given) > kind.maximumBytes) return refuse(tooLarge(kind));
  // A mark that some editors put there; RFC 8259 lets a reader ignore it.
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  if (text.includes('\0')) {
    return refuse('The file is not UTF-8 text; it looks like UTF-16. Save it as UTF-8 and try it again.');
  }
  if (text.trim() === '') return refuse('The file is empty.');
  const problem = findKeyProblem(text);
  return problem === null ? { ok: true, value: JSON.parse(text) } : { ok: false, problem };
}

/**
 * The text of a file's bytes.
 * @throws EngineError `invalid` for bytes that are not UTF-8, or too many
 */
export function decodeFile(bytes: Buffer, kind: FileKind): string {
  if (bytes.length > kind.maximumBytes) throw toError(tooLarge(kind));
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw toError('The file is UTF-16 text. Save it as UTF-8 and try it again.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw toError(`The file is not UTF-8 text, so it is no ${kind.noun}. Choose another file.`);
  }
}

/** `The file is larger than 16 MiB, which no export is.` */
export function tooLarge({ noun, maximumBytes }: FileKind): string {
  return `The file is larger than ${maximumBytes / 1024 / 1024} MiB, which no ${noun} is. Choose another file.`;
}

/** `webhooks[2].headers[0].name` */
export function toJsonPath(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('')
    .slice(0, 300);
}

/** How a text stands in a file that people read and compare: several lines as a list of them. */
export function toLines(text: string): string | string[] {
  return text.includes('\n') ? text.split('\n') : text;
}

export function createProblem(path: string, message: string): FieldIssue {
  return { path, message, severity: 'error' };
}

function refuse(message: string): JsonReading {
  return { ok: false, problem: createProblem('', message) };
}

function toError(message: string): EngineError {
  return new EngineError('invalid', message, { issues: [createProblem('', message)] });
}

interface Level {
  kind: 'object' | 'array';
  keys: Set<string>;
  /** Key or index of what is read at the moment. */
  at: string | number;
}

class KeyProblem extends Error {
  readonly issue: FieldIssue;

  constructor(issue: FieldIssue) {
    super(issue.message);
    this.issue = issue;
  }
}

/** What is wrong with the JSON itself: its syntax, its depth, a key that is there twice or that is not a name. */
function findKeyProblem(text: string): FieldIssue | null {
  const levels: Level[] = [];
  const path = (): string => toJsonPath(levels.map(({ at }) => at));
  const visitor: JsonVisitor = {
    open: (kind) => void levels.push({ kind, keys: new Set(), at: kind === 'array' ? 0 : '' }),
    close: () => void levels.pop(),
    key(start, end) {
      const level = levels.at(-1);
      if (!level) return;
      const key = String(JSON.parse(text.slice(start, end)));
      level.at = key;
      if (key === '__proto__') throw new KeyProblem(createProblem(path(), 'This key is not allowed. Remove it.'));
      if (level.keys.has(key)) throw new KeyProblem(createProblem(path(), 'This key is there twice. Remove one.'));
      level.keys.add(key);
    },
    string: () => undefined,
    scalar: () => undefined,
    mark(at) {
      const level = levels.at(-1);
      if (level?.kind === 'array' && typeof level.at === 'number' && text[at] === ',') level.at += 1;
    },
  };
  try {
    const problem = walkJson(text, visitor, MAXIMUM_DEPTH);
    if (problem === null) return null;
    const before = text.slice(0, problem.offset).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    return createProblem(place, `The file is not whole JSON: ${problem.message}`);
  } catch (error) {
    if (error instanceof KeyProblem) return error.issue;
    throw error;
  }
}
