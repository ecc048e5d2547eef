import type { MethodName } from '../../src-preload/contract/methods.ts';

/**
 * Writes to the terminal that something of ours failed, and where in the code. Never the message of the error: it may hold a
 * path, a body or a secret.
 */
export function reportInternalError(error: unknown, during: MethodName | 'start' | 'background'): void {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(`hookwright: ${name} during ${during}\n${frames.slice(0, 12).join('\n')}\n`);
}

/** Keeps the app up where an error escapes: what matters is on disk, and Electron would show a stack to a person instead. */
export function surviveInternalErrors(): void {
  process.on('uncaughtException', (error) => reportInternalError(error, 'background'));
  process.on('unhandledRejection', (error) => reportInternalError(error, 'background'));
}
