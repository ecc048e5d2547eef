import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ChannelId } from '../../../src-preload/contract/provider.ts';
import { startMailServer } from '../notify/support/mail-server.ts';
import { openService, type Service } from './support/open-service.ts';
import { type Arrival, answerWith, startReceiver } from './support/receiver.ts';

const partner = { id: 'partner', target: null };

/** A workspace of a partner who has switched the feature on. */
async function openPartner(): Promise<Service> {
  const service = await openService('gridscale');
  await service.settings({ enabled: true });
  return service;
}

/** "Concatenate the timestamp and the JSON content of the request, then encode this with HMAC … sha256." */
function isAuthentic({ headers, body }: Arrival, secret: string): boolean {
  const timestamp = headers['x-auth-timestamp'] ?? '';
  const expected = createHmac('sha256', secret).update(timestamp).update(body).digest('hex');
  return expected === headers['x-auth-signature'];
}

test('the feature is off for a partner who has not switched it on: nothing is called, and it says why', async () => {
  const service = await openService('gridscale');
  await service.settings({ enabled: false });
  const receiver = await startReceiver();
  const webhook = await service.create({ url: receiver.origin });
  const { called, notCalled } = await service.plan('contract-signup', partner);
  expect(called).toEqual([]);
  expect(notCalled).toMatchObject([{ webhookId: webhook.id, reason: 'feature-off' }]);
  expect(notCalled[0]?.message).toMatch(/“Webhook feature” is off in the settings of gridscale partner/);
  expect((await service.fire('contract-signup', partner)).results).toEqual([]);
  expect(receiver.arrivals).toEqual([]);
});

test('while the feature is off a test is sent, and says that events are not', async () => {
  const service = await openService('gridscale');
  const receiver = await startReceiver();
  await service.settings({ enabled: false });
  const webhook = await service.create({ url: receiver.origin });
  const test = await service.test(webhook.id, 'contract-signup');
  expect(receiver.arrivals).toHaveLength(1);
  expect(test).toMatchObject({
    state: 'delivered',
    reason: '“Webhook feature” is off in the settings of gridscale partner: events are not sent, and this test was.',
  });
  await service.settings({ enabled: true });
  expect((await service.test(webhook.id, 'contract-signup')).reason).toBeNull();
});

test('while the feature is off a replay is held back with the reason, a bulk replay rests, and both go on when it is on', async () => {
  const service = await openPartner();
  const receiver = await startReceiver(answerWith(500, 200));
  await service.create({ url: receiver.origin });
  const [original] = await service.fireAndSettle('contract-signup', partner);
  await service.settings({ enabled: false });
  const order = {
    deliveryId: original?.id ?? '',
    attemptId: null,
    mode: 'resigned' as const,
    target: { to: 'original' as const },
    bodyText: null,
  };
  const held = /“Webhook feature” is off in the settings of gridscale partner/;
  const { notes, blockers } = await service.engine.call('replay.preview', order);
  expect(blockers).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(held)]);
  const replay = await service.engine.call('replay.send', { ...order, confirmed: [] });
  expect(replay).toMatchObject({ state: 'blocked', attemptCount: 0, reason: expect.stringMatching(held) });
  expect(await service.engine.call('deliveries.waiting', {})).toMatchObject([{ id: replay.id, state: 'blocked' }]);

  const any = { text: '', providerId: null, eventType: null, channel: null, outcome: null, verdict: null };
  const all = {
    filter: { ...any, webhookId: null, side: null, from: null, to: null },
    options: {
      mode: 'resigned' as const,
      target: { to: 'original' as const },
      skipSucceeded: true,
      ratePerSecond: null,
      parallel: 1,
    },
  };
  const { upTo } = await service.engine.call('replay.plan', all);
  const bulk = await service.engine.call('replay.start', { ...all, upTo, confirmed: [] });
  await expect
    .poll(async () => {
      service.clock.advance(300);
      return service.engine.call('replay.current', {});
    })
    .toMatchObject({ id: bulk.id, state: 'paused', reason: expect.stringMatching(held) });
  expect(receiver.arrivals).toHaveLength(1);

  await service.settings({ enabled: true });
  expect(await service.settled(replay.id)).toMatchObject({ state: 'delivered', attemptCount: 1 });
});

test('a replay to another address does not ask for the feature', async () => {
  const service = await openPartner();
  const receiver = await startReceiver();
  const elsewhere = await startReceiver();
  await service.create({ url: receiver.origin });
  const [original] = await service.fireAndSettle('contract-signup', partner);
  await service.settings({ enabled: false });
  const order = {
    deliveryId: original?.id ?? '',
    attemptId: null,
    mode: 'resigned' as const,
    target: { to: 'url' as const, url: elsewhere.origin },
    bodyText: null,
  };
  const { confirmations } = await service.engine.call('replay.preview', order);
  const replay = await service.engine.call('replay.send', { ...order, confirmed: confirmations.map(({ id }) => id) });
  expect(await service.settled(replay.id)).toMatchObject({ state: 'delivered' });
});

describe('the eight payloads', () => {
  const ada = {
    email: 'ada@example.com',
    accountUuid: '6d5b8f2e-3f0c-4a7e-9a51-0c7c1d2b9e44',
    link: 'https://partner.example.com/accounts/6d5b8f2e-3f0c-4a7e-9a51-0c7c1d2b9e44',
    account: 'Analytical Engines Ltd',
    first: 'Ada',
    last: 'Lovelace',
    phone: '+44 20 7946 0000',
    userUuid: '0b9a1f5c-72de-4c0f-8f4e-5a3b6c7d8e9f',
  };
  const name = 'My "first" webhook';
  const signup = (word: string) =>
    `Account created with ${word} "${ada.email}" and uuid "${ada.accountUuid}". See ${ada.link}. (Webhook: "${name}")`;
  const finalize =
    `Account finalized with following data: email "${ada.email}", first name "${ada.first}", last name "${ada.last}", ` +
    `phone number "${ada.phone}", account name "${ada.account}", user uuid "${ada.userUuid}" and account uuid ` +
    `"${ada.accountUuid}". See ${ada.link}. (Webhook: "${name}")`;
  const field = (title: string, value: string) => ({ title, value, short: true, mrkdwn: true });
  const slack = (text: string, fields: object[]) => ({
    text,
    icon_emoji: '🆕',
    mrkdwn: true,
    attachments: [{ title: '', text: '', fields }],
  });

  const documented: [event: string, channel: ChannelId, payload: object][] = [
    [
      'contract-signup',
      'custom-url',
      {
        message: signup('email'),
        text: signup('email'),
        account_email: ada.email,
        account_uuid: ada.accountUuid,
        account_link: ada.link,
      },
    ],
    ['contract-signup', 'discord', { content: signup('name') }],
    ['contract-signup', 'rocketchat', { text: signup('name'), event: name, emoji: '🆗' }],
    [
      'contract-signup',
      'slack',
      slack('*New Account Sign up*', [
        field('Message', `Account created with email "${ada.email}" and uuid "${ada.accountUuid}"`),
        field('Account-Uuid', ada.accountUuid),
        field('E-Mail', ada.email),
        field('Panel link', ada.link),
        field('Webhook', name),
      ]),
    ],
    [
      'contract-finalize',
      'custom-url',
      {
        message: finalize,
        text: finalize,
        email: ada.email,
        first_name: ada.first,
        last_name: ada.last,
        phone_number: ada.phone,
        contract_name: ada.account,
        user_uuid: ada.userUuid,
        account_uuid: ada.accountUuid,
        account_link: ada.link,
      },
    ],
    ['contract-finalize', 'discord', { content: finalize }],
    ['contract-finalize', 'rocketchat', { text: finalize, event: name, emoji: '🆗' }],
    [
      'contract-finalize',
      'slack',
      slack('*Contract finalized*', [
        field('Message', 'Account finalized'),
        field('First name', ada.first),
        field('Last name', ada.last),
        field('Phone number', ada.phone),
        field('E-Mail', ada.email),
        field('Account name', ada.account),
        field('Account Uuid', ada.accountUuid),
        field('User uuid', ada.userUuid),
        field('Panel link', ada.link),
        field('Webhook', name),
      ]),
    ],
  ];

  test.each(documented)('%s to %s arrives as documented, compact', async (event, channel, payload) => {
    const service = await openPartner();
    const receiver = await startReceiver();
    await service.create({ name, url: receiver.origin }, channel);
    const [delivery] = await service.fireAndSettle(event, partner);
    expect(delivery?.state).toBe('delivered');
    const [arrival] = receiver.arrivals;
    expect(arrival?.method).toBe('POST');
    expect(arrival?.headers['content-type']).toBe('application/json');
    expect(arrival?.body.toString('utf8')).toBe(JSON.stringify(payload));
  });
});

test('a custom URL is signed with the secret that was made for it, and with no other', async () => {
  const service = await openPartner();
  const receiver = await startReceiver();
  const webhook = await service.create({ url: receiver.origin });
  const secret = await service.readSecret(webhook.id);
  expect(secret).toMatch(/^[0-9a-f]{40}$/);
  await service.fireAndSettle('contract-signup', partner);
  const [arrival] = receiver.arrivals;
  expect(arrival?.headers['x-auth-timestamp']).toBe(String(service.clock.now() / 1000));
  expect(isAuthentic(arrival!, secret)).toBe(true);
  expect(isAuthentic(arrival!, `${secret}x`)).toBe(false);
  expect(isAuthentic({ ...arrival!, body: Buffer.concat([arrival!.body, Buffer.from(' ')]) }, secret)).toBe(false);
});

test.each(['slack', 'discord', 'rocketchat'] as const)('%s gets no signature', async (channel) => {
  const service = await openPartner();
  const receiver = await startReceiver();
  await service.create({ url: receiver.origin }, channel);
  await service.fireAndSettle('contract-signup', partner);
  expect(receiver.arrivals[0]?.headerNames.filter((name) => /^x-auth/i.test(name))).toEqual([]);
});

test('an event fires every subscribed webhook once, and no other', async () => {
  const service = await openPartner();
  const receiver = await startReceiver();
  const both = await service.create({ name: 'Both', url: `${receiver.origin}/both` });
  await service.create({ name: 'Signup', url: `${receiver.origin}/signup`, events: ['contract-signup'] }, 'slack');
  const other = await service.create({ name: 'Off', url: `${receiver.origin}/off` });
  await service.engine.call('webhooks.setActive', { id: other.id, active: false });
  const { called, notCalled } = await service.plan('contract-finalize', partner);
  expect(called).toMatchObject([{ webhookId: both.id, method: 'POST', url: `${receiver.origin}/both` }]);
  expect(notCalled.map(({ name, reason }) => [name, reason])).toEqual([
    ['Signup', 'not-subscribed'],
    ['Off', 'inactive'],
  ]);
  await service.fireAndSettle('contract-finalize', partner);
  expect(receiver.arrivals.map(({ target }) => target)).toEqual(['/both']);
});

test('any 2xx is a success, and a failure is not retried', async () => {
  const service = await openPartner();
  const receiver = await startReceiver(answerWith(204, 500));
  await service.create({ url: receiver.origin });
  expect((await service.fireAndSettle('contract-signup', partner))[0]).toMatchObject({ state: 'delivered' });
  const [failed] = await service.fireAndSettle('contract-signup', partner);
  expect(failed).toMatchObject({ state: 'exhausted', attemptCount: 1, nextAt: null });
  expect(failed?.attempts[0]?.error?.message).toMatch(/answered 500 Internal Server Error/);
});

test('an endpoint that does not answer is given up after 30 s', async () => {
  const service = await openPartner();
  const receiver = await startReceiver(() => null);
  await service.create({ url: receiver.origin });
  const { results } = await service.fire('contract-signup', partner);
  await receiver.arrival(1);
  service.clock.advance(29_999);
  expect((await service.delivery(results[0]!.delivery!.id)).state).toBe('in_flight');
  service.clock.advance(1);
  const delivery = await service.settled(results[0]!.delivery!.id);
  expect(delivery.attempts[0]?.error).toMatchObject({ code: 'deadline' });
});

describe('mails about failing hooks', () => {
  async function failOnce(service: Service): Promise<void> {
    const receiver = await startReceiver(answerWith(503));
    await service.create({ name: 'CRM', url: `${receiver.origin}/crm?code=s3cret` });
    await service.fireAndSettle('contract-signup', partner);
  }

  test('are kept in the outbox without any server, and say what failed and what to do', async () => {
    const service = await openPartner();
    await service.settings({ tellAboutFailures: true, failureAddress: 'partner@example.com' });
    await failOnce(service);
    const [mail, ...more] = await service.mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: 'partner@example.com',
      subject: 'Webhook “CRM” failed (gridscale partner)',
      state: 'kept',
      reason: 'delivery-failed',
      providerId: 'gridscale',
      attempts: 0,
    });
    expect(mail?.text).toMatch(/Event: {5}Contract Signup/);
    expect(mail?.text).toMatch(/Endpoint: {2}POST http:\/\/127\.0\.0\.1:\d+\/crm\?…/);
    expect(mail?.text).toMatch(/The receiver answered 503 Service Unavailable/);
    expect(mail?.text).toMatch(/What to do: /);
    expect(mail?.text).not.toContain('s3cret');
    const { row } = await service.engine.call('log.detail', { seq: mail?.seq ?? 0 });
    expect(row.sent?.deliveryId).toBe(mail?.deliveryId);
  });

  test('go out over SMTP when there is a server', async () => {
    const server = await startMailServer();
    const service = await openPartner();
    await service.engine.call('mail.save', {
      server: '127.0.0.1',
      port: server.port,
      security: 'none',
      user: '',
      from: 'hooks@example.com',
      authority: '',
    });
    await service.settings({ tellAboutFailures: true, failureAddress: 'partner@example.com' });
    await failOnce(service);
    await server.arrived(1);
    expect(server.received).toMatchObject([{ from: 'hooks@example.com', to: ['partner@example.com'] }]);
  });

  test('are not written while the switch is off, nor for a test', async () => {
    const service = await openPartner();
    await service.settings({ tellAboutFailures: false, failureAddress: 'partner@example.com' });
    await failOnce(service);
    await service.settings({ tellAboutFailures: true });
    const [webhook] = await service.engine.call('webhooks.list', {});
    expect(await service.test(webhook?.id ?? '', 'contract-signup')).toMatchObject({
      state: 'exhausted',
      kind: 'test',
    });
    expect(await service.mails()).toEqual([]);
  });

  test('do not give away the address of a chat channel, which is the key to it', async () => {
    const service = await openPartner();
    const receiver = await startReceiver(answerWith(404));
    await service.settings({ tellAboutFailures: true, failureAddress: 'partner@example.com' });
    await service.create({ name: 'Sales', url: `${receiver.origin}/services/T000/B000/XXXX` }, 'slack');
    await service.fireAndSettle('contract-signup', partner);
    const [mail] = await service.mails();
    expect(mail?.text).toMatch(/Endpoint: {2}POST http:\/\/127\.0\.0\.1:\d+\/… \(slack\)/);
    expect(mail?.text).not.toContain('XXXX');
  });

  test('need an address that is one', async () => {
    const service = await openPartner();
    await expect(service.settings({ failureAddress: 'not an address' })).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: 'settings.failureAddress' }] },
    });
  });
});

test('the test button answers with the exchange, and every activity stands in the log', async () => {
  const service = await openPartner();
  const receiver = await startReceiver(answerWith(200, 500));
  const webhook = await service.create({ url: receiver.origin });
  const passed = await service.test(webhook.id, 'contract-signup');
  expect(passed).toMatchObject({ state: 'delivered', attempts: [{ response: { status: 200 } }] });
  await service.fireAndSettle('contract-finalize', partner);
  const filter = { text: '', providerId: null, eventType: null, channel: null, outcome: null, verdict: null };
  const { rows } = await service.engine.call('log.page', {
    filter: { ...filter, webhookId: webhook.id, side: null, from: null, to: null },
    before: null,
    after: null,
    limit: 10,
  });
  expect(rows.map(({ sent, eventType }) => [sent?.kind, eventType, sent?.status])).toEqual([
    ['event', 'contract-finalize', 500],
    ['test', 'contract-signup', 200],
  ]);
});
