import { describe, expect, it } from 'vitest';
import { type CodeDocument, findLine, textOf } from '../../../src-renderer/ui/code-view/code-line.ts';
import { hexRow, hexWidth } from '../../../src-renderer/ui/code-view/layout-hex.ts';
import { layoutJson } from '../../../src-renderer/ui/code-view/layout-json.ts';
import { layoutText } from '../../../src-renderer/ui/code-view/layout-text.ts';
import { cutAtMarks } from '../../../src-renderer/ui/code-view/line-view.ts';
import { pictureOf, toVisiblePieces } from '../../../src-renderer/ui/code-view/visible-characters.ts';

function show({ source, lines }: CodeDocument): string[] {
  return lines.map((line) => ' '.repeat(line.indent) + line.spans.map((span) => textOf(source, span)).join(''));
}

/** Every character of the source that is not space between the parts of JSON, in order. */
function covered({ source, lines }: CodeDocument): string {
  return lines.flatMap((line) => line.spans.map((span) => source.slice(span.start, span.end))).join('');
}

describe('JSON laid out for reading', () => {
  it('indents compact JSON and leaves every byte as it is', () => {
    const source = '{"a":[1,-2.50,{}],"b":{"c":"d\\n"},"e":[]}';
    const document = layoutJson(source, 80);
    expect(show(document)).toEqual([
      '{',
      '  "a": [',
      '    1,',
      '    -2.50,',
      '    {}',
      '  ],',
      '  "b": {',
      '    "c": "d\\n"',
      '  },',
      '  "e": []',
      '}',
    ]);
    expect(covered(document)).toBe(source);
  });

  it('shows text that is not JSON, with the words that do not belong marked', () => {
    const document = layoutJson('{"a": high, "b": 01}', 80);
    const wrong = document.lines.flatMap((line) => line.spans.filter((span) => span.kind === 'wrong'));
    expect(wrong.map((span) => textOf(document.source, span))).toEqual(['high', '01']);
  });

  it('breaks long lines at the width and marks them as going on', () => {
    const document = layoutJson(`{"a":"${'x'.repeat(50)}"}`, 20);
    expect(document.lines.map((line) => line.continued)).toEqual([false, false, true, true, true, false]);
    expect(Math.max(...show(document).map((line) => line.length))).toBeLessThanOrEqual(20);
    expect(covered(document)).toBe(document.source);
  });

  it('survives quotes and brackets that are never closed, and very deep ones', () => {
    for (const source of ['"open', '{"a', '[[[', '}}]', '\\', '"\\'])
      expect(covered(layoutJson(source, 40))).toBe(source);
    expect(layoutJson('['.repeat(5000), 40).lines.length).toBeGreaterThan(4999);
  });
});

describe('text laid out exactly', () => {
  it('shows line feeds at the end of their lines and controls as pictures', () => {
    expect(show(layoutText('a\tb\r\nc', 80, true))).toEqual(['aTABbCRLF', 'c']);
  });

  it('names what is invisible and halves of pairs, and shows whole pairs', () => {
    expect(show(layoutText('\u202e\ud800\u{1f600}\u200b', 80, true))).toEqual(['U+202EU+D800\u{1f600}U+200B']);
  });

  it('never breaks a pair in two', () => {
    const document = layoutText('\u{1f600}'.repeat(30), 9, true);
    expect(document.lines.every((line) => line.spans.every((span) => (span.end - span.start) % 2 === 0))).toBe(true);
    expect(covered(document)).toBe(document.source);
  });

  it('finds the line of an offset', () => {
    const { lines } = layoutText('ab\ncd\nef', 80, true);
    expect([0, 2, 3, 7].map((offset) => findLine(lines, offset))).toEqual([0, 0, 1, 2]);
  });
});

describe('visible characters', () => {
  it('leaves printing characters alone', () => {
    expect([0x20, 0x41, 0xe9, 0x4e2d].map(pictureOf)).toEqual([null, null, null, null]);
  });

  it('makes spaces visible in separators', () => {
    expect(toVisiblePieces('. \n', true)).toEqual([
      { text: '.·', named: false },
      { text: 'LF', named: true },
    ]);
  });
});

describe('hex view', () => {
  it('shows offset, bytes and what prints', () => {
    const bytes = new TextEncoder().encode('{"a":"é"}');
    expect(hexRow(bytes, 1, 4)).toEqual({ offset: '000004', bytes: ['3a', '22', 'c3', 'a9'], text: ':"··' });
  });

  it('takes as many bytes to a row as fit', () => {
    expect([100, 71, 70, 30, 10].map(hexWidth)).toEqual([16, 16, 8, 4, 4]);
  });
});

describe('marks', () => {
  it('cut spans where they begin and end', () => {
    const pieces = cutAtMarks(
      [{ start: 0, end: 10, kind: 'plain' }],
      [
        { start: 2, end: 4 },
        { start: 9, end: 20 },
      ],
    );
    expect(pieces.map(({ start, end, marked }) => [start, end, marked])).toEqual([
      [0, 2, false],
      [2, 4, true],
      [4, 9, false],
      [9, 10, true],
    ]);
  });
});
