import { expect, it } from 'vitest';
import { callgoose } from '../../../src-main/engine/providers/callgoose.ts';
import { analyzeTemplate, compileTemplate } from '../../../src-main/engine/template/index.ts';

const notesOf = (text: string) =>
  analyzeTemplate(compileTemplate(text, callgoose), null, { json: true }).diagnostics.filter(
    ({ code }) => code === 'other-syntax',
  );

it.each([
  ['{"a": "\u0024{incident.title}"}', '\u0024{incident.title}'],
  ['{"a": "{incident.title}"}', '{incident.title}'],
  ['{"a": "{ incident.title }"}', '{ incident.title }'],
  ['{"a": "%INCIDENT_TITLE%"}', '%INCIDENT_TITLE%'],
  ['{"a": "#{incident_title}"}', '#{incident_title}'],
])('notes the syntax of another language in %s', (text, written) => {
  const [note] = notesOf(text);
  expect(note).toMatchObject({ severity: 'info', blocksSend: 'no' });
  expect(text.slice(note?.range.start, note?.range.end)).toBe(written);
  expect(note?.fixes[0]).toMatchObject({ edits: [{ text: '{{incident.title}}' }] });
});

it.each([
  '{"a": "{{incident.title}}"}',
  '{"a": "{{incident.title}}}"}',
  '{"incident.title": {"incident.id": 1}}',
  '{"a": "100 % of {things} %d \u0024{total} {0} %20"}',
  '{"a": {"b": {{incident.id}}}}',
])('notes nothing in %s', (text) => {
  expect(notesOf(text)).toEqual([]);
});
