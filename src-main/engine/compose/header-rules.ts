import { describeCharacter } from '../name-character.ts';

/** Headers that belong to the connection. Set by hand they would contradict what is really sent (RFC 9110, section 7.6.1). */
export const reservedHeaderNames: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface HeaderProblem {
  at: 'name' | 'value';
  severity: 'error' | 'warning';
  message: string;
}

const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const plainValue = /^[\t\x20-\x7e]*$/;

/** The first reason why a header cannot be sent as given, or should not be; null when it can. Never repeats the value. */
export function findHeaderProblem(name: string, value: string): HeaderProblem | null {
  return findNameProblem(name) ?? findValueProblem(name, value);
}

function findNameProblem(name: string): HeaderProblem | null {
  const refuse = (message: string): HeaderProblem => ({ at: 'name', severity: 'error', message });
  if (name === '') return refuse('The header has no name.');
  if (!token.test(name)) {
    const character = [...name].find((candidate) => !tokenCharacter.test(candidate)) ?? '';
    return refuse(`A header name cannot contain ${describeCharacter(character)}. Use letters, digits and hyphens.`);
  }
  if (reservedHeaderNames.has(name.toLowerCase())) {
    return refuse(`${name} is set by the connection itself and cannot be chosen.`);
  }
  return null;
}

function findValueProblem(name: string, value: string): HeaderProblem | null {
  if (plainValue.test(value)) return null;
  let beyondAscii: string | null = null;
  for (const character of value) {
    const code = character.codePointAt(0) ?? 0;
    if ((code < 32 && code !== 9) || code === 127 || code > 255) {
      return {
        at: 'value',
        severity: 'error',
        message: `The value of ${name} cannot contain ${describeCharacter(character)}. Remove it or encode the value.`,
      };
    }
    if (code > 127) beyondAscii ??= character;
  }
  if (beyondAscii === null) return null;
  return {
    at: 'value',
    severity: 'warning',
    message: `${describeCharacter(beyondAscii)} in ${name} is sent as one Latin-1 byte, which many receivers read as something else.`,
  };
}
