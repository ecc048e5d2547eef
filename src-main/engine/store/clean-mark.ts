import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { closeToOthers } from './directory.ts';
import type { StoreFiles } from './files.ts';

/**
 * Whether the database is exactly as it was when it was last closed in order. Size and time of the file are compared, so
 * that one that was edited, copied or restored meanwhile is looked through as after a crash.
 */
export function wasClosedInOrder(files: StoreFiles): boolean {
  // After a power cut the mark may be back and the file's old time with it. The log is back too then.
  if (existsSync(files.wal)) return false;
  try {
    return readFileSync(files.cleanMark, 'utf8') === describe(files.database);
  } catch {
    return false;
  }
}

/** From here on a crash leaves no mark. */
export function removeCleanMark(files: StoreFiles): void {
  rmSync(files.cleanMark, { force: true });
}

/** Call it when no connection is left. A mark that cannot be written only costs a check at the next start. */
export function writeCleanMark(files: StoreFiles): void {
  try {
    writeFileSync(files.cleanMark, describe(files.database), { mode: 0o600 });
    closeToOthers(files.cleanMark);
  } catch {
    rmSync(files.cleanMark, { force: true });
  }
}

function describe(path: string): string {
  const { size, mtimeNs } = statSync(path, { bigint: true });
  return `${size} ${mtimeNs}\n`;
}
