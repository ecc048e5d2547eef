import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { bundleWorkersForTests } from '../../../scripts/worker-entries.mjs';

const directory = resolve(import.meta.dirname, '../../../.cache/test-programs');

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles a TypeScript program of the tests, because Node 20 cannot run it as it is. Each is bundled once in a process.
 * @param source absolute path
 * @returns path of the bundle
 */
export function bundleProgram(source: string): Promise<string> {
  const bundle = bundles.get(source) ?? writeBundle(source);
  bundles.set(source, bundle);
  return bundle;
}

async function writeBundle(source: string): Promise<string> {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: source,
    platform: 'node',
    plugins: [bundleWorkersForTests(resolve(directory, '../test-workers'))],
    external: /^(?:node:|better-sqlite3$|undici(?:\/|$)|nodemailer$)/,
  });
  const { output } = await bundle.generate({ format: 'es', codeSplitting: false });
  await bundle.close();
  const { code } = output[0];
  // Named by content: tests that bundle the same program at the same moment write the same file.
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 12);
  const file = join(directory, `${basename(source, '.ts')}-${hash}.mjs`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  return file;
}

/** A program that runs in a process of its own. It is killed when the test has ended, if it still runs. */
export interface RunningProgram {
  child: ChildProcess;
  /** Lines that it has printed so far. */
  lines: string[];
  /** Resolves with the first line that `matches`, also one that was there before. */
  waitForLine(matches: (line: string) => boolean): Promise<string>;
  /** Resolves with the exit code, null where a signal ended it. */
  ended: Promise<number | null>;
  errors(): string;
}

/** Runs a command, `node <bundle> …` for a bundled program. */
export function runProgram(command: string, args: readonly string[], options: SpawnOptions = {}): RunningProgram {
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const wake of waiting) wake();
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  let closed = false;
  const ended = new Promise<number | null>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      closed = true;
      done(code);
      for (const wake of waiting) wake();
    });
  });
  const waitForLine = (matches: (line: string) => boolean): Promise<string> =>
    new Promise((found, fail) => {
      const look = (): void => {
        const line = lines.find(matches);
        // Its last lines may still be on their way when it has ended.
        if (line === undefined && !closed) return;
        waiting.delete(look);
        if (line === undefined) fail(new Error(`The program ended without that line.\n${lines.join('\n')}\n${errors}`));
        else found(line);
      };
      waiting.add(look);
      look();
    });
  return { child, lines, waitForLine, ended, errors: () => errors };
}
