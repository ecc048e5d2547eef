import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { createProblem, type FileKind, readJsonFile, toJsonPath } from '../read-json-file.ts';
import { FORMAT, fileSchema, type TransferFile, VERSION } from './file-schema.ts';

export const exportFile: FileKind = { noun: 'export', maximumBytes: 16 * 1024 * 1024 };
const MOST_PROBLEMS = 100;

export type FileReading = { ok: true; file: TransferFile } | { ok: false; problems: FieldIssue[] };

/** Reads an exported file. Never throws, and nothing of it is merged into anything. */
export function readTransferFile(text: string): FileReading {
  const reading = readJsonFile(text, exportFile);
  if (!reading.ok) return { ok: false, problems: [reading.problem] };
  const { value } = reading;
  const stranger = findStranger(value);
  if (stranger !== null) return stranger;
  const parsed = fileSchema.safeParse(value);
  if (parsed.success) return { ok: true, file: parsed.data };
  const problems = parsed.error.issues
    .slice(0, MOST_PROBLEMS)
    .map((issue) => createProblem(toJsonPath(issue.path), issue.message));
  return { ok: false, problems };
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
