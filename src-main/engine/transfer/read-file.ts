import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { type JsonVisitor, walkJson } from '../template/json-walk.ts';
import { FORMAT, fileSchema, type TransferFile, VERSION } from './file-schema.ts';

export const MAXIMUM_BYTES = 16 * 1024 * 1024;
const MAXIMUM_DEPTH = 32;
const MOST_PROBLEMS = 100;

export type FileReading = { ok: true; file: TransferFile } | { ok: false; problems: FieldIssue[] };

/**
 * Reads an exported file. Never throws: what is wrong is told with its place, as a path (`webhooks[2].url`) or, where it is not
 * JSON at all, as line and column. Nothing of it is merged into anything, and no key of it reaches a prototype.
 */
export function readTransferFile(given: string): FileReading {
  if (given.length > MAXIMUM_BYTES || Buffer.byteLength(given) > MAXIMUM_BYTES) {
    return refuse('', 'The file is larger than 16 MiB, which no export is. Choose another file.');
  }
  // A mark that some editors put there; RFC 8259 lets a reader ignore it.
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  if (text.includes('\0')) {
    return refuse('', 'The file is not UTF-8 text; it looks like UTF-16. Save it as UTF-8 and import it again.');
  }
  if (text.trim() === '') return refuse('', 'The file is empty.');
  const problem = findKeyProblem(text);
  if (problem !== null) return { ok: false, problems: [problem] };
  const value: unknown = JSON.parse(text);
  const stranger = findStranger(value);
  if (stranger !== null) return stranger;
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  const problems = parsed.error.issues
    .slice(0, MOST_PROBLEMS)
    .map((issue) => createProblem(toPath(issue.path), issue.message));
  return { ok: false, problems };
}

/** `webhooks[2].headers[0].name` */
export function toPath(keys: readonly PropertyKey[]): string {
  return keys
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('')
    .slice(0, 300);
}

export function createProblem(path: string, message: string): FieldIssue {
  return { path, message, severity: 'error' };
}

function refuse(path: string, message: string): { ok: false; problems: FieldIssue[] } {
  return { ok: false, problems: [createProblem(path, message)] };
}

/** A file that is something else is told so, rather than by a list of everything that it lacks. */
function findStranger(value: unknown): FileReading | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const { format, version } = (isObject ? value : {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT) return refuse('format', `This is not an export of Hookwright: its format is not “${FORMAT}”.`);
  if (version === VERSION) return null;
  if (typeof version === 'number' && version > VERSION) {
    return refuse('version', 'A newer Hookwright made this file. Update Hookwright, then import it again.');
  }
  return refuse('version', `The version of the format is missing or unknown; it has to be ${VERSION}.`);
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
  const path = (): string => toPath(levels.map(({ at }) => at));
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
