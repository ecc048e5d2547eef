import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Params, Result } from '../../src-preload/contract/methods.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';

export interface ExportDialogs {
  /** Asks where to save. Null: the person thought better of it. */
  chooseTarget(suggestion: string, kind: string, extension: string): Promise<string | null>;
}

const kinds = {
  curl: { name: 'cURL commands', extension: 'sh' },
  har: { name: 'HTTP archive', extension: 'har' },
  'json-lines': { name: 'JSON lines', extension: 'jsonl' },
} as const;

/** Exports what matches a filter into a file that a person chooses, piece by piece; a file that is there is replaced whole, or stays. */
export async function saveLines(
  engine: Engine,
  dialogs: ExportDialogs,
  { filter, format }: Params<'exports.saveFile'>,
): Promise<Result<'exports.saveFile'>> {
  const { name, extension } = kinds[format];
  const path = await dialogs.chooseTarget(`requests.${extension}`, name, extension);
  if (path === null) return null;
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  let lines = 0;
  let leftOut = 0;
  let withoutTrailers = 0;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      let above: number | null = 0;
      let upTo: number | null = null;
      let importsBelow: number | null = null;
      while (above !== null) {
        const piece: Result<'exports.piece'> = await engine.call('exports.piece', {
          filter,
          format,
          above,
          upTo,
          importsBelow,
        });
        await file.appendFile(piece.text, 'utf8');
        lines += piece.lines;
        leftOut += piece.leftOut;
        withoutTrailers += piece.withoutTrailers;
        above = piece.next;
        upTo = piece.upTo;
        importsBelow = piece.importsBelow;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    if (error instanceof EngineError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new EngineError('refused', `The file could not be written (${code}). Choose another folder.`, {
      subject: path,
    });
  }
  return { path, lines, leftOut, withoutTrailers };
}
