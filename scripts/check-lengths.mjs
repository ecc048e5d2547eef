import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LIMIT = 400;
const CODE = /\.(?:ts|tsx|mjs|cjs|css|jsonc)$/;

// Git's list and not the folder's: caches and build output are nobody's code. Untracked files count before they are committed.
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => CODE.test(path) && !path.includes('/fixtures/'));

let tooLong = 0;
for (const path of files) {
  const text = readIfPresent(path);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines <= LIMIT || /^(?:\/\/|\/\*) long: \S/.test(text)) continue;
  console.error(`${path}: ${lines} lines. Split it, or give the reason in its first line: // long: reason`);
  tooLong += 1;
}
process.exitCode = tooLong > 0 ? 1 : 0;

/** @param {string} path */
function readIfPresent(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
