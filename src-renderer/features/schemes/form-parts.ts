import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { FieldProblem } from '../../ui/field.tsx';

/** What every part of the form gets. */
export interface SchemeFormProps {
  scheme: SigningScheme;
  /** @param field names the field, so that quick edits of one are undone together */
  change: (field: string, edit: (scheme: SigningScheme) => SigningScheme) => void;
  /** What is wrong at a path of the scheme, or below it. */
  at: (path: string) => FieldProblem[];
}

/** The issues at a path or below it, as a field shows them. */
export function issuesAt(issues: readonly FieldIssue[], path: string): FieldProblem[] {
  return issues
    .filter((issue) => issue.path === path || issue.path.startsWith(`${path}.`) || issue.path.startsWith(`${path}[`))
    .map(({ message, severity }) => ({ message, severity }));
}

/** Fixed text on one line: line ends, tabs and backslashes as they are escaped everywhere. */
export function escapeText(text: string): string {
  return text.replace(/[\\\n\r\t]/g, (character) => escapes[character] ?? character);
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The text that is meant. A backslash before anything else stands for itself. */
export function unescapeText(text: string): string {
  return text.replace(/\\[\\nrt]/g, (pair) => meanings[pair] ?? pair);
}

const meanings: Readonly<Record<string, string>> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r', '\\t': '\t' };
