import { describe, expect, it } from 'vitest';
import { compileTemplate, completeTemplate } from '../../../src-main/engine/template/index.ts';
import { sqibs } from './support/language.ts';

function completeUser(text: string) {
  const offset = text.indexOf('|');
  const items = completeTemplate(compileTemplate(text.replace('|', ''), sqibs), offset, null);
  const { range, insertText } = items.find(({ label }) => label === 'user') ?? { range: null, insertText: null };
  return { range, insertText };
}

describe('the cursor after a completed placeholder', () => {
  it.each([
    { where: 'nothing was closed', text: '{"a": "{{us|"}', end: 11 },
    { where: 'one brace was closed', text: '{"a": "{{us|}"}', end: 12 },
    { where: 'the editor has closed both', text: '{"a": "{{us|}}"}', end: 13 },
    { where: 'more braces follow', text: '{"a": {{us|}}}', end: 12 },
  ])('stands behind the braces where $where', ({ text, end }) => {
    const start = text.indexOf('us');
    expect(completeUser(text)).toEqual({ range: { start, end }, insertText: 'user}}' });
  });

  it('leaves braces behind a space where they are', () => {
    expect(completeUser('{"a": "{{ us| }}"}')).toEqual({ range: { start: 10, end: 12 }, insertText: 'user' });
  });
});
