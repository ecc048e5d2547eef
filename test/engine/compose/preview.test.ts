import { describe, expect, it } from 'vitest';
import { judgeSending } from '../../../src-main/engine/compose/judge-sending.ts';
import { previewOf } from '../../../src-main/engine/compose/preview.ts';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { type ComposeOptions, compose, providerOf, secret } from './support/compose.ts';

const preview = (options: ComposeOptions = {}, issues: FieldIssue[] = []) => previewOf(compose(options), issues);
const callgoose = providerOf('callgoose');
const template = (text: string) => ({ templates: { 'custom-url/*': text } });

describe('a preview', () => {
  it('shows the request that would be sent', () => {
    const composition = compose();
    const shown = previewOf(composition, []);
    const { request } = composition.finished;
    expect(shown.body).toBe(request.body?.toString('utf8'));
    expect(shown.bodyBytes).toBe(request.body?.length);
    expect(shown.headers.map(({ name, value }) => [name, value])).toEqual(
      request.headers.map(({ name, value }) => [name, value]),
    );
    expect(shown.json).toBe('valid');
    expect(shown.blockers).toEqual([]);
    expect(shown.confirmations).toEqual([]);
  });

  it('shows what was signed, piece by piece', () => {
    const { signing, body } = preview();
    expect(signing).toMatchObject({
      schemeId: 'gridscale',
      headerName: 'X-Auth-Signature',
      parts: [
        { part: 'timestamp', text: '1700000000' },
        { part: 'body', text: body },
      ],
    });
    expect(signing?.keyFingerprint).toMatch(/^[0-9a-f]{8}$/);
  });

  it('never holds a secret, wherever it is used', () => {
    const secrets = { signing: secret, bearer: 'very/secret=value', 'api-key': 'very/secret=value' };
    const casesolved = JSON.stringify(preview({ provider: providerOf('casesolved'), secrets }));
    expect(casesolved).toContain('••••••••');
    expect(casesolved).not.toContain(secret);
    for (const authorization of [{ type: 'bearer' }, { type: 'api-key', in: 'query', name: 'key' }] as const) {
      const text = JSON.stringify(preview({ provider: callgoose, changes: { authorization }, secrets }));
      expect(text).not.toContain('very');
    }
  });

  it('maps segments onto the bytes in their layout', () => {
    const { segments, body } = preview({
      changes: { layout: 'python', ...template('{"name":"{{account.email}}","b":"é"}') },
      dataText: '{"account":{"email":"é@x"}}',
    });
    const value = segments.find(({ kind }) => kind === 'value');
    expect(body).toBe('{"name": "\\u00e9@x", "b": "\\u00e9"}');
    expect(body?.slice(value?.output.start, value?.output.end)).toBe('\\u00e9@x');
  });

  it('says at which place of the template the output is cut', () => {
    const provider = { ...callgoose, payload: { ...callgoose.payload, maximumCharacters: 12 } };
    const text = '{"a":"b",     "c":"dddddd"}';
    const { diagnostics, meter, confirmations, json } = preview({
      provider,
      changes: { layout: 'compact', ...template(text) },
    });
    const cut = diagnostics.find(({ code }) => code === 'cut');
    expect(meter).toEqual({ used: 22, limit: 12, cut: true });
    expect(cut).toMatchObject({ severity: 'error', range: { end: text.length } });
    expect(cut?.message).toContain('what is left is not JSON');
    expect(json).toBe('invalid');
    expect(confirmations).toHaveLength(1);
  });

  it('stays complete while the address is not valid', () => {
    const shown = preview({ changes: { url: 'http://exa mple/' } });
    expect(shown.url).toBe('');
    expect(shown.body).not.toBeNull();
    expect(shown.signing).not.toBeNull();
    expect(shown.blockers).toEqual([expect.stringContaining('a space')]);
  });

  it('stays complete while the data of the event is not JSON', () => {
    const shown = preview({ dataText: '{"account": ' });
    expect(shown.blockers).toEqual([expect.stringContaining("event's data cannot be read")]);
    expect(shown.body).toContain('account_email');
  });

  it.each([
    ['a valid body', {}, 'valid'],
    ['a body that is not JSON', template('{"a":'), 'invalid'],
    ['a body that does not claim to be JSON', { headers: [{ name: 'Content-Type', value: 'text/plain' }] }, 'none'],
  ])('calls %s by its kind', (_name, changes, json) => {
    expect(preview({ changes }).json).toBe(json);
  });
});

describe('what stops a request', () => {
  it.each([
    ['an unclosed brace', template('{"a":"{{account.email"}'), 1],
    ['a missing event', {}, 1],
  ])('%s', (name, changes, count) => {
    const eventType = name === 'a missing event' ? 'nothing' : 'contract-signup';
    expect(preview({ changes, eventType, dataText: '{}' }).blockers.length).toBeGreaterThanOrEqual(count);
  });

  it('is every error of a field, and no warning', () => {
    const issues: FieldIssue[] = [
      { path: 'name', message: 'Give it a name.', severity: 'error' },
      { path: 'method', message: 'Unusual.', severity: 'warning' },
    ];
    expect(preview({}, issues).blockers).toEqual(['Give it a name.']);
  });
});

describe('what has to be confirmed', () => {
  it('is an unknown placeholder, by an id that changes with it', () => {
    const one = preview({ changes: template('{"a":"{{foo.bar}}"}') });
    const other = preview({ changes: template('{"a":"{{foo.baz}}"}') });
    expect(one.blockers).toEqual([]);
    expect(one.body).toBe('{"a":"{{foo.bar}}"}');
    expect(one.confirmations).toHaveLength(1);
    expect(one.confirmations[0]?.message).toContain('foo.bar');
    expect(one.confirmations[0]?.id).not.toBe(other.confirmations[0]?.id);
    expect(preview({ changes: template('{"a":"{{foo.bar}}"}') }).confirmations).toEqual(one.confirmations);
  });

  it('is a link-local address', () => {
    const shown = preview({ changes: { url: 'http://169.254.169.254/x' } });
    expect(shown.confirmations).toEqual([
      { id: 'link-local:169.254.169.254', message: expect.stringContaining('metadata') },
    ]);
  });

  it('is the same when it is judged without a preview', () => {
    const composition = compose({ changes: template('{"a":{{foo.bar}}}') });
    const { blockers, confirmations } = previewOf(composition, []);
    expect(judgeSending(composition, [])).toEqual({ blockers, confirmations });
  });
});
