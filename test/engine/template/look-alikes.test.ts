import { describe, expect, it } from 'vitest';
import { callgoose } from '../../../src-main/engine/providers/callgoose.ts';
import {
  analyzeTemplate,
  compileTemplate,
  createScope,
  diagnoseData,
  parseEventData,
  renderTemplate,
} from '../../../src-main/engine/template/index.ts';
import type { Diagnostic, TextEdit } from '../../../src-preload/contract/template.ts';

const data = parseEventData('{"incident":{"id":"5","title":"Down","urgency":"high"}}');

function diagnose(text: string, json = true): Diagnostic[] {
  if (!data.ok) throw new Error('The data of this test is JSON.');
  const template = compileTemplate(text, callgoose);
  const rendered = renderTemplate(template, createScope(data.value, new Map()), {
    kind: 'body',
    insertion: json ? 'json-safe' : 'raw',
    valueStyle: 'as-written',
    maximumCodePoints: null,
  });
  return analyzeTemplate(template, rendered, { json }).diagnostics;
}

function apply(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((one, other) => other.range.start - one.range.start)
    .reduce((now, { range, text: piece }) => now.slice(0, range.start) + piece + now.slice(range.end), text);
}

function fixOf(diagnostics: readonly Diagnostic[]) {
  const [first] = diagnostics.filter(({ code }) => code === 'look-alike');
  const [fix] = first?.fixes ?? [];
  if (fix === undefined) throw new Error('There is no fix.');
  return fix;
}

/** The line of Callgoose's document as a browser copies it: with no-break spaces between the tokens. */
const documented =
  '{\u00a0 "id" : "{{incident.id}}",\u00a0 "title" : "{{incident.title}}",\u00a0 "urgency" :\u00a0{{{ if(incident.urgency==high) return("high"); return ("none"); }}}\u00a0}';

describe('look-alike characters in a template', () => {
  it('names the no-break spaces of the document and replaces all of them at once', () => {
    const found = diagnose(documented);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'look-alike', severity: 'error', range: { start: 1, end: 2 } });
    expect(found[0]?.message).toContain('A no-break space (U+00A0) is here and at 4 other places');
    const fix = fixOf(found);
    expect(fix.title).toBe('Replace all 5 characters');
    const mended = apply(documented, fix.edits);
    expect(mended).toBe(documented.replaceAll('\u00a0', ' '));
    expect(diagnose(mended)).toEqual([]);
  });

  it('names each kind once, and one fix mends all kinds', () => {
    const text = '\ufeff{\u201cid\u201d\uff1a\u00a0\u201c{{incident.id}}\u201d,\u200b\u201cn\u201d: 1}';
    const found = diagnose(text).filter(({ code }) => code === 'look-alike');
    expect(found.map(({ message }) => /\(U\+[0-9A-F]+\)/.exec(message)?.[0])).toEqual([
      '(U+FEFF)',
      '(U+201C)',
      '(U+201D)',
      '(U+FF1A)',
      '(U+00A0)',
      '(U+200B)',
    ]);
    expect(apply(text, fixOf(found).edits)).toBe('{"id": "{{incident.id}}","n": 1}');
  });

  it('takes full-width braces of JSON and of placeholders for what they look like', () => {
    const text = '\uff5b"id": "\uff5b\uff5bincident.id\uff5d\uff5d"\uff5d';
    const found = diagnose(text);
    expect(found.every(({ code }) => code === 'look-alike')).toBe(true);
    expect(apply(text, fixOf(found).edits)).toBe('{"id": "{{incident.id}}"}');
  });

  it('keeps apostrophes and dashes of prose between typographic quotes', () => {
    const text = '{\u201ctitle\u201d: \u201cit\u2019s down \u2013 again\u201d}';
    expect(apply(text, fixOf(diagnose(text)).edits)).toBe('{"title": "it\u2019s down \u2013 again"}');
    const single = '{\u2018title\u2019: \u2018it\u2019s down\u2019}';
    expect(apply(single, fixOf(diagnose(single)).edits)).toBe('{"title": "it\u2019s down"}');
  });

  it('says nothing of such characters inside of JSON strings', () => {
    const text =
      '{"title": "\u201cDown\u201d \u2013 {{incident.title}}\u00a0\ud83d\udc69\u200d\ud83d\ude92 \u0434\u0430"}';
    expect(diagnose(text)).toEqual([]);
  });

  it('finds one in the name of a placeholder, in any type of body', () => {
    for (const text of ['{{incident.id\u200b}}', '{{\u00a0incident.id}}', '{{in\u0441ident.id}}']) {
      const found = diagnose(text, false);
      expect(found).toHaveLength(1);
      expect(apply(text, fixOf(found).edits).replace(' ', '')).toBe('{{incident.id}}');
    }
    expect(diagnose('Gr\u00fc\u00dfe \u2013 {{incident.title}}', false)).toEqual([]);
  });

  it('finds one between the words of a conditional', () => {
    const text = '{"a": {{{ if(incident.urgency==high)\u00a0return("x"); return("y"); }}} }';
    const found = diagnose(text).filter(({ code }) => code === 'look-alike');
    expect(diagnose(apply(text, fixOf(found).edits))).toEqual([]);
  });

  it('mends thousands of them with one edit', () => {
    const text = `{${'\u00a0'.repeat(5000)}"a": 1}`;
    const { title, edits } = fixOf(diagnose(text));
    expect(title).toBe('Replace all 5000 characters');
    expect(edits).toHaveLength(1);
    expect(apply(text, edits)).toBe(`{${' '.repeat(5000)}"a": 1}`);
  });
});

describe('the data of an event', () => {
  it('has its look-alikes named and replaced at once', () => {
    const text = '{\u00a0"a":\u00a0\u201cb\u201d }';
    const found = diagnoseData(text, true);
    expect(found.map(({ code }) => code)).toEqual(['look-alike', 'look-alike', 'look-alike']);
    expect(apply(text, fixOf(found).edits)).toBe('{ "a": "b" }');
    expect(diagnoseData('{"a": "b"}', true)).toEqual([]);
  });

  it('names the character in the message where it is read', () => {
    expect(parseEventData('{\u00a0"a": 1}')).toMatchObject({
      ok: false,
      message: 'A key in double quotes or `}` is expected, but found a no-break space (U+00A0).',
    });
    expect(parseEventData('{"a": "b\u0008"}')).toMatchObject({
      message: 'A backspace (U+0008) is in a string. Write it as an escape, or close the string before it.',
    });
  });

  it('is said to be no object, to repeat a key, or to miss a comma', () => {
    expect(diagnoseData('[1]', true)).toMatchObject([{ code: 'invalid-json' }]);
    expect(diagnoseData('[1]', false)).toEqual([]);
    expect(diagnoseData('{"a": 1, "a": 2}', true)).toMatchObject([{ code: 'repeated-key', severity: 'warning' }]);
    expect(diagnoseData('{"a": 1 "b": 2}', true)[0]?.fixes).toMatchObject([{ title: 'Insert a comma' }]);
  });

  it('is said to have keys that no placeholder can name, where placeholders are named by keys', () => {
    const text = '{"a": 1, "first name": 2, "in": {"b.c": 3, "list": [{"x{{y": 4}]}, "top.dot": 5}';
    const [found, ...others] = diagnoseData(text, true, true);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'unreachable-key', severity: 'info', blocksSend: 'no' });
    expect(found?.message).toMatch(/^No placeholder can name `first name`, `b\.c`, `x\{\{y`, so templates cannot use/);
    expect(found?.range.start).toBe(text.indexOf('"first name"'));
    expect(diagnoseData(text, true)).toEqual([]);
    expect(diagnoseData('{"a": {"b": [1]}}', true, true)).toEqual([]);
    expect(diagnoseData('{"": 1}', true, true)[0]?.message).toContain('the empty key');
  });
});
