import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExportFormat, exportMethods } from '../../../src-preload/contract/exports.ts';
import { writeCurl } from '../compose/curl.ts';
import { EngineError } from '../errors.ts';
import type { HandlersOf } from '../handlers/types.ts';
import type { ExchangeQuery } from '../store/exchange-query.ts';
import { type ExportedLine, type ExportParts, readLine } from './read-line.ts';
import { harHead, harTail, writeHarEntry } from './write-har.ts';
import { writeJsonLine } from './write-json-line.ts';

/** The most that goes on the clipboard, in characters. */
const LONGEST = 5_000_000;

/** Lines looked at in one go, and the most that one piece of a file weighs, in characters. */
const LINES = 200;
const PIECE = 4_000_000;

const writers = { curl: writeCurl, har: writeHarEntry, 'json-lines': writeJsonLine };

/** What stands between two lines of a file, before the first and behind the last. */
const frames: Readonly<Record<ExportFormat, { head: string; between: string; tail: string }>> = {
  curl: { head: '', between: '\n\n', tail: '\n' },
  har: { head: harHead, between: ',\n', tail: harTail },
  'json-lines': { head: '', between: '\n', tail: '\n' },
};

/** Null where a line cannot be written: what a stranger sent must not take the file of all others with it. */
function write(format: ExportFormat, line: ExportedLine): string | null {
  try {
    return writers[format](line);
  } catch {
    return null;
  }
}

/** Lines of the log as text for other programs, and to be imported again. Secrets are never in it. */
export function createExports(parts: ExportParts & { query: ExchangeQuery }): HandlersOf<typeof exportMethods> {
  return {
    'exports.line': ({ seq, format }) => {
      const line = readLine(parts, seq);
      if (line === null) throw new EngineError('not-found', 'That line is no longer in the log, or holds no request.');
      const { head, tail } = frames[format];
      const written = write(format, line);
      if (written === null) throw new EngineError('refused', 'This request cannot be written in that format.');
      const text = format === 'har' ? head + written + tail : written;
      if (text.length <= LONGEST)
        return { text, leftOut: [...line.leftOut, ...line.trailers.map((name) => `${name} (trailer)`)] };
      throw new EngineError('refused', 'It is too long for the clipboard. Export it to a file instead.');
    },
    async 'exports.piece'({ filter, format, above, upTo, importsBelow: given = null }) {
      const end = upTo ?? parts.exchanges.newestSeq();
      const unfinished = parts.query.findUnfinished();
      const importsBelow = upTo === null && Number.isFinite(unfinished) ? unfinished : given;
      const prepared = { ...parts.query.prepare(filter), ...(importsBelow === null ? {} : { importsBelow }) };
      const { head, between, tail } = frames[format];
      const texts: string[] = [];
      let weight = 0;
      let leftOut = 0;
      let withoutTrailers = 0;
      let reached = Math.max(above, prepared.bounds.above ?? 0);
      while (reached < end && weight < PIECE) {
        const rows = parts.query.listDeliveries(prepared, reached, end + 1, LINES);
        for (const { seq } of rows) {
          reached = seq;
          const line = readLine(parts, seq);
          const text = line === null ? null : write(format, line);
          if (text === null) {
            leftOut += 1;
            continue;
          }
          texts.push(text);
          if (line !== null && line.trailers.length > 0) withoutTrailers += 1;
          weight += text.length;
          if (weight >= PIECE) break;
        }
        if (rows.length < LINES && weight < PIECE) reached = end;
        await nextTurn();
      }
      const isFirst = above === 0;
      const next = reached >= end ? null : reached;
      const body = texts.join(between);
      const lead = isFirst ? head : texts.length > 0 ? between : '';
      const text = lead + body + (next === null ? tail : '');
      return { text, lines: texts.length, leftOut, withoutTrailers, next, upTo: end, importsBelow };
    },
  };
}
