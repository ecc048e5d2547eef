import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { settingsSchema } from '../../src-preload/contract/settings.ts';

const pixels = z.number().int().min(-100_000).max(100_000);
const length = z.number().int().min(1).max(100_000);
const rectangle = z.object({ x: pixels, y: pixels, width: length, height: length });

const memorySchema = z.object({
  place: z
    .object({
      bounds: rectangle,
      maximized: z.boolean(),
      screen: z.object({ id: z.number(), bounds: rectangle }),
    })
    .nullable(),
  /** Kept here as well as in the workspace, because the window is painted before the workspace is open. */
  theme: settingsSchema.shape.theme,
});

/** What the shell remembers of its window, apart from any workspace. */
export type WindowMemory = z.infer<typeof memorySchema>;

/** What was written; what a first start has when there is no such file or it is not readable as one. Never throws. */
export function readWindowMemory(path: string): WindowMemory {
  try {
    return memorySchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { place: null, theme: 'system' };
  }
}

/**
 * Writes beside the file and renames, so that a crash leaves the old one or the new one and never half of one. A disk that refuses
 * costs the window its place and nothing else, so nothing is thrown.
 */
export function writeWindowMemory(path: string, memory: WindowMemory): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    const file = openSync(draft, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify(memory)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}
