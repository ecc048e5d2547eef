import { extname } from 'node:path';
import type { ImportFormat } from '../../../src-preload/contract/imports.ts';
import { type ReadItem, type SourceFile, UnreadableSource } from './imported-request.ts';
import { readCurl } from './read-curl.ts';
import { readHar } from './read-har.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readRawHttp } from './read-raw-http.ts';

/** Everything that one import may hold, in bytes. */
export const LARGEST_SOURCE = 50 * 1024 * 1024;

/** The most requests of one import: all of them are written in one transaction. */
export const MOST_REQUESTS = 10_000;

const readers: Readonly<Record<ImportFormat, (file: SourceFile) => Generator<ReadItem>>> = {
  curl: readCurl,
  har: readHar,
  'json-lines': readJsonLines,
  'raw-http': readRawHttp,
};

const byExtension: Readonly<Record<string, ImportFormat>> = {
  '.har': 'har',
  '.jsonl': 'json-lines',
  '.ndjson': 'json-lines',
  '.http': 'raw-http',
  '.sh': 'curl',
  '.bat': 'curl',
  '.cmd': 'curl',
};

/** The format of a source: by the name of its file, else by how it begins. Several files are raw messages. */
export function findFormat(files: readonly SourceFile[]): ImportFormat {
  const [file] = files;
  if (file === undefined || files.length > 1) return 'raw-http';
  const named = byExtension[extname(file.name).toLowerCase()];
  if (named !== undefined) return named;
  const start = file.bytes
    .toString('latin1', 0, 65_536)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
  if (/^\s*\{\s*"log"\s*:/.test(start)) return 'har';
  if (/^\s*\{/.test(start)) return /^\s*\{[^\n]*\}\s*(?:\n|$)/.test(start) ? 'json-lines' : 'har';
  if (/^\s*[A-Z]+ \S+(?: HTTP\/[\d.]+)?\r?\n/.test(start)) return 'raw-http';
  return 'curl';
}

/** The requests of a source, one after the other. Only reads what it is given. @throws UnreadableSource */
export function* readSource(files: readonly SourceFile[], format: ImportFormat): Generator<ReadItem> {
  if (files.length === 0) throw new UnreadableSource('', 'There is nothing to import.');
  let count = 0;
  for (const file of files) {
    for (const item of readers[format](file)) {
      count += 1;
      if (count > MOST_REQUESTS) {
        throw new UnreadableSource(
          '',
          `There are more than ${MOST_REQUESTS.toLocaleString('en-US')} requests. Split the source and import the parts.`,
        );
      }
      yield item;
    }
  }
  if (count === 0) throw new UnreadableSource('', 'There are no requests in it.');
}
