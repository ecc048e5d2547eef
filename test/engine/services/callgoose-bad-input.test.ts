import { describe, expect, test } from 'vitest';
import type { Scope, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { openService, type Service, toDraft } from './support/open-service.ts';
import { startReceiver } from './support/receiver.ts';

const global: Scope = { id: 'global', target: null };
const created = 'incident.created';

const open = (): Promise<Service> => openService('callgoose');

const refusedAt = (path: string) => ({
  code: 'invalid',
  detail: { issues: expect.arrayContaining([expect.objectContaining({ path, severity: 'error' })]) },
});

describe('what cannot be', () => {
  const bad: [what: string, draft: Partial<WebhookDraft>, path: string][] = [
    ['no name', { name: '  ' }, 'name'],
    ['no URL', { url: '' }, 'url'],
    ['an invalid URL', { url: 'htps:/nowhere' }, 'url'],
    ['a URL of another scheme', { url: 'ftp://example.com' }, 'url'],
    ['retry count 5', { retryCount: 5 }, 'retryCount'],
    ['retry count -1', { retryCount: -1 }, 'retryCount'],
    ['half a retry', { retryCount: 1.5 }, 'retryCount'],
    ['interval 0', { retryIntervalMinutes: 0 }, 'retryIntervalMinutes'],
    ['interval 6', { retryIntervalMinutes: 6 }, 'retryIntervalMinutes'],
    ['PATCH', { method: 'PATCH' }, 'method'],
    ['a reserved header', { headers: [{ name: 'Content-Length', value: '5' }] }, 'headers.0.name'],
    ['a header name with a space', { headers: [{ name: 'X Y', value: 'a' }] }, 'headers.0.name'],
    ['a header value with a line break', { headers: [{ name: 'X-Y', value: 'a\r\nX-Evil: b' }] }, 'headers.0.value'],
    ['a header value with half an emoji', { headers: [{ name: 'X-Y', value: '\ud83d' }] }, 'headers.0.value'],
    ['a header without a name', { headers: [{ name: '', value: 'a' }] }, 'headers.0.name'],
    [
      'a header that the authorization sets',
      { authorization: { type: 'bearer' }, headers: [{ name: 'authorization', value: 'a' }] },
      'headers.0.name',
    ],
    [
      'a header that the signature sets',
      { signed: true, signatureHeader: 'X-Sig', headers: [{ name: 'x-sig', value: 'a' }] },
      'headers.0.name',
    ],
    [
      'the twenty-first header',
      { headers: Array.from({ length: 21 }, (_, index) => ({ name: `X-${index}`, value: 'a' })) },
      'headers.20.name',
    ],
    ['a signature without a header', { signed: true, signatureHeader: '' }, 'signatureHeader'],
    ['a signature header with a colon', { signed: true, signatureHeader: 'X:Y' }, 'signatureHeader'],
    ['a reserved signature header', { signed: true, signatureHeader: 'Host' }, 'signatureHeader'],
    ['a user name with a colon', { authorization: { type: 'basic', username: 'a:b' } }, 'authorization.username'],
    ['an API key without a name', { authorization: { type: 'api-key', in: 'header', name: '' } }, 'authorization.name'],
    ['a query parameter without a name', { send: 'query', query: [{ name: '', value: 'a' }] }, 'query.0.name'],
    ['a scope that there is not', { scope: { id: 'team', target: 'Nowhere' } }, 'scope.target'],
    ['a failure address that is none', { failureEmail: 'nobody' }, 'failureEmail'],
    ['an event that there is not', { events: ['incident.exploded'] }, 'events'],
  ];

  test.each(bad)('%s is refused at its field, and nothing is lost', async (_what, draft, path) => {
    const service = await open();
    const webhook = await service.create({ description: 'As it was' });
    await expect(service.save(webhook.id, draft)).rejects.toMatchObject(refusedAt(path));
    expect(toDraft(await service.get(webhook.id))).toEqual(toDraft(webhook));
  });
});

test.each([
  ['not JSON', '{"incident": {oops}', /\(line 1, column 15\)/],
  ['cut off', '{"incident":\n', /\(line 2, column 1\)/],
  ['no object', '[1]', /is a JSON object/],
])('event data that is %s is refused at its field, and nobody is called', async (_what, dataText, words) => {
  const service = await open();
  const receiver = await startReceiver();
  await service.create({ url: receiver.origin });
  for (const attempt of [service.plan(created, global, dataText), service.fire(created, global, dataText)]) {
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(words),
      detail: { issues: [{ path: 'dataText', severity: 'error' }] },
    });
  }
  expect(receiver.arrivals).toEqual([]);
});
