import { describe, expect, it } from 'vitest';
import { initialScanState, type ScanState, scanLine } from '../../../src-renderer/editor/language/scan-line.ts';

/** The pieces of a line as `type:text`, white space left out. */
function pieces(line: string, state: ScanState = initialScanState): string[] {
  const { tokens } = scanLine(line, state);
  return tokens
    .map(({ start, type }, index) => `${type}:${line.slice(start, tokens[index + 1]?.start ?? line.length)}`)
    .filter((piece) => piece.slice(piece.indexOf(':') + 1).trim() !== '');
}

function scanLines(lines: string[]): ScanState {
  return lines.reduce((state, line) => scanLine(line, state).state, initialScanState);
}

describe('scanning a line', () => {
  it('tells keys from strings, numbers and literals', () => {
    expect(pieces('"a": "b", "c": -1.5e3, "d": true')).toEqual([
      'key:"a"',
      'delimiter::',
      'string:"b"',
      'delimiter:,',
      'key:"c"',
      'delimiter::',
      'number:-1.5e3',
      'delimiter:,',
      'key:"d"',
      'delimiter::',
      'literal:true',
    ]);
  });

  it('colours a placeholder inside a string and goes on with the string', () => {
    expect(pieces('"to {{account.email}}!"')).toEqual([
      'string:"to ',
      'template.brace:{{',
      'template.placeholder:account.email',
      'template.brace:}}',
      'string:!"',
    ]);
  });

  it('takes three braces after a placeholder as its end and a brace of JSON', () => {
    expect(pieces('{"a":{{b}}}')).toEqual([
      'delimiter:{',
      'key:"a"',
      'delimiter::',
      'template.brace:{{',
      'template.placeholder:b',
      'template.brace:}}',
      'delimiter:}',
    ]);
  });

  it('colours a conditional with nested parentheses and a placeholder in its result', () => {
    expect(pieces('{{{ if(a.b==high) return("(x) {{c}}"); return (0); }}}')).toEqual([
      'template.brace:{{{',
      'template.keyword:if',
      'template.operator:(',
      'template.placeholder:a.b',
      'template.operator:==',
      'template.value:high',
      'template.operator:)',
      'template.keyword:return',
      'template.operator:(',
      'template.text:"(x) ',
      'template.brace:{{',
      'template.placeholder:c',
      'template.brace:}}',
      'template.text:"',
      'template.operator:);',
      'template.keyword:return',
      'template.operator:(',
      'template.text:0',
      'template.operator:);',
      'template.brace:}}}',
    ]);
  });

  it('does not let quotes in a result close the string around the conditional', () => {
    expect(pieces('"{{{ return("x"); }}} y"').at(-1)).toBe('string: y"');
  });

  it('goes on with a conditional on the next line, and with the string around it', () => {
    const state = scanLines(['"a": "{{{ if(b==c) return(', '1);']);
    expect(state).toEqual({ string: 'value', mode: 'conditional', depth: 0 });
  });

  it('ends an unclosed placeholder at a quote or at the end of its line', () => {
    expect(pieces('"{{acc", 1').at(-1)).toBe('number:1');
    expect(scanLines(['"a": {{acc'])).toEqual(initialScanState);
  });

  it('ends an unclosed string at the end of its line', () => {
    expect(scanLines(['"a": "open'])).toEqual(initialScanState);
  });

  it('covers every character of any line and never goes back', () => {
    for (const line of [
      '',
      '}}}}',
      '{{{{{{',
      '\\',
      '"\\',
      '"\\u12',
      '{{{ if if(',
      '{{{ return(((',
      '\u{1f600}{{\u{1f600}}}',
    ]) {
      const { tokens } = scanLine(line, initialScanState);
      const starts = tokens.map((token) => token.start);
      expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
      expect(starts[0] ?? 0).toBe(0);
    }
  });
});
