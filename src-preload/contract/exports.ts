import { z } from 'zod';
import { answers } from './define.ts';
import { logFilterSchema } from './log.ts';

/** What lines of the log are written as; each can be imported again. */
export const exportFormats = ['curl', 'har', 'json-lines'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportedText {
  text: string;
  /** Names of headers and parts that hold secrets, which are never exported, and of trailer fields, which no format holds. */
  leftOut: string[];
}

export interface ExportedPiece {
  text: string;
  lines: number;
  leftOut: number;
  withoutTrailers: number;
  next: number | null;
  upTo: number;
  importsBelow: number | null;
}

/** Counts are those of all pieces together. */
export type SavedExport = Pick<ExportedPiece, 'lines' | 'leftOut' | 'withoutTrailers'> & { path: string };

const format = z.enum(exportFormats);

export const exportMethods = {
  /** One line, for the clipboard. @throws `refused` where it is too long for that */
  'exports.line': answers<ExportedText>()(z.strictObject({ seq: z.number().int(), format })),
  /**
   * A piece of a file with every line that matches, oldest first: those above a line, up to one. The pieces one after the other are
   * the file; `next` is null with the last. `leftOut` counts lines that match and are no requests of HTTP,
   * `withoutTrailers` those that are written without the fields behind their body. An import that is not finished when the first
   * piece is asked for is in none of them: `importsBelow` of its answer is handed to the others, as `upTo` is.
   */
  'exports.piece': answers<ExportedPiece>()(
    z.strictObject({
      filter: logFilterSchema,
      format,
      above: z.number().int().min(0),
      /** Null for the first piece. */
      upTo: z.number().int().nullable(),
      importsBelow: z.number().int().nullable().optional(),
    }),
  ),
};
