import { describeCharacter, nameCharacter } from '../name-character.ts';
import { cutToCodePoints, isPairAt } from './code-points.ts';

/** What the reader was waiting for when something else came. */
export type JsonExpectation =
  | 'value'
  | 'first-item'
  | 'key'
  | 'first-key'
  | 'colon'
  | 'object-rest'
  | 'array-rest'
  | 'after'
  | 'end'
  | 'string'
  | 'number'
  | 'depth';

export interface JsonProblem {
  message: string;
  offset: number;
  /** Code units that are wrong; 0 where something is missing. */
  length: number;
  /** What should have come. */
  expected: JsonExpectation;
}

const longestQuoted = 20;

/** Says in a sentence what is wrong at `offset` and what to do about it. */
export function explainJson(text: string, offset: number, expected: JsonExpectation, depth = 0): JsonProblem {
  const length = lengthOfTroubleAt(text, offset, expected);
  const found = nameFound(text.slice(offset, offset + length));
  return { message: messageFor(text, offset, expected, found, depth), offset, length, expected };
}

function messageFor(text: string, offset: number, expected: JsonExpectation, found: string, depth: number): string {
  if (expected === 'depth') return `Nested deeper than ${depth} levels. Make it flatter.`;
  if (expected === 'string') return stringMessage(text, offset);
  if (found === '') return endMessage(expected);
  if (offset === 0 && text.charCodeAt(0) === 0xfeff) return 'A byte order mark stands before the JSON. Remove it.';
  switch (expected) {
    case 'key':
      if (found === '`}`') return 'A comma stands before the closing `}`. Remove the comma.';
      return `A key in double quotes is expected, but found ${found}.`;
    case 'first-key':
      return `A key in double quotes or \`}\` is expected, but found ${found}.`;
    case 'colon':
      return `A colon is expected after the key, but found ${found}.`;
    case 'object-rest':
      return `A comma or \`}\` is expected, but found ${found}.`;
    case 'array-rest':
      return `A comma or \`]\` is expected, but found ${found}.`;
    case 'after':
    case 'end':
      return `The JSON is complete, but ${found} follows. Remove what is too much.`;
    case 'number':
      return `${found} is not a number as JSON writes it.`;
    default:
      return valueMessage(text, offset, found);
  }
}

function valueMessage(text: string, offset: number, found: string): string {
  if (found === '`]`' && text.slice(0, offset).trimEnd().endsWith(',')) {
    return 'A comma stands before the closing `]`. Remove the comma.';
  }
  if (found === "`'`") return 'JSON strings stand in double quotes. Replace the single quote.';
  return `A value is expected, but found ${found}. Text needs double quotes.`;
}

function endMessage(expected: JsonExpectation): string {
  switch (expected) {
    case 'object-rest':
    case 'key':
    case 'first-key':
      return 'The text ends before the object is closed. Add the missing `}`.';
    case 'array-rest':
    case 'first-item':
      return 'The text ends before the array is closed. Add the missing `]`.';
    case 'colon':
      return 'The text ends after a key. Add a colon and a value.';
    case 'number':
      return 'The text ends within a number.';
    default:
      return 'The text ends where a value is expected. Add the value.';
  }
}

function stringMessage(text: string, offset: number): string {
  const unit = text.charCodeAt(offset);
  if (offset >= text.length) return 'The text ends within a string. Add the closing quote.';
  if (unit === 0x5c) {
    return `\`${cutToCodePoints(text.slice(offset, offset + 3), 2)}\` is not an escape that JSON knows. Write a backslash twice.`;
  }
  return `${capitalize(describeCharacter(text.charAt(offset)))} is in a string. Write it as an escape, or close the string before it.`;
}

/** What was found, as a message shows it: a character that deceives by its name, anything else as it is. */
function nameFound(found: string): string {
  if (found === '') return '';
  return nameCharacter(found.codePointAt(0) ?? 0) === null ? `\`${found}\`` : describeCharacter(found);
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A run of letters and digits is wrong as a whole; anything else is one character. */
function lengthOfTroubleAt(text: string, offset: number, expected: JsonExpectation): number {
  if (offset >= text.length) return 0;
  if (expected === 'string')
    return cutToCodePoints(text.slice(offset, offset + 3), text.charCodeAt(offset) === 0x5c ? 2 : 1).length;
  let end = offset;
  while (end < text.length && end - offset < longestQuoted && isWordUnit(text.charCodeAt(end))) end += 1;
  if (end === offset || isPairAt(text, end - 1)) end += 1;
  return end - offset;
}

function isWordUnit(unit: number): boolean {
  return (
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x61 && unit <= 0x7a) ||
    unit === 0x5f ||
    unit === 0x2d ||
    (unit > 0x7f && nameCharacter(unit) === null)
  );
}
