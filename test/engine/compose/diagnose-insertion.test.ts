import { describe, expect, it } from 'vitest';
import { diagnoseBody } from '../../../src-main/engine/compose/diagnose-body.ts';
import type { Insertion } from '../../../src-preload/contract/template.ts';
import { compose, providerOf } from './support/compose.ts';

function diagnose(providerId: string, template: string, dataText: string, insertion: Insertion = 'json-safe') {
  const provider = providerOf(providerId);
  const changes = { channel: 'custom-url' as const, insertion, templates: { 'custom-url/*': template } };
  const { body } = compose({ provider, changes, dataText }).planned;
  return body === null ? [] : diagnoseBody(body).filter(({ code }) => /raw|python/.test(code));
}

const quoted = '{"incident":{"id":"5","title":"She said \\"no\\""}}';

describe('a service whose document says that values go in as they are', () => {
  it('is told of where its result is not JSON', () => {
    const [found] = diagnose('callgoose', '{"a": "{{incident.title}}"}', quoted);
    expect(found).toMatchObject({ code: 'raw-differs', severity: 'warning', range: { start: 7, end: 25 } });
    expect(found?.message).toContain('not JSON');
  });

  it('is told of where a receiver reads another value', () => {
    const [found] = diagnose('callgoose', '{"n": {{incident.id}}}', quoted);
    expect(found?.message).toBe(
      'The service inserts `incident.id` as it is: `5`, where this sends `"5"`. A receiver reads another value then.',
    );
  });

  it('is not told of where both are the same, where values go in raw, and where the document says nothing', () => {
    expect(diagnose('callgoose', '{"a": "{{incident.id}}"}', quoted)).toEqual([]);
    expect(diagnose('callgoose', '{"a": "{{incident.title}}"}', quoted, 'raw')).toEqual([]);
    const title = '{"space":{"name":"a\\"b"}}';
    expect(diagnose('y42', '{"a": "{{space.name}}"}', title)).toEqual([]);
  });
});

describe('a body that is laid out as Python writes it', () => {
  it('says where Python would write the data otherwise, at its placeholder', () => {
    const data = '{"data": {"a": 1e5, "b": "\\/", "c": "\\u00FC", "d": 1, "d": 2}}';
    const template = '{"event": "x", "data": {{data}}}';
    const [found, ...others] = diagnose('casesolved', template, data);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'python-spelling', severity: 'info', range: { start: 23, end: 31 } });
    expect(found?.message).toBe(
      'Python would write this otherwise: `1e5` as `100000.0`, `"\\/"` as `"/"`, `"\\u00FC"` as `"\\u00fc"`, and 1 more. The spelling of your data is kept.',
    );
  });

  it('says nothing of data that Python writes so', () => {
    expect(diagnose('casesolved', '{"data": {{data}}}', '{"data": {"a": "ü", "b": [1.5]}}')).toEqual([]);
  });
});
