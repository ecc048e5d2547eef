import { describe, expect, it } from 'vitest';
import { findFormat, listFormats } from '../../../src-main/engine/imports/formats.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { readImport } from './support/import-text.ts';

const find = (name: string, text: string | Buffer) => findFormat([{ name, bytes: Buffer.from(text) }]);

describe('the format of a source', () => {
  it('is that of the extension where the text could be anything', () => {
    expect(find('a.sh', '{ curl http://a.example/; }')).toBe('curl');
    expect(find('a.http', 'curl http://a.example/')).toBe('raw-http');
    expect(find('a.har', 'nothing')).toBe('har');
  });

  it('is that of the content where JSON says which one it is', () => {
    expect(find('a.json', '{"comment": "x", "log": {"entries": []}}')).toBe('har');
    expect(find('Pasted text', '{"comment":"x","log":{"entries":[]}}')).toBe('har');
    expect(find('Pasted text', '[{"request": {}, "response": {}}]')).toBe('har');
    expect(find('Pasted text', '[{"url": "http://a.example/"}]')).toBe('json-lines');
    expect(find('a.har', '{"info": {}, "item": []}')).toBe('postman');
    expect(find('a.json', '{"collection": {"info": {}, "item": []}}')).toBe('postman');
    expect(find('a.json', '[{"id": 1, "guid": "a", "delivered_at": "x"}]')).toBe('github');
    expect(find('a.json', '{"id": "evt_1", "object": "event"}')).toBe('stripe');
    expect(find('a.json', '[{"id": "evt_1", "object": "event", "request": {"id": null}}]')).toBe('stripe');
    expect(find('Pasted text', Buffer.from('\ufeff{"log": {}}', 'utf16le'))).toBe('har');
  });

  it('is that of a .http file where a pasted text begins with its comments and variables', () => {
    expect(find('Pasted text', '# Calls\n@host = a\n\nPOST http://a.example/\n\nx')).toBe('raw-http');
    expect(find('Pasted text', '# Calls\n\ncurl http://a.example/')).toBe('curl');
  });

  it('is found behind a first value that is longer than what is looked at', () => {
    expect(find('a.har', `{"comment": "${'x'.repeat(300_000)}", "log": {}}`)).toBe('har');
  });

  it('is a line of requests also where they have a key that other formats have', () => {
    expect(find('Pasted text', '{"url": "http://a.example/", "log": "x", "request": 1}\n')).toBe('json-lines');
  });
});

it.each([
  ['a.json', 'garbage'],
  ['a.json', '{"a": 1}'],
  ['Pasted text', '[1, 2]'],
  ['Pasted text', '{"a": 1}'],
])('%s with %s is told which formats are read', async (name, content) => {
  const engine = await openWire(makeTemporaryDirectory());
  const plan = await readImport(engine, [{ name, content }]);
  expect(plan).toMatchObject({ format: null, items: [] });
  expect(plan.problems).toHaveLength(1);
  for (const { label } of listFormats()) expect(plan.problems[0]?.message).toContain(label);
});
