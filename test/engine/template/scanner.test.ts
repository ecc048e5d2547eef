import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileTemplate } from '../../../src-main/engine/template/index.ts';
import { matchParentheses } from '../../../src-main/engine/template/scan.ts';
import type { TemplateNode } from '../../../src-main/engine/template/syntax.ts';
import { sqibs } from './support/language.ts';

/** The parenthesis that balances each opening one, found by looking for each anew. */
function searchEach(text: string, from: number): number[] {
  return Array.from(text.slice(from), (_, start) => {
    let depth = 0;
    if (text[from + start] !== '(') return -1;
    for (let at = from + start; at < text.length; at += 1) {
      if (text[at] === '(') depth += 1;
      if (text[at] === ')') depth -= 1;
      if (depth === 0) return at - from;
    }
    return -1;
  });
}

it('finds the same partners in one pass as by searching for each', () => {
  const text = fc.string({ unit: fc.constantFrom('(', '(', ')', ')', 'a'), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(5), (parentheses, skip) => {
      const from = Math.min(skip, parentheses.length);
      expect([...matchParentheses(parentheses, from)]).toEqual(searchEach(parentheses, from));
    }),
    { seed: 3, numRuns: 5_000 },
  );
});

function contentsOf(text: string, nodes: readonly TemplateNode[]): string[] {
  return nodes
    .flatMap((node) => (node.kind === 'conditional' ? node.branches : []))
    .flatMap(({ result }) => (result === null ? [] : [text.slice(result.content.start, result.content.end)]));
}

it.each([
  ['unclosed returns', '{{{ return(\n', 3_000],
  ['returns closed in quotes', '{{{ if(incident.urgency==high) return("(" x); return(")"); }}}\n', 300],
  ['nothing', '', 0],
])('reads a conditional the same after %s', (_, before, times) => {
  const conditional = '{{{ if(incident.urgency==high) return("a(b)(c)"); return((({{user}}))); }}}';
  const text = before.repeat(times) + conditional;
  const { nodes } = compileTemplate(text, sqibs).parsed;
  expect(contentsOf(text, nodes.slice(-1))).toEqual(['"a(b)(c)"', '(({{user}}))']);
  expect(nodes.at(-1)).toMatchObject({ closed: true, end: text.length });
});
