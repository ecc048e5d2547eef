import type { HeaderPair } from '../../src-preload/contract/compose.ts';
import { describeCharacter } from './name-character.ts';

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

/** Headers that a request has of its own, so that signing would send a second one. */
const ownHeaderNames: ReadonlySet<string> = new Set(['content-type', 'user-agent']);

/** Why signing cannot write a header of this name, in a sentence; null where it can. */
export function findSignedHeaderProblem(name: string): string | null {
  const problem = findNameProblem(name);
  if (problem !== null) return problem.message;
  return ownHeaderNames.has(name.toLowerCase()) ? `${name} is used for something else. Choose another name.` : null;
}

/** The Host that a request was sent with, where it is another than that of its address: a proxy or a tenant can go by it. */
export function findOtherHost(headers: readonly HeaderPair[], url: string): string | null {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  return host === '' || host === new URL(url).host ? null : host;
}

export interface HeaderProblem {
  at: 'name' | 'value';
  severity: 'error' | 'warning';
  message: string;
}

const tokenCharacter = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const plainValue = /^[\t\x20-\x7e]*$/;

/**
 * The first reason why a header cannot be sent as typed, or should not be; null when it can. Never repeats the value.
 * @param value text, which goes out as UTF-8
 */
export function findHeaderProblem(name: string, value: string): HeaderProblem | null {
  return findNameProblem(name) ?? findControl(name, value) ?? findTextProblem(name, value);
}

/**
 * The first reason why a header cannot go on the wire; null when it can.
 * @param value octets
 */
export function findOctetProblem(name: string, value: string): string | null {
  return (findNameProblem(name) ?? findControl(name, value))?.message ?? findNoOctet(name, value);
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

function findControl(name: string, value: string): HeaderProblem | null {
  const found = [...value].find((one) => (one < ' ' && one !== '\t') || one === '\x7f');
  if (found === undefined) return null;
  return {
    at: 'value',
    severity: 'error',
    message: `The value of ${name} cannot contain ${describeCharacter(found)}. Remove it or encode the value.`,
  };
}

function findTextProblem(name: string, value: string): HeaderProblem | null {
  if (plainValue.test(value)) return null;
  if (/\p{Surrogate}/u.test(value)) {
    return {
      at: 'value',
      severity: 'error',
      message: `The value of ${name} contains half of a character. Type that character again.`,
    };
  }
  const first = [...value].find((character) => !plainValue.test(character)) ?? '';
  return {
    at: 'value',
    severity: 'warning',
    message: `${describeCharacter(first)} in ${name} is sent as UTF-8, as curl sends it. Many receivers read headers as ISO 8859-1.`,
  };
}

function findNoOctet(name: string, value: string): string | null {
  const found = [...value].find((character) => character > '\xff');
  return found === undefined
    ? null
    : `The value of ${name} contains ${describeCharacter(found)}, which is not one byte.`;
}
