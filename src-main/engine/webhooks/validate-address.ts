import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { parseEndpoint } from '../compose/endpoint.ts';
import { codePointLabel, findDeceivingCharacters } from '../name-character.ts';
import { quotes } from './quotes.ts';

const wrappers = [...quotes, ['<', '>']] as const;

/** What an address that was pasted holds and that is no part of it, with the address without all of that as the fix. */
export function findPastedAlong(path: string, label: string, text: string): FieldIssue | null {
  const hidden = findDeceivingCharacters(text).filter(({ kind }) => kind === 'invisible');
  let seen = '';
  let copied = 0;
  for (const { start, end } of hidden) {
    seen += text.slice(copied, start);
    copied = end;
  }
  seen += text.slice(copied);
  const trimmed = seen.trim();
  const isWrapped = wrappers.some(([open, close]) => trimmed.startsWith(open) && trimmed.endsWith(close));
  const without = isWrapped ? trimmed.slice(1, -1).trim() : trimmed;
  if (without === text || without === '') return null;
  const fix = { label: 'Remove it', value: without };
  const [first] = hidden;
  if (first !== undefined) {
    const message = `${label} holds a character that is not seen: ${first.name} (${codePointLabel(first.code)}).`;
    return { path, message, severity: parseEndpoint(text).ok ? 'warning' : 'error', fix };
  }
  const message = isWrapped
    ? `${label} is in quotes or brackets, which are no part of it.`
    : `${label} begins or ends with white space, which cannot be sent.`;
  return { path, message, severity: 'error', fix };
}
