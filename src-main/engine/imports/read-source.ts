import type { ImportFormat } from '../../../src-preload/contract/imports.ts';
import { findReader } from './formats.ts';
import { type ReadItem, type Remark, type SourceFile, UnreadableSource } from './imported-request.ts';

/** Everything that one import may hold, in bytes. */
export const LARGEST_SOURCE = 50 * 1024 * 1024;

/** The most requests of one import: more than anybody looks through. */
export const MOST_REQUESTS = 10_000;

/** The requests of a source, one after the other. Only reads what it is given. @throws UnreadableSource */
export function* readSource(
  files: readonly SourceFile[],
  format: ImportFormat,
  remark: Remark = () => {},
): Generator<ReadItem> {
  if (files.length === 0) throw new UnreadableSource('', 'There is nothing to import.');
  const read = findReader(format);
  let count = 0;
  for (const file of files) {
    for (const item of read(file, remark)) {
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
