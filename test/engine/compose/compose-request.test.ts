import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Authorization, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { compose, linesOf, providerOf, secret } from './support/compose.ts';

const callgoose = providerOf('callgoose');

describe('the composed request', () => {
  it('has its headers in the order of the wire', () => {
    const lines = linesOf(
      compose({
        provider: callgoose,
        changes: {
          headers: [
            { name: 'X-Zebra', value: '1' },
            { name: 'X-Apple', value: ' 2 ' },
            { name: 'X-Zebra', value: '3' },
          ],
          authorization: { type: 'bearer' },
          signatureHeader: 'X-Sig',
        },
        secrets: { bearer: 'token' },
      }),
    );
    expect(lines.map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      'host',
      'connection',
      'User-Agent',
      'Content-Type',
      'X-Zebra',
      'X-Apple',
      'X-Zebra',
      'Authorization',
      'X-Sig',
      'content-length',
    ]);
    expect(lines).toContain('X-Apple: 2');
    expect(lines).toContain('host: hooks.example.com');
  });

  it('signs the very bytes of the body, by the document', () => {
    const { planned, finished } = compose();
    const { body, headers } = finished.request;
    expect(body).toBe(planned.body?.bytes);
    const signature = createHmac('sha256', secret)
      .update('1700000000')
      .update(body ?? '')
      .digest('hex');
    expect(headers.find(({ name }) => name === 'X-Auth-Signature')?.value).toBe(signature);
    expect(headers.find(({ name }) => name === 'X-Auth-Timestamp')?.value).toBe('1700000000');
  });

  it('says the length in bytes, not in characters', () => {
    const { finished } = compose({
      changes: { templates: { 'custom-url/*': '{"a":"é🦊"}' } },
    });
    expect(finished.request.body).toEqual(Buffer.from('{"a":"é🦊"}', 'utf8'));
    expect(finished.request.headers.at(-1)).toMatchObject({ name: 'content-length', value: '14' });
  });

  it.each([
    ['its own for the event', { 'custom-url/contract-signup': '1', 'custom-url/*': '2' }, '1'],
    ['its own for all events', { 'custom-url/*': '2', 'custom-url/contract-finalize': '3' }, '2'],
    ['nothing of another channel', { 'slack/contract-signup': '4' }, null],
  ])('takes as template %s', (_name, templates, expected) => {
    const { planned } = compose({ changes: { templates: templates as unknown as WebhookDraft['templates'] } });
    expect(planned.body?.template.isDefault).toBe(expected === null);
    if (expected !== null) expect(planned.body?.text).toBe(expected);
  });

  it.each([
    ['as-written', '{ "a" : "é",\n  "b" : [1.0, 2] }'],
    ['compact', '{"a":"é","b":[1.0,2]}'],
    ['python', '{"a": "\\u00e9", "b": [1.0, 2]}'],
  ] as const)('lays the body out %s', (layout, expected) => {
    const template = '{ "a" : "é",\n  "b" : [1.0, 2] }';
    expect(compose({ changes: { layout, templates: { 'custom-url/*': template } } }).planned.body?.text).toBe(expected);
  });

  it('knows the webhook, the event as the service calls it, and the time', () => {
    const placeholders = ['webhook.id', 'webhook.name', 'webhook.event', 'timestamp'];
    const { planned } = compose({
      provider: {
        ...callgoose,
        placeholders: placeholders.map((path) => ({ path, label: '', description: '', values: null, slips: [] })),
      },
      changes: {
        name: 'A "quoted" name',
        templates: { 'custom-url/*': `{${placeholders.map((path) => `"${path}":"{{${path}}}"`).join(',')}}` },
      },
    });
    expect(JSON.parse(planned.body?.text ?? '')).toEqual({
      'webhook.id': 'b5a3f3f0-0000-4000-8000-000000000001',
      'webhook.name': 'A "quoted" name',
      'webhook.event': callgoose.eventTypes[0]?.wireName,
      timestamp: '2023-11-14T22:13Z',
    });
  });

  it('leaves the default Content-Type out where a header replaces it, and inserts raw where that is not JSON', () => {
    const { planned, finished } = compose({
      changes: {
        headers: [{ name: 'content-TYPE', value: 'text/plain' }],
        templates: { 'custom-url/*': 'name={{account.email}}' },
      },
      dataText: '{"account":{"email":"a\\"b"}}',
    });
    expect(planned.body?.text).toBe('name=a"b');
    expect(finished.request.headers.filter(({ name }) => /content-type/i.test(name))).toHaveLength(1);
  });

  it.each(['application/json; charset=utf-8', 'application/cloudevents+json'])('reads %s as JSON', (value) => {
    const headers = [{ name: 'Content-Type', value }];
    expect(compose({ changes: { headers } }).planned.body?.type).toBe('json');
  });

  it('cuts to the limit after layout, by code points, never within one', () => {
    const provider = { ...callgoose, payload: { ...callgoose.payload, maximumCharacters: 10 } };
    const cut = compose({
      provider,
      changes: { layout: 'compact', templates: { 'custom-url/*': '{ "a": "🦊🦊🦊🦊🦊" }' } },
    });
    expect(cut.planned.body).toMatchObject({ text: '{"a":"🦊🦊🦊🦊', meter: { used: 13, limit: 10, cut: true } });
    const fits = compose({
      provider,
      changes: { layout: 'compact', templates: { 'custom-url/*': '{ "a" : "🦊🦊" }' } },
    });
    expect(fits.planned.body).toMatchObject({ text: '{"a":"🦊🦊"}', meter: { used: 10, cut: false } });
  });
});

describe('query mode', () => {
  const changes: Partial<WebhookDraft> = {
    send: 'query',
    method: 'GET',
    url: 'https://hooks.example.com/in?x=1#part',
    query: [
      { name: 'title', value: "{{incident.title}} it's & more" },
      { name: 'a b', value: 'ä=1' },
    ],
  };

  it('puts encoded values behind those of the address, sends no body and signs nothing', () => {
    const { finished } = compose({ provider: callgoose, changes, dataText: '{"incident":{"title":"50% 🦊"}}' });
    expect(finished.request.url).toBe(
      'https://hooks.example.com/in?x=1&title=50%25%20%F0%9F%A6%8A%20it%27s%20%26%20more&a%20b=%C3%A4%3D1',
    );
    expect(new URL(finished.request.url).href).toBe(finished.request.url);
    expect(finished.request.body).toBeNull();
    expect(finished.request.signature).toBeNull();
    expect(finished.request.unsignedBecause).toContain('query parameters');
    expect(finished.request.headers.map(({ name }) => name)).toEqual(['host', 'connection', 'User-Agent']);
  });

  it('counts the limit of a value before it is encoded', () => {
    const limit = callgoose.webhook.query?.maximumCharacters ?? 0;
    const { planned, finished } = compose({
      provider: callgoose,
      changes: { ...changes, query: [{ name: 'q', value: '🦊'.repeat(limit + 1) }] },
    });
    expect(planned.query[0]?.meter).toEqual({ used: limit + 1, limit, cut: true });
    expect(finished.request.url.match(/%F0%9F%A6%8A/g)).toHaveLength(limit);
  });
});

describe('authorization', () => {
  const header = (authorization: Exclude<Authorization, { type: 'none' }>, credential = 'p4ss:wörd') =>
    compose({ provider: callgoose, changes: { authorization }, secrets: { [authorization.type]: credential } });

  it('is Basic with UTF-8', () => {
    const value = Buffer.from('me:p4ss:wörd').toString('base64');
    expect(linesOf(header({ type: 'basic', username: 'me' }))).toContain(`Authorization: Basic ${value}`);
  });

  it('is Bearer', () => {
    expect(linesOf(header({ type: 'bearer' }, 't0ken'))).toContain('Authorization: Bearer t0ken');
  });

  it('is a header of the name that was chosen', () => {
    expect(linesOf(header({ type: 'api-key', in: 'header', name: 'X-Key' }, 'k'))).toContain('X-Key: k');
  });

  it('is a query parameter, shown as dots wherever the URL is', () => {
    const { finished } = header({ type: 'api-key', in: 'query', name: 'api key' }, "a&b'c");
    expect(finished.request.url).toBe('https://hooks.example.com/in?a=1&api%20key=a%26b%27c');
    expect(finished.request.hideSecrets(finished.request.url)).toBe(
      'https://hooks.example.com/in?a=1&api%20key=••••••••',
    );
  });

  it.each([
    ['is not set', '', 'is not set'],
    ['holds a line break', 'a\r\nX-Evil: 1', 'character that a header cannot carry'],
  ])('stops the request where the secret %s', (_name, value, message) => {
    const { finished } = header({ type: 'bearer' }, value);
    expect(finished.problems.map((problem) => problem.message).join()).toContain(message);
    expect(JSON.stringify(finished.problems)).not.toContain('Evil');
  });

  it('stops the request where the secret is locked', () => {
    const { finished } = compose({
      provider: callgoose,
      changes: { authorization: { type: 'bearer' } },
      secrets: { bearer: { state: 'locked', message: 'Unlock it.' } },
    });
    expect(finished.problems).toEqual([expect.objectContaining({ message: 'Unlock it.', locked: true })]);
  });
});

describe('a signature that is not made', () => {
  it.each([
    ['another channel', providerOf('gridscale'), { channel: 'slack' as const }, {}, 'only requests of these channels'],
    ['switched off', callgoose, { signed: false }, {}, 'switched off'],
    ['no secret where it is a choice', providerOf('y42'), {}, { signing: '' }, 'No secret is set'],
  ])('says why: %s', (_name, provider, changes, secrets, because) => {
    const { finished } = compose({ provider, changes, secrets });
    expect(finished.request.signature).toBeNull();
    expect(finished.request.unsignedBecause).toContain(because);
    expect(finished.problems).toEqual([]);
  });

  it('stops the request where the secret is required', () => {
    expect(compose({ secrets: { signing: '' } }).finished.problems).toHaveLength(1);
  });

  it('stops the request where the secret would be sent, and was entered to sign with', () => {
    const key = { state: 'set', bytes: Buffer.from('a-key-that-signs'), neverSent: true } as const;
    const { finished } = compose({ provider: providerOf('casesolved'), secrets: { signing: key } });
    expect(finished.problems[0]?.message).toContain('was entered to sign with');
    expect(JSON.stringify(finished.request.headers)).not.toContain('a-key-that-signs');
  });

  it('stops the request where a header of the user has the same name', () => {
    const { finished } = compose({ changes: { headers: [{ name: 'x-auth-signature', value: 'forged' }] } });
    expect(finished.problems[0]?.message).toContain('X-Auth-Signature');
  });
});

it('sends every attempt with the same id and body, and a new timestamp', () => {
  const first = compose({ provider: providerOf('gridscale'), timestampMs: 1_700_000_000_000 }).finished.request;
  const second = compose({ provider: providerOf('gridscale'), timestampMs: 1_700_000_060_000 }).finished.request;
  expect(second.body).toEqual(first.body);
  expect(second.signature?.shown).not.toBe(first.signature?.shown);
});
