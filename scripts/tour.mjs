import { pathToFileURL } from 'node:url';
import { exitWith, launch } from './setup/launch.mjs';

/**
 * Walks through the product in a real window, on the machine's screen or a virtual one.
 * @param {readonly string[]} words handed to the app
 * @returns {Promise<number>} exit code
 */
export function runTour(words) {
  return launch(['--tour', ...words]);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await exitWith(() => runTour(process.argv.slice(2)));
