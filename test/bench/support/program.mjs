import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const folder = resolve(import.meta.dirname, '../programs');

/**
 * Runs a program that prints as JSON what it measured, in a process of its own, since what ran before it would
 * leave its traces: warm code, a large heap, open files.
 * @param {string} name
 * @param {readonly string[]} words
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<any>}
 */
export async function runProgram(name, words, env = process.env) {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name), ...words], { env });
  return JSON.parse(stdout);
}
