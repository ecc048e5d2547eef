// long: one service lived through from its settings to its mails, in the order of its document
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Scope, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { openService, type Service } from './support/open-service.ts';
import { type Arrival, answerWith, startReceiver } from './support/receiver.ts';

const MINUTE = 60_000;
const global: Scope = { id: 'global', target: null };
const platform: Scope = { id: 'team', target: 'Platform' };
const payments: Scope = { id: 'team', target: 'Payments' };
const website: Scope = { id: 'service', target: 'Platform / Website' };
const checkout: Scope = { id: 'service', target: 'Payments / Checkout' };
const created = 'incident.created';

const open = (): Promise<Service> => openService('callgoose');

const refusedAt = (path: string) => ({
  code: 'invalid',
  detail: { issues: expect.arrayContaining([expect.objectContaining({ path, severity: 'error' })]) },
});

/** "Split the value using the , … concatenate the timestamp, the character . and the actual payload … HMAC with SHA512." */
function isAuthentic({ headers, body }: Arrival, headerName: string, key: string): boolean {
  const [timestamp = '', signature] = (headers[headerName.toLowerCase()] ?? '').split(',');
  const signPayload = Buffer.concat([Buffer.from(`${timestamp}.`), body]);
  return createHmac('sha512', key).update(signPayload).digest('hex') === signature;
}

describe('scopes', () => {
  test('an event of a service fires its own, its team’s and the Global webhooks, one delivery each', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const scopes: [path: string, scope: Scope][] = [
      ['checkout', checkout],
      ['global', global],
      ['payments', payments],
      ['platform', platform],
      ['website', website],
    ];
    for (const [path, scope] of scopes) await service.create({ name: path, scope, url: `${receiver.origin}/${path}` });
    const { called, notCalled } = await service.plan(created, website);
    expect(called.map(({ name }) => name)).toEqual(['global', 'platform', 'website']);
    expect(notCalled.map(({ name, reason }) => [name, reason])).toEqual([
      ['payments', 'other-scope'],
      ['checkout', 'other-scope'],
    ]);
    expect(notCalled[0]?.message).toBe('It belongs to the Team “Payments”, where this does not happen.');
    const deliveries = await service.fireAndSettle(created, website);
    expect(deliveries).toHaveLength(3);
    expect(receiver.arrivals.map(({ target }) => target).sort()).toEqual(['/global', '/platform', '/website']);
    expect((await service.plan(created, platform)).called.map(({ name }) => name)).toEqual(['global', 'platform']);
    expect((await service.plan(created, global)).called.map(({ name }) => name)).toEqual(['global']);
  });

  test('an event happens in a place that there is', async () => {
    const service = await open();
    for (const source of [
      { id: 'service', target: 'Nowhere' },
      { id: 'team', target: null },
      { id: 'planet', target: null },
    ]) {
      await expect(service.plan(created, source)).rejects.toMatchObject(refusedAt('source'));
    }
    await expect(service.plan('incident.exploded', global)).rejects.toMatchObject(refusedAt('eventType'));
  });

  test('the sixth webhook of a scope is refused, also for a service of its own, and one that moves there', async () => {
    const service = await open();
    for (const scope of [global, website]) {
      for (let count = 1; count <= 5; count += 1)
        await service.create({ scope: website }).then(({ id }) => service.save(id, { scope }));
    }
    const elsewhere = await service.create({ scope: checkout });
    await expect(service.save(elsewhere.id, { scope: website })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/“Platform \/ Website” has 5 webhooks, which is the most/),
    });
    expect((await service.get(elsewhere.id)).scope).toEqual(checkout);
  });

  const roles: [role: string, allowed: Scope[], refused: Scope[]][] = [
    ['global-admin', [global, platform, payments, website, checkout], []],
    ['team-manager', [platform, website], [global, payments, checkout]],
    ['member', [], [global, platform, payments, website, checkout]],
  ];

  test.each(roles)(
    'as %s, webhooks of just those scopes can be created, changed and deleted',
    async (role, allowed, refused) => {
      const service = await open();
      const ids = new Map<Scope, string>();
      for (const scope of [...allowed, ...refused]) ids.set(scope, (await service.create({ scope })).id);
      await service.settings({ role });
      for (const scope of allowed) {
        const id = ids.get(scope) ?? '';
        await service.save(id, { description: 'changed' });
        await service.engine.call('webhooks.duplicate', { id });
        await service.engine.call('webhooks.delete', { id });
      }
      for (const scope of refused) {
        const id = ids.get(scope) ?? '';
        const attempts = [
          () => service.save(id, { description: 'changed' }),
          () => service.engine.call('webhooks.duplicate', { id }),
          () => service.engine.call('webhooks.setActive', { id, active: false }),
          () => service.engine.call('webhooks.delete', { id }),
        ];
        for (const attempt of attempts) {
          await expect(attempt()).rejects.toMatchObject({
            code: 'refused',
            message: expect.stringMatching(/Choose another role/),
            detail: { issues: [{ path: 'scope', severity: 'error' }] },
          });
        }
        expect(await service.get(id)).toMatchObject({ description: '', status: 'active' });
        // It says so before anybody saves, and a test may still be sent.
        const { fieldIssues, blockers } = await service.preview(id, created);
        expect(fieldIssues).toContainEqual(expect.objectContaining({ path: 'scope', severity: 'warning' }));
        expect(blockers).toEqual([]);
      }
    },
  );
});

describe('teams, services and who manages them', () => {
  const refused = (id: string, words: RegExp) => ({
    code: 'invalid',
    detail: { issues: [{ path: `settings.${id}`, severity: 'error', message: expect.stringMatching(words) }] },
  });

  test('a manager’s teams are chosen from the teams, and a service lies within one', async () => {
    const service = await open();
    await expect(service.settings({ managedTeams: ['Plattform'] })).rejects.toMatchObject(
      refused('managedTeams', /there is no “Plattform”/),
    );
    await expect(service.settings({ services: ['Nobody / Checkout'] })).rejects.toMatchObject(
      refused('services', /does not lie within/),
    );
    await service.settings({ managedTeams: ['Payments', 'Platform'] });
  });

  test('a team that has services or is managed stays until those are taken out', async () => {
    const service = await open();
    await expect(service.settings({ teams: ['Platform'] })).rejects.toMatchObject(
      refused('teams', /“Payments \/ Checkout” still stands in Services/),
    );
    await service.settings({ services: ['Payments / Checkout'] });
    await expect(service.settings({ teams: ['Payments'] })).rejects.toMatchObject(
      refused('teams', /“Platform” still stands in Managed teams/),
    );
    await service.settings({ managedTeams: [] });
    await service.settings({ teams: ['Payments'] });
  });

  test('a webhook is made where the role may make one, and nowhere for a member', async () => {
    const service = await open();
    const create = () => service.engine.call('webhooks.create', { providerId: 'callgoose', channel: null, name: null });
    await service.settings({ role: 'team-manager' });
    expect((await create()).scope).toEqual(platform);
    await service.settings({ role: 'member' });
    await expect(create()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/^Only the Global Admin\/Team Manager can add a webhook; your role/),
    });
    expect(await service.engine.call('webhooks.list', {})).toHaveLength(1);
  });
});

describe('the request', () => {
  test.each(['GET', 'POST', 'PUT', 'DELETE'] as const)(
    '%s carries the body, and a warning where that is unusual',
    async (method) => {
      const service = await open();
      const receiver = await startReceiver();
      const webhook = await service.create({
        method,
        url: receiver.origin,
        templates: { 'custom-url/*': '{"id":"{{incident.id}}"}' },
      });
      const { fieldIssues } = await service.preview(webhook.id, created);
      const warnings = fieldIssues.filter(({ severity, path }) => severity === 'warning' && path === 'method');
      expect(warnings).toHaveLength(method === 'GET' || method === 'DELETE' ? 1 : 0);
      await service.fireAndSettle(created, global);
      expect(receiver.arrivals[0]).toMatchObject({ method, target: '/' });
      expect(receiver.arrivals[0]?.body.toString()).toBe('{"id":"INC-123"}');
    },
  );

  test('the documented payload renders as documented, its slip in the condition included', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const template =
      '{  "id" : "{{incident.id}}",  "title" : "{{incident.title}}",  "urgency" : {{{ if(incident.urgency==high) ' +
      'return("high"); if(incident_urgency==low) return("low"); return ("none"); }}}}';
    await service.create({ url: receiver.origin, templates: { 'custom-url/*': template } });
    for (const urgency of ['high', 'low', 'medium']) {
      const incident = { id: 'INC-123', title: 'Its a title', urgency };
      await service.fireAndSettle(created, global, JSON.stringify({ incident, user: 'Ada' }));
    }
    expect(receiver.arrivals.map(({ body }) => body.toString())).toEqual(
      ['high', 'low', 'none'].map((word) => `{  "id" : "INC-123",  "title" : "Its a title",  "urgency" : "${word}"}`),
    );
  });

  test('all eleven placeholders have their value', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const names = ['id', 'title', 'description', 'urgency', 'status', 'mapped_with', 'url'].map(
      (name) => `incident.${name}`,
    );
    const all = [...names, 'webhook.id', 'webhook.event', 'user', 'timestamp'];
    const template = `[${all.map((name) => `"{{${name}}}"`).join(',')}]`;
    const webhook = await service.create({ url: receiver.origin, templates: { 'custom-url/*': template } });
    await service.fireAndSettle('incident.resolved', global);
    const incident = JSON.parse(await service.sample('callgoose-resolved')).incident;
    expect(JSON.parse(receiver.arrivals[0]?.body.toString() ?? '')).toEqual([
      incident.id,
      incident.title,
      incident.description,
      'high',
      'resolved',
      incident.mapped_with,
      incident.url,
      webhook.id,
      'incident.resolved',
      'Ada Lovelace',
      '2026-01-15T12:00Z',
    ]);
  });

  test('the signature is in the header that was named, made with HMAC-SHA512 over timestamp, dot and body', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const webhook = await service.create({ url: receiver.origin, signed: true, signatureHeader: 'X-My-Signature' });
    const key = await service.readSecret(webhook.id);
    await service.fireAndSettle(created, global);
    const [arrival] = receiver.arrivals;
    expect(arrival?.headerNames).toContain('X-My-Signature');
    expect(arrival?.headers['x-my-signature']).toMatch(/^\d{10},[0-9a-f]{128}$/);
    expect(arrival?.headers['x-my-signature']?.split(',')[0]).toBe(String(service.clock.now() / 1000));
    expect(isAuthentic(arrival!, 'X-My-Signature', key)).toBe(true);
    expect(isAuthentic(arrival!, 'X-My-Signature', 'another key')).toBe(false);
    await service.save(webhook.id, { signed: false });
    await service.fireAndSettle(created, global);
    expect(receiver.arrivals[1]?.headers['x-my-signature']).toBeUndefined();
  });

  test('query parameters take the place of body and signature, and the URL shown is the URL sent', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const webhook = await service.create({
      method: 'GET',
      url: `${receiver.origin}/in?from=sqibs`,
      send: 'query',
      signed: true,
      query: [
        { name: 'title', value: '{{incident.title}} & more?' },
        { name: 'urgency', value: '{{{ if(incident.urgency==high) return(P1); return(P3); }}}' },
        { name: 'größe', value: 'a+b=c%20d' },
      ],
    });
    const preview = await service.preview(webhook.id, created);
    expect(preview).toMatchObject({ body: null, signing: null });
    expect(preview.unsignedBecause).toMatch(/query/);
    expect(preview.fieldIssues.filter(({ path }) => path === 'method')).toEqual([]);
    await service.fireAndSettle(created, global);
    const [arrival] = receiver.arrivals;
    expect(receiver.origin + arrival?.target).toBe(preview.url);
    expect(arrival?.body).toHaveLength(0);
    expect(arrival?.headerNames.filter((name) => /signature|content-type/i.test(name))).toEqual([]);
    const sent = new URL(preview.url).searchParams;
    expect([...sent]).toEqual([
      ['from', 'sqibs'],
      ['title', 'Checkout answers with 502 & more?'],
      ['urgency', 'P1'],
      ['größe', 'a+b=c%20d'],
    ]);
  });

  test('a body is cut off after 20,000 characters, a query value after 10,000, counted in whole characters', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const webhook = await service.create({
      url: receiver.origin,
      templates: { 'custom-url/*': '{{incident.title}}' },
      headers: [{ name: 'Content-Type', value: 'text/plain' }],
    });
    const data = JSON.stringify({ incident: { title: '🚒'.repeat(20_001) } });
    const { meter } = await service.preview(webhook.id, created, data);
    expect(meter).toEqual({ used: 20_001, limit: 20_000, cut: true });
    await service.fireAndSettle(created, global, data);
    expect(receiver.arrivals[0]?.body.toString()).toBe('🚒'.repeat(20_000));
    await service.save(webhook.id, {
      method: 'GET',
      send: 'query',
      query: [{ name: 'q', value: '{{incident.title}}' }],
    });
    const shorter = JSON.stringify({ incident: { title: 'é'.repeat(10_001) } });
    expect((await service.preview(webhook.id, created, shorter)).query[0]?.meter).toMatchObject({
      used: 10_001,
      cut: true,
    });
    await service.fireAndSettle(created, global, shorter);
    expect(new URL(receiver.arrivals[1]?.target ?? '', receiver.origin).searchParams.get('q')).toHaveLength(10_000);
  });

  interface AuthorizationCase {
    name: string;
    authorization: Exclude<WebhookDraft['authorization'], { type: 'none' }>;
    secret: string;
    read(arrival: Arrival): string | null | undefined;
    expected: string;
  }
  const authorizations: AuthorizationCase[] = [
    {
      name: 'Basic',
      authorization: { type: 'basic', username: 'ada' },
      secret: 'pässword',
      read: ({ headers }) => headers.authorization,
      expected: `Basic ${Buffer.from('ada:pässword').toString('base64')}`,
    },
    {
      name: 'Bearer',
      authorization: { type: 'bearer' },
      secret: 'pa55word',
      read: ({ headers }) => headers.authorization,
      expected: 'Bearer pa55word',
    },
    {
      name: 'API key as header',
      authorization: { type: 'api-key', in: 'header', name: 'X-Token' },
      secret: 'pa55word',
      read: ({ headers }) => headers['x-token'],
      expected: 'pa55word',
    },
    {
      name: 'API key as query parameter',
      authorization: { type: 'api-key', in: 'query', name: 'token' },
      secret: 'pässword',
      read: ({ target }) => new URL(target, 'http://localhost').searchParams.get('token'),
      expected: 'pässword',
    },
  ];

  test.each(authorizations)('$name authorization arrives, and is not in the log', async (each) => {
    const service = await open();
    const receiver = await startReceiver();
    const webhook = await service.create();
    await service.setSecret(webhook.id, each.authorization.type, each.secret);
    await service.save(webhook.id, { authorization: each.authorization, url: receiver.origin });
    const [delivery] = await service.fireAndSettle(created, global);
    expect(each.read(receiver.arrivals[0]!)).toBe(each.expected);
    const shown = JSON.stringify(delivery);
    const basic = Buffer.from(`ada:${each.secret}`).toString('base64');
    for (const spelling of [each.secret, encodeURIComponent(each.secret), basic]) expect(shown).not.toContain(spelling);
  });

  test('twenty headers are sent in their order and case, the twenty-first is refused', async () => {
    const service = await open();
    const receiver = await startReceiver();
    const headers = Array.from({ length: 20 }, (_, index) => ({ name: `X-Header-${index}`, value: `${index}` }));
    const webhook = await service.create({ url: receiver.origin, headers });
    await service.fireAndSettle(created, global);
    expect(receiver.arrivals[0]?.headerNames.filter((name) => name.startsWith('X-Header'))).toEqual(
      headers.map(({ name }) => name),
    );
    const more = [...headers, { name: 'X-Header-20', value: '20' }];
    await expect(service.save(webhook.id, { headers: more })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/20/),
    });
    expect((await service.get(webhook.id)).headers).toHaveLength(20);
  });
});

describe('retries', () => {
  test('a failed request is repeated as often and as far apart as the webhook says, never early', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500, 502, 503));
    const webhook = await service.create({
      url: receiver.origin,
      retryCount: 2,
      retryIntervalMinutes: 3,
      signed: true,
      signatureHeader: 'X-Sig',
    });
    const key = await service.readSecret(webhook.id);
    const { results } = await service.fire(created, global);
    const id = results[0]?.delivery?.id ?? '';
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const waiting = await service.settled(id, attempt);
      expect(waiting).toMatchObject({ state: 'failed_will_retry', nextAt: service.clock.now() + 3 * MINUTE });
      service.clock.advance(3 * MINUTE - 1);
      expect((await service.delivery(id)).attemptCount).toBe(attempt);
      service.clock.advance(1);
    }
    expect(await service.settled(id, 3)).toMatchObject({ state: 'exhausted', attemptCount: 3, nextAt: null });
    const bodies = new Set(receiver.arrivals.map(({ body }) => body.toString()));
    const stamps = receiver.arrivals.map(({ headers }) => Number(headers['x-sig']?.split(',')[0]));
    expect(bodies.size).toBe(1);
    expect(stamps.map((stamp) => stamp - (stamps[0] ?? 0))).toEqual([0, 180, 360]);
    expect(receiver.arrivals.every((arrival) => isAuthentic(arrival, 'X-Sig', key))).toBe(true);
  });

  test('a success ends them', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500, 201));
    await service.create({ url: receiver.origin, retryCount: 4, retryIntervalMinutes: 1 });
    const { results } = await service.fire(created, global);
    const id = results[0]?.delivery?.id ?? '';
    await service.settled(id, 1);
    service.clock.advance(MINUTE);
    expect(await service.settled(id, 2)).toMatchObject({ state: 'delivered', attemptCount: 2 });
    service.clock.advance(10 * MINUTE);
    expect(receiver.arrivals).toHaveLength(2);
  });
});

describe('failures in a row', () => {
  async function fail(service: Service, times: number): Promise<void> {
    for (let count = 0; count < times; count += 1) await service.fireAndSettle(created, global);
  }

  test('the sixth deactivates, a deactivated webhook is not called, and a person reactivates it', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    const { id } = await service.create({ url: receiver.origin });
    await fail(service, 5);
    expect(await service.get(id)).toMatchObject({ status: 'active', consecutiveFailures: 5 });
    const [sixth] = await service.fireAndSettle(created, global);
    expect(await service.get(id)).toMatchObject({ status: 'deactivated', consecutiveFailures: 6 });
    const { called, notCalled } = await service.plan(created, global);
    expect(called).toEqual([]);
    expect(notCalled[0]).toMatchObject({ reason: 'deactivated', message: expect.stringMatching(/by hand/) });
    await fail(service, 1);
    expect(receiver.arrivals).toHaveLength(6);
    await service.engine.call('webhooks.setActive', { id, active: true });
    expect(await service.get(id)).toMatchObject({ status: 'active', consecutiveFailures: 0 });
    receiver.behave(() => ({ status: 200 }));
    expect((await service.fireAndSettle(created, global))[0]?.state).toBe('delivered');
    // The failure that deactivated it is a failure: nothing of it was dropped.
    const { state, attempts } = await service.engine.call('deliveries.get', { id: sixth?.id ?? '' });
    expect(state).toBe('exhausted');
    expect(attempts).toHaveLength(1);
  });

  test('a success sets the count back, retries count as one delivery, and tests do not count', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    const { id } = await service.create({ url: receiver.origin });
    await fail(service, 5);
    receiver.behave(() => ({ status: 200 }));
    await fail(service, 1);
    expect(await service.get(id)).toMatchObject({ status: 'active', consecutiveFailures: 0 });
    receiver.behave(() => ({ status: 500 }));
    for (let count = 0; count < 7; count += 1) await service.test(id, created);
    expect(await service.get(id)).toMatchObject({ status: 'active', consecutiveFailures: 0 });
    await service.save(id, { retryCount: 1, retryIntervalMinutes: 1 });
    const { results } = await service.fire(created, global);
    await service.settled(results[0]?.delivery?.id ?? '', 1);
    expect(await service.get(id)).toMatchObject({ consecutiveFailures: 0 });
    service.clock.advance(MINUTE);
    await service.settled(results[0]?.delivery?.id ?? '', 2);
    expect(await service.get(id)).toMatchObject({ consecutiveFailures: 1 });
  });

  test('its failure address is mailed when a delivery has failed for good, and when it is deactivated', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    await service.create({
      name: 'Pager',
      url: receiver.origin,
      failureEmail: 'oncall@example.com',
      retryCount: 1,
      retryIntervalMinutes: 1,
    });
    for (let count = 1; count <= 6; count += 1) {
      const { results } = await service.fire(created, global);
      await service.settled(results[0]?.delivery?.id ?? '', 1);
      expect(await service.mails()).toHaveLength(count - 1);
      service.clock.advance(MINUTE);
      await service.settled(results[0]?.delivery?.id ?? '', 2);
    }
    const mails = await service.mails();
    expect(mails.map(({ reason }) => reason)).toEqual([
      ...Array.from({ length: 6 }, () => 'delivery-failed'),
      'webhook-deactivated',
    ]);
    expect(new Set(mails.map(({ to }) => to))).toEqual(new Set(['oncall@example.com']));
    expect(mails[0]?.text).toMatch(/1 delivery has failed\. After 5 more Callgoose SQIBS deactivates “Pager”\./);
    expect(mails[4]?.text).toMatch(/5 deliveries in a row have failed\. After one more/);
    expect(mails[5]?.text).not.toMatch(/more/);
    expect(mails[6]).toMatchObject({ subject: 'Webhook “Pager” was deactivated (Callgoose SQIBS)' });
    expect(mails[6]?.text).toMatch(/because 6 deliveries in a row failed/);
    expect(mails[6]?.text).toMatch(/Only a person can activate it again/);
  });

  test('twelve at once are counted to six, and mailed so, once about the deactivation', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    const { id } = await service.create({ name: 'Pager', url: receiver.origin, failureEmail: 'oncall@example.com' });
    const fired = await Promise.all(Array.from({ length: 12 }, () => service.fire(created, global)));
    for (const { results } of fired) {
      const deliveryId = results[0]?.delivery?.id ?? '';
      await expect.poll(async () => (await service.delivery(deliveryId)).state).toMatch(/exhausted|cancelled/);
    }
    expect(await service.get(id)).toMatchObject({ status: 'deactivated', consecutiveFailures: 6 });
    const mails = await service.mails();
    expect(mails.map(({ reason }) => reason)).toEqual([
      ...Array.from({ length: 6 }, () => 'delivery-failed'),
      'webhook-deactivated',
    ]);
    expect(mails[6]?.text).toMatch(/because 6 deliveries in a row failed/);
    expect(mails[6]?.text).toMatch(/Deliveries that waited for it are not sent any more: replay them from the log/);
  });

  test('a replay that fails is not mailed again, but the deactivation that it brings is', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    await service.create({ url: receiver.origin, failureEmail: 'oncall@example.com' });
    const [original] = await service.fireAndSettle(created, global);
    expect(await service.mails()).toHaveLength(1);
    for (let count = 0; count < 5; count += 1) {
      const { id } = await service.engine.call('replay.send', {
        deliveryId: original?.id ?? '',
        attemptId: null,
        mode: 'resigned',
        target: { to: 'original' },
        bodyText: null,
        confirmed: [],
      });
      await service.settled(id);
    }
    expect((await service.mails()).map(({ reason }) => reason)).toEqual(['delivery-failed', 'webhook-deactivated']);
  });

  test('a replay to another address counts neither for the webhook nor against it', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    const elsewhere = await startReceiver(answerWith(500, 200));
    const { id } = await service.create({ url: receiver.origin, failureEmail: 'oncall@example.com' });
    const [original] = await service.fireAndSettle(created, global);
    const order = {
      deliveryId: original?.id ?? '',
      attemptId: null,
      mode: 'resigned' as const,
      target: { to: 'url' as const, url: elsewhere.origin },
      bodyText: null,
    };
    const { confirmations } = await service.engine.call('replay.preview', order);
    const confirmed = confirmations.map((each) => each.id);
    for (const state of ['exhausted', 'delivered']) {
      const replay = await service.engine.call('replay.send', { ...order, confirmed });
      expect((await service.settled(replay.id)).state).toBe(state);
      expect(await service.get(id)).toMatchObject({ consecutiveFailures: 1 });
    }
    expect(await service.mails()).toHaveLength(1);
  });

  test('a webhook without a failure address mails nobody', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500));
    await service.create({ url: receiver.origin });
    await fail(service, 6);
    expect(await service.mails()).toEqual([]);
  });

  test('what waits for a retry when the webhook is deactivated is dropped with the reason, and can be replayed', async () => {
    const service = await open();
    const receiver = await startReceiver(answerWith(500, 200));
    const { id } = await service.create({ url: receiver.origin, retryCount: 1, retryIntervalMinutes: 1 });
    const { results } = await service.fire(created, global);
    const deliveryId = results[0]?.delivery?.id ?? '';
    await service.settled(deliveryId, 1);
    await service.engine.call('webhooks.setActive', { id, active: false });
    await expect.poll(async () => (await service.delivery(deliveryId)).state).toBe('cancelled');
    await service.engine.call('webhooks.setActive', { id, active: true });
    service.clock.advance(10 * MINUTE);
    expect(receiver.arrivals).toHaveLength(1);
    expect((await service.delivery(deliveryId)).reason).toMatch(/deactivated by hand, before this was tried again/);
    const replay = await service.engine.call('replay.send', {
      deliveryId,
      attemptId: null,
      mode: 'resigned',
      target: { to: 'original' },
      bodyText: null,
      confirmed: [],
    });
    expect(await service.settled(replay.id)).toMatchObject({ state: 'delivered' });
  });
});

test('the test button shows its result at once, active or not, and is not retried', async () => {
  const service = await open();
  const receiver = await startReceiver(answerWith(500));
  const { id } = await service.create({ url: receiver.origin, retryCount: 4, retryIntervalMinutes: 1 });
  await service.engine.call('webhooks.setActive', { id, active: false });
  const result = await service.test(id, created);
  expect(result).toMatchObject({ kind: 'test', state: 'exhausted', attemptCount: 1, nextAt: null });
  expect(result.attempts[0]).toMatchObject({ outcome: 'failure', response: { status: 500 } });
  service.clock.advance(10 * MINUTE);
  expect(receiver.arrivals).toHaveLength(1);
});

test('one webhook that cannot be sent does not keep the others from being called', async () => {
  const service = await open();
  const receiver = await startReceiver();
  await service.create({ name: 'Fine', url: receiver.origin });
  await service.create({ name: 'Broken', url: receiver.origin, templates: { 'custom-url/*': '{{incident.id' } });
  const { called, notCalled } = await service.plan(created, global);
  expect(called.map(({ name }) => name)).toEqual(['Fine']);
  expect(notCalled).toMatchObject([{ name: 'Broken', reason: 'cannot-be-sent' }]);
  const { results } = await service.fire(created, global);
  expect(results.map(({ name, problem }) => [name, problem])).toEqual([['Fine', null]]);
});

test('what needs a yes is asked for before anything is sent', async () => {
  const service = await open();
  const receiver = await startReceiver();
  await service.create({ name: 'Fine', url: receiver.origin });
  const odd = await service.create({
    name: 'Odd',
    url: receiver.origin,
    templates: { 'custom-url/*': '{"a":"{{incident.colour}}"}' },
  });
  const { called } = await service.plan(created, global);
  const confirmations = called.flatMap((each) => each.confirmations);
  expect(confirmations).toMatchObject([{ message: expect.stringMatching(/^“Odd”: .*incident\.colour/) }]);
  await expect(service.fire(created, global)).rejects.toMatchObject({ code: 'confirm', detail: { confirmations } });
  expect(receiver.arrivals).toEqual([]);
  const occurrence = { providerId: 'callgoose', eventType: created, source: global, dataText: '{}' };
  const plan = await service.engine.call('deliveries.planFire', occurrence);
  const confirmed = plan.called.flatMap((each) => each.confirmations.map(({ id }) => id));
  const { results } = await service.engine.call('deliveries.fire', { ...occurrence, confirmed });
  expect(results.map(({ problem }) => problem)).toEqual([null, null]);
  expect(confirmed.some((id) => id.startsWith(odd.id))).toBe(true);
});
