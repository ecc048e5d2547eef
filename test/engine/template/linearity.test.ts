import { expect, it } from 'vitest';
import { compileTemplate } from '../../../src-main/engine/template/index.ts';
import { sqibs } from './support/language.ts';

// Time is not asserted, since a busy machine would fail it. What is counted is how many characters the parser looks at.

const families: Record<string, string> = {
  'open braces': '{{',
  'three braces and a space': '{{{ ',
  'unclosed placeholders': '{{a',
  'unclosed placeholders with spaces': '{{ a b ',
  'unclosed conditionals': '{{{ if',
  'unclosed conditions': '{{{ if(',
  'conditions without an end': 'if(incident.urgency==',
  'unclosed returns': '{{{ return(',
  'unclosed returns in one conditional': 'return(',
  'returns that open more than they close': 'return(();',
  'quotes in returns that do not close': '{{{ return("((";',
  'closing braces': '}}}',
  'names in three braces': '{{{a',
  'a conditional closed by two': '{{{ if(a==b) return(c); }} ',
  'statements that are none': '{{{ x; ',
  'line ends in a conditional': '{{{ if(incident.urgency==high)\n',
  'keywords without parentheses': '{{{ if return ',
  'white space': '{{{    \n',
  'complete conditionals': '{{{ if(incident.urgency==high) return("a"); return("b"); }}}',
};

/** Opened first and closed last, so that everything between is searched for its end. */
const enclosed: Record<string, [string, string]> = {
  'returns that close at the end': ['return("(', ')"'],
  'nested returns': ['return(', ')'],
  'conditionals that close at the end': ['{{{ return((', ')) }}}'],
  'quotes that close at the end': ['return((";', '))'],
};

const size = 200_000;
const perCharacter = 16;

function workOf(text: string): number {
  return compileTemplate(text, sqibs).parsed.work;
}

it.each(Object.entries(families))('looks at each character a few times: %s', (_, piece) => {
  for (const lead of ['', '{{{ ', '{{{ if(incident.urgency==high) ', '{{{ return(']) {
    const text = lead + piece.repeat(size / piece.length);
    expect(workOf(text)).toBeLessThanOrEqual(perCharacter * text.length);
  }
});

it.each(Object.entries(enclosed))('looks at each character a few times: %s', (_, [open, close]) => {
  for (const lead of ['', '{{{ ']) {
    const count = size / (open.length + close.length);
    const text = lead + open.repeat(count) + close.repeat(count);
    expect(workOf(text)).toBeLessThanOrEqual(perCharacter * text.length);
  }
});

it('looks at 10 MB of open braces a few times', () => {
  const text = '{{'.repeat(5_000_000);
  expect(workOf(text)).toBeLessThanOrEqual(perCharacter * text.length);
});

it('would notice a parser that searches the rest of the text for each brace', () => {
  const text = '{{a '.repeat(2_000);
  let work = 0;
  for (let at = text.indexOf('{{'); at !== -1; at = text.indexOf('{{', at + 2)) {
    const close = text.indexOf('}}', at);
    work += (close === -1 ? text.length : close) - at;
  }
  expect(work).toBeGreaterThan(perCharacter * text.length);
});
