import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';

const library = resolve(import.meta.dirname, '../../../.cache/bench/slow-sync.so');

/**
 * Compiles a disk whose syncs take so many milliseconds longer than here: on a laptop a sync takes 5 to 20.
 * On Linux alone: it is preloaded in front of libc.
 * @param {number} milliseconds
 * @returns {NodeJS.ProcessEnv} for a program that shall have that disk
 */
export function slowDisk(milliseconds) {
  mkdirSync(resolve(library, '..'), { recursive: true });
  const source = join(import.meta.dirname, '../fixtures/slow-sync.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', `${library}.${process.pid}`, source, '-ldl']);
  renameSync(`${library}.${process.pid}`, library);
  const env = { ...process.env, LD_PRELOAD: library, SLOW_SYNC_MS: String(milliseconds) };
  const took = Number(execFileSync(process.execPath, ['-e', timeSync], { env }));
  if (took < milliseconds) throw new Error(`A sync took ${took} ms, so the slow disk is not in effect.`);
  return env;
}

const timeSync = `
  const fs = require('node:fs');
  const path = require('node:path').join(fs.mkdtempSync(require('node:os').tmpdir() + '/hookwright-sync-'), 'file');
  const file = fs.openSync(path, 'w');
  fs.writeSync(file, 'x');
  const start = performance.now();
  fs.fdatasyncSync(file);
  console.log(performance.now() - start);
  fs.rmSync(require('node:path').dirname(path), { recursive: true });
`;
