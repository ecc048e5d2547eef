import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} name @returns {string} version of a peer as installed, whatever its exports map hides */
export function versionOf(name) {
  const file = join(import.meta.dirname, '../node_modules', name, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
