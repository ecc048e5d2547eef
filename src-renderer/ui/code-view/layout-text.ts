import type { CodeDocument, CodeKind } from './code-line.ts';
import { createLineBuilder, type LineBuilder } from './line-builder.ts';
import { isPairAt, pictureOf } from './visible-characters.ts';

/** Adds a stretch of the source, invisible characters as pictures. */
export function addVisible(builder: LineBuilder, source: string, start: number, end: number, kind: CodeKind): void {
  let from = start;
  for (let at = start; at < end; at += 1) {
    if (isPairAt(source, at)) {
      at += 1;
      continue;
    }
    const picture = pictureOf(source.charCodeAt(at));
    if (picture === null) continue;
    if (at > from) builder.add(from, at, kind);
    builder.add(at, at + 1, '\t\r\n'.includes(source.charAt(at)) ? 'layout' : 'control', picture);
    from = at + 1;
  }
  if (end > from) builder.add(from, end, kind);
}

/** Lays out a text exactly as it is. A line feed breaks the line and, with `showFeeds`, is shown at its end. */
export function layoutText(source: string, columns: number, showFeeds: boolean): CodeDocument {
  const builder = createLineBuilder(source, columns);
  let from = 0;
  while (from < source.length) {
    const feed = source.indexOf('\n', from);
    const end = feed < 0 ? source.length : feed + 1;
    addVisible(builder, source, from, feed >= 0 && !showFeeds ? feed : end, 'plain');
    if (feed >= 0) builder.breakLine(0);
    from = end;
  }
  return { source, lines: builder.finish() };
}
