import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../../src-preload/contract/template.ts';
import { planInsertion } from '../../../src-renderer/features/compose/plan-insertion.ts';
import {
  summarizeCoverage,
  summarizeDiagnostics,
  toLineAndColumn,
} from '../../../src-renderer/features/compose/summaries.ts';
import { changeTemplate, currentTemplate } from '../../../src-renderer/features/compose/template-text.ts';

const choice = { key: 'slack/contract-signup', documented: '{"a":1}' };

describe('the template of an event', () => {
  it('is the documented payload until it is changed', () => {
    expect(currentTemplate({ templates: {} }, choice)).toBe('{"a":1}');
    expect(currentTemplate({ templates: {} }, { key: 'slack/*', documented: null })).toBe('');
  });

  it('is kept where the engine says', () => {
    const templates = changeTemplate({ templates: { 'slack/*': 'x' } }, choice, '{}');
    expect(templates).toEqual({ 'slack/*': 'x', 'slack/contract-signup': '{}' });
    expect(currentTemplate({ templates }, choice)).toBe('{}');
  });

  it('is no difference any more when it is typed back to the documented one', () => {
    expect(changeTemplate({ templates: { 'slack/contract-signup': '{}' } }, choice, '{"a":1}')).toEqual({});
  });
});

describe('inserting a placeholder', () => {
  const insert = (text: string): string => {
    const start = text.indexOf('|');
    const plain = text.replace('|', '');
    const { range, text: inserted } = planInsertion(plain, { start, end: start }, 'a.b');
    return plain.slice(0, range.start) + inserted + plain.slice(range.end);
  };

  it.each([
    ['"x|"', '"x{{a.b}}"'],
    ['"{{|}}"', '"{{a.b}}"'],
    ['"{{acc|ount.email}}"', '"{{a.b}}"'],
    ['"{{ac|"', '"{{a.b}}"'],
    ['{{a}}|', '{{a}}{{a.b}}'],
  ])('at the bar in %s gives %s', (before, after) => {
    expect(insert(before)).toBe(after);
  });
});

describe('the words of the status line', () => {
  const problem = (severity: Diagnostic['severity']) => ({ severity }) as Diagnostic;

  it('counts errors and warnings, and notes where there is nothing else', () => {
    expect(summarizeDiagnostics([])).toEqual({ words: 'No problems', tone: 'success' });
    expect(summarizeDiagnostics([problem('info')])).toEqual({ words: '1 note', tone: 'info' });
    expect(summarizeDiagnostics([problem('info'), problem('warning')]).words).toBe('1 warning');
    expect(summarizeDiagnostics([problem('warning')])).toEqual({ words: '1 warning', tone: 'warning' });
    expect(summarizeDiagnostics([problem('error'), problem('error'), problem('warning')])).toEqual({
      words: '2 errors, 1 warning',
      tone: 'failure',
    });
  });

  it('counts the branches that samples reach', () => {
    const range = { start: 0, end: 1 };
    const branch = (reached: boolean) => ({
      range,
      label: 'x',
      reachedBy: reached ? [{ sampleId: 's', name: 'S' }] : [],
      unreachable: false,
      exampleDataText: null,
    });
    expect(summarizeCoverage([])).toBeNull();
    expect(summarizeCoverage([{ conditional: range, branches: [branch(true), branch(false)] }])).toEqual({
      words: '2 branches, 1 reached',
      complete: false,
    });
  });

  it('counts lines and columns from 1', () => {
    expect(toLineAndColumn('ab\ncd', 0)).toEqual({ line: 1, column: 1 });
    expect(toLineAndColumn('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
    expect(toLineAndColumn('ab\n', 3)).toEqual({ line: 2, column: 1 });
  });
});
