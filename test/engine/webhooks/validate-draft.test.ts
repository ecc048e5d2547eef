import { describe, expect, test } from 'vitest';
import { createDraft } from '../../../src-main/engine/webhooks/new-draft.ts';
import { type DraftContext, validateDraft } from '../../../src-main/engine/webhooks/validate-draft.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { fullProvider } from './full-provider.ts';

const valid: WebhookDraft = createDraft(fullProvider, {
  id: 'w1',
  name: 'Good',
  channel: 'custom-url',
  scope: { id: 'global', target: null },
  url: 'https://hooks.example.com/in?x=1',
});

const context: DraftContext = {
  settings: { enabled: true, mail: '', role: 'admin', teams: ['Payments'], services: [], managed: [] },
  eventTypes: fullProvider.eventTypes,
  readClientKey: () => null,
  othersInScope: 0,
  secrets: { signing: true, authorization: true },
};

const check = (changes: Partial<WebhookDraft>, other: Partial<DraftContext> = {}) =>
  validateDraft({ ...valid, ...changes }, fullProvider, { ...context, ...other });

const header = (name: string, value = 'x') => ({ headers: [{ name, value }] });

test('finds nothing wrong with a draft that is right', () => {
  expect(check({})).toEqual([]);
  expect(check({ headers: [{ name: 'X-A', value: 'b' }] })).toEqual([]);
  expect(check({ scope: { id: 'team', target: 'Payments' } })).toEqual([]);
  expect(check(header('Content-Type', 'application/json; charset="UTF-8"'))).toEqual([]);
});

/** One part of the valid draft is spoilt at a time. */
const errors: [what: string, changes: Partial<WebhookDraft>, path: string, message: RegExp][] = [
  ['no name', { name: ' ' }, 'name', /missing/],
  ['a line break in the name', { name: 'a\nb' }, 'name', /control character/],
  ['a scope that there is not', { scope: { id: 'space', target: null } }, 'scope', /belongs to/],
  ['a team that is not named', { scope: { id: 'team', target: null } }, 'scope', /Choose the Team/],
  ['a team that there is not', { scope: { id: 'team', target: 'Nobody' } }, 'scope.target', /no Team called “Nobody”/],
  ['a target where there is none', { scope: { id: 'global', target: 'x' } }, 'scope.target', /nothing to choose/],
  ['a channel of somebody else', { channel: 'discord' }, 'channel', /Custom URL, Slack/],
  ['no event', { events: [] }, 'events', /at least one/],
  ['an event that there is not', { events: ['nope'] }, 'events', /“nope”/],
  ['an event of the life cycle alone', { events: ['validate'] }, 'events', /“validate”/],
  ['an event twice', { events: ['created', 'created'] }, 'events', /twice/],
  ['no URL', { url: '' }, 'url', /missing/],
  ['a URL without a scheme', { url: 'hooks.example.com' }, 'url', /http/],
  ['another scheme', { url: 'ftp://example.com' }, 'url', /http/],
  ['a script', { url: 'javascript:alert(1)' }, 'url', /http/],
  ['a space in the URL', { url: 'http://exa mple.com/' }, 'url', /U\+0020/],
  ['a space behind the URL', { url: 'http://example.com/ ' }, 'url', /begins or ends with white space/],
  ['a byte order mark before the URL', { url: '\ufeffhttp://example.com/' }, 'url', /U\+FEFF/],
  ['a URL in brackets', { url: '<http://example.com/>' }, 'url', /quotes or brackets/],
  ['a line break in the URL', { url: 'http://exam\nple.com/' }, 'url', /U\+000A/],
  ['a tab in the URL', { url: 'http://exam\tple.com/' }, 'url', /U\+0009/],
  ['credentials in the URL', { url: 'http://user:pw@example.com/' }, 'url', /Authorization/],
  ['a port that is none', { url: 'http://example.com:99999/' }, 'url', /99999/],
  ['a method of somebody else', { method: 'PATCH' }, 'method', /POST, GET, DELETE/],
  [
    'a colon in the user name',
    { authorization: { type: 'basic', username: 'a:b' } },
    'authorization.username',
    /colon/,
  ],
  [
    'a key without a name',
    { authorization: { type: 'api-key', in: 'header', name: '' } },
    'authorization.name',
    /no name/,
  ],
  [
    'a key in a reserved header',
    { authorization: { type: 'api-key', in: 'header', name: 'Host' } },
    'authorization.name',
    /connection/,
  ],
  ['a header without a name', header(''), 'headers.0.name', /no name/],
  ['a space in a header name', header('X A'), 'headers.0.name', /U\+0020/],
  ['a colon in a header name', header('X:A'), 'headers.0.name', /U\+003A/],
  ['a line break in a header value', header('X-A', 'a\r\nX-B: c'), 'headers.0.value', /U\+000D/],
  ['half an emoji in a header value', header('X-A', '\ud83d'), 'headers.0.value', /half of a character/],
  ...[
    'Host',
    'content-length',
    'Transfer-Encoding',
    'Connection',
    'Keep-Alive',
    'Upgrade',
    'Expect',
    'TE',
    'Trailer',
  ].map((name): [string, Partial<WebhookDraft>, string, RegExp] => [
    `the reserved header ${name}`,
    header(name),
    'headers.0.name',
    /cannot be chosen/,
  ]),
  ['the header of the signature', header('x-auth-signature'), 'headers.0.name', /set by the signature/],
  ['a query parameter without a name', { send: 'query', query: [{ name: '', value: '' }] }, 'query.0.name', /no name/],
  ['five retries', { retryCount: 5 }, 'retryCount', /from 0 to 4/],
  ['half a retry', { retryCount: 0.5 }, 'retryCount', /whole number/],
  ['no interval', { retryIntervalMinutes: 0 }, 'retryIntervalMinutes', /from 1 to 5/],
  ['no time', { timeoutMs: 0 }, 'timeoutMs', /from 100/],
  ['a failure address that is none', { failureEmail: 'nobody' }, 'failureEmail', /mail address/],
  ['two failure addresses', { failureEmail: 'a@example.com, b@example.com' }, 'failureEmail', /mail address/],
];

describe('refuses at the field', () => {
  test('a second Content-Type, because a body has one type', () => {
    const headers = ['Content-Type', 'content-type'].map((name) => ({ name, value: 'text/plain' }));
    expect(check({ headers })).toMatchObject([{ path: 'headers.1.name', severity: 'error' }]);
  });

  test.each(errors)('%s', (_what, changes, path, message) => {
    const found = check(changes).filter(({ severity }) => severity === 'error');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ path, message: expect.stringMatching(message) });
  });

  test('one header more than the provider sends', () => {
    const headers = [1, 2, 3, 4].map((n) => ({ name: `X-${n}`, value: '' }));
    expect(check({ headers: headers.slice(1) })).toEqual([]);
    expect(check({ headers })).toMatchObject([
      { path: 'headers.3.name', message: expect.stringContaining('at most 3') },
    ]);
  });

  test('custom headers alone count, so that a User-Agent takes the place of none', () => {
    const custom = [1, 2, 3, 4].map((n) => ({ name: `X-${n}`, value: '' }));
    const agent = { name: 'user-agent', value: 'Mine/1' };
    expect(check({ headers: [agent, ...custom.slice(1)] })).toEqual([]);
    expect(check({ headers: [agent, ...custom] })).toMatchObject([
      { path: 'headers.4.name', message: expect.stringContaining('there are 4') },
    ]);
  });

  test('one webhook more than fits into the scope', () => {
    expect(check({}, { othersInScope: 1 })).toEqual([]);
    expect(check({}, { othersInScope: 2 })).toMatchObject([{ path: 'scope', severity: 'error' }]);
  });

  test('a missing secret that the provider requires, on a channel that is signed', () => {
    const secrets = { signing: false, authorization: false };
    expect(check({}, { secrets })).toMatchObject([{ path: 'secret.signing', severity: 'error' }]);
    expect(check({ channel: 'slack' }, { secrets })).toEqual([]);
  });

  test('what the provider does not have', () => {
    const plain = {
      ...fullProvider,
      webhook: { ...fullProvider.webhook, headers: null, query: null, authorization: ['none'] as const },
    };
    const found = (changes: Partial<WebhookDraft>) => validateDraft({ ...valid, ...changes }, plain, context);
    expect(found(header('X-A'))).toMatchObject([{ path: 'headers', severity: 'error' }]);
    expect(found(header('User-Agent', 'Mine/1'))).toEqual([]);
    expect(found(header('User-Agent', ''))).toEqual([]);
    expect(found(header('User-Agent', 'a\r\nb'))).toMatchObject([{ path: 'headers.0.value', severity: 'error' }]);
    expect(found({ send: 'query' })).toMatchObject([{ path: 'send', severity: 'error' }]);
    expect(found({ authorization: { type: 'bearer' } })).toMatchObject([{ path: 'authorization.type' }]);
  });
});

const warnings: [what: string, changes: Partial<WebhookDraft>, path: string][] = [
  ['a body with DELETE', { method: 'DELETE' }, 'method'],
  ['an accent in a header', header('X-A', 'é'), 'headers.0.value'],
  ['an emoji in a header', header('X-A', '🙂'), 'headers.0.value'],
  ['a charset that the body is not in', header('Content-Type', 'text/xml; charset=ISO-8859-1'), 'headers.0.value'],
  ['white space around a header value', header('X-A', ' a'), 'headers.0.value'],
  ['a host that is another than it seems', { url: 'http://0x7f.1/' }, 'url'],
  ['a link-local address', { url: 'http://169.254.169.254/latest' }, 'url'],
];

describe('warns, and does not refuse', () => {
  test.each(warnings)('%s', (_what, changes, path) => {
    expect(check(changes)).toMatchObject([{ path, severity: 'warning' }]);
  });

  test.each([
    ['\u200bhttps://hooks.example.com/in', 'error'],
    ['https://hooks.example.com/\u200bin', 'warning'],
    [' https://hooks.example.com/in\n', 'error'],
    ['https://hooks.example.com/in\u00a0', 'error'],
    ['“https://hooks.example.com/in”', 'error'],
    [' <https://hooks.example.com/in>\u200b', 'error'],
  ])('and offers %j without what was pasted along', (url, severity) => {
    const fix = { value: 'https://hooks.example.com/in' };
    expect(check({ url })[0]).toMatchObject({ path: 'url', severity, fix });
  });

  test('a header that is there twice', () => {
    const headers = ['X-A', 'x-a'].map((name) => ({ name, value: '1' }));
    expect(check({ headers })).toMatchObject([{ path: 'headers.1.name', severity: 'warning' }]);
  });

  test('a webhook without an event, where the service allows that', () => {
    const lenient = { ...fullProvider, webhook: { ...fullProvider.webhook, minimumEvents: 0 } };
    expect(validateDraft({ ...valid, events: [] }, lenient, context)).toMatchObject([
      { path: 'events', severity: 'warning', message: expect.stringContaining('No event is chosen') },
    ]);
  });

  test.each<[path: string, changes: Partial<WebhookDraft>]>([
    ['url', { url: 'https://hooks.example.com/{{incident.id}}' }],
    ['url', { url: 'https://hooks.example.com/in?id={{incident.id}}' }],
    ['headers.0.value', header('X-Id', '{{incident.id}}')],
    ['authorization.username', { authorization: { type: 'basic', username: '{{incident.id}}' } }],
    ['authorization.name', { authorization: { type: 'api-key', in: 'query', name: '{{incident.id}}' } }],
    ['query.0.name', { send: 'query', query: [{ name: '{{incident.id}}', value: '{{incident.id}}' }] }],
  ])('a placeholder at %s, where none is replaced', (path, changes) => {
    expect(check(changes)).toMatchObject([
      { path, severity: 'warning', message: expect.stringContaining('{{incident.id}} is not replaced here') },
    ]);
  });

  test('a conditional in a header, shown whole', () => {
    const value = '{{{ if(a==b) return(c); return(d); }}}';
    expect(check(header('X-A', value))[0]?.message).toContain(`${value} is not replaced here`);
    expect(check(header('X-A', '{not one}'))).toEqual([]);
  });

  test('credentials that are missing', () => {
    const secrets = { signing: true, authorization: false };
    expect(check({ authorization: { type: 'bearer' } }, { secrets })).toMatchObject([
      { path: 'secret.bearer', severity: 'warning' },
    ]);
  });
});

describe('the signature header that the user names', () => {
  const provider = {
    ...fullProvider,
    signing: { ...fullProvider.signing!, schemeId: 'callgoose', chosenHeader: { label: 'Header', initial: '' } },
  };
  const found = (signatureHeader: string) =>
    validateDraft({ ...valid, signed: true, signatureHeader }, provider, context);

  test.each([
    ['', /missing/],
    ['X Signature', /U\+0020/],
    ['Content-Length', /connection/],
    ['Content-Type', /something else/],
  ])('refuses %j', (name, message) => {
    expect(found(name)).toMatchObject([{ path: 'signatureHeader', message: expect.stringMatching(message) }]);
  });

  test('takes a name that can be sent', () => {
    expect(found('X-Signature')).toEqual([]);
  });
});
