import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { EngineError } from '../../../src-main/engine/errors.ts';
import type { Scope, Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { toDraft } from '../support/to-draft.ts';
import { openForTransfer } from '../transfer/support/open-for-transfer.ts';
import { openService, type Service } from './support/open-service.ts';
import { startReceiver } from './support/receiver.ts';

const scope: Scope = { id: 'service', target: null };
const standardSecret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

const open = (): Promise<Service> => openService('any-service');

const create = ({ engine }: Pick<Service, 'engine'>, startId?: string): Promise<Webhook> =>
  engine.call('webhooks.create', {
    providerId: 'any-service',
    channel: null,
    name: 'Ours',
    ...(startId === undefined ? {} : { startId }),
  });

/** Chooses a scheme and sets its secret as the window does: the edits are kept first, and saved last. */
async function sign(
  { engine }: Pick<Service, 'engine'>,
  { id, revision, ...webhook }: Webhook,
  schemeId: string,
  secret: string,
  changes: Partial<WebhookDraft> = {},
): Promise<Webhook> {
  const draft = { ...toDraft({ id, revision, ...webhook }), schemeId, ...changes };
  await engine.call('webhooks.keepUnsaved', { id, draft });
  await engine.call('secrets.set', { webhookId: id, field: 'signing', value: secret });
  return engine.call('webhooks.save', { draft, revision });
}

async function issuesOf(work: Promise<unknown>): Promise<[path: string, message: string][]> {
  const error: EngineError | null = await work.then(
    () => null,
    (thrown) => thrown,
  );
  return (error?.detail.issues ?? []).map(({ path, message }) => [path, message]);
}

const filter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

async function capturedReason({ engine }: Service): Promise<string | null | undefined> {
  const { rows } = await engine.call('log.page', { filter, before: null, after: null, limit: 1 });
  return rows[0]?.captured?.reason;
}

type Check = (headers: Record<string, unknown>, body: string) => void;

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text);

const checks: [schemeId: string, secret: string, changes: Partial<WebhookDraft>, check: Check][] = [
  [
    'github',
    'a secret',
    {},
    (headers, body) => expect(headers['x-hub-signature-256']).toBe(`sha256=${hmac('a secret', body).digest('hex')}`),
  ],
  [
    'svix',
    standardSecret,
    {},
    (headers, body) => {
      const text = `${headers['svix-id']}.${headers['svix-timestamp']}.${body}`;
      expect(headers['svix-signature']).toBe(`v1,${hmac(Buffer.alloc(24, 7), text).digest('base64')}`);
    },
  ],
  [
    'secret-in-header',
    'plain-token',
    { signatureHeader: 'X-Our-Key' },
    (headers) => {
      expect(headers['x-our-key']).toBe('plain-token');
      expect(headers['x-webhook-secret']).toBeUndefined();
    },
  ],
];

describe('a webhook of any service', () => {
  test.each(checks)(
    'is signed with %s, and verified where it is captured',
    async (schemeId, secret, changes, check) => {
      const service = await open();
      const captured = await sign(service, await create(service), schemeId, secret, changes);
      const [first] = await service.fireAndSettle('order-paid', scope);
      expect(first?.state).toBe('delivered');
      expect(await capturedReason(service)).toBe('valid');
      const receiver = await startReceiver(() => ({ status: 200 }));
      await service.save(captured.id, { url: receiver.origin });
      await service.fireAndSettle('order-paid', scope);
      const [arrival] = receiver.arrivals;
      check(arrival?.headers ?? {}, arrival?.body.toString() ?? '');
    },
  );

  test('begins with one event and no signature, and sends the data as it is written', async () => {
    const service = await open();
    const receiver = await startReceiver(() => ({ status: 200 }));
    const webhook = await create(service);
    expect(webhook).toMatchObject({ events: ['order-paid'], schemeId: null, headers: [], status: 'active' });
    await service.save(webhook.id, { url: receiver.origin });
    const dataText = '{ "order": {"id": 12345678901234567890} }';
    await service.fireAndSettle('order-paid', scope, dataText);
    expect(receiver.arrivals[0]?.body.toString()).toBe(dataText);
  });

  test.each([
    ['github-push', 'github', 'x-github-event'],
    ['github-issues', 'github', 'x-github-event'],
    ['stripe-invoice-paid', 'stripe', 'stripe-signature'],
    ['shopify-orders-create', 'shopify', 'x-shopify-topic'],
  ])(
    'that begins with %s is signed as its sender signs, and verified, without a further step',
    async (start, schemeId, header) => {
      const service = await open();
      const webhook = await create(service, start);
      expect(webhook).toMatchObject({ events: [start], schemeId });
      expect(webhook.secrets[0]?.set).toBe(true);
      await service.fireAndSettle(start, scope);
      expect(await capturedReason(service)).toBe('valid');
      const { headers } = await service.preview(webhook.id, start);
      expect(headers.map(({ name }) => name.toLowerCase())).toContain(header);
    },
  );

  test('counts as a success what it says itself', async () => {
    const service = await open();
    const receiver = await startReceiver(() => ({ status: 200 }));
    const webhook = await create(service);
    await service.save(webhook.id, { url: receiver.origin, successRule: '204' });
    const [delivery] = await service.fireAndSettle('order-paid', scope);
    expect(delivery?.state).toBe('exhausted');
  });

  test('is retried as it says, writes to its address when it fails, and can be tested', async () => {
    const service = await open();
    const receiver = await startReceiver(() => ({ status: 500 }));
    const webhook = await create(service);
    expect((await service.test(webhook.id, 'order-paid')).state).toBe('delivered');
    const changes = { url: receiver.origin, retryCount: 1, retryIntervalMinutes: 1, failureEmail: 'ops@example.com' };
    await service.save(webhook.id, changes);
    const [delivery] = await service.fireAndSettle('order-paid', scope);
    expect(delivery?.state).toBe('failed_will_retry');
    service.clock.advance(61_000);
    expect((await service.settled(delivery?.id ?? '', 2)).state).toBe('exhausted');
    expect(await service.mails()).toMatchObject([{ to: expect.stringContaining('ops@example.com') }]);
  });

  test('keeps scheme, header and success rule in a file, and a file from before has none', async () => {
    const one = await openForTransfer({ empty: true });
    const webhook = await create(one);
    await sign(one, webhook, 'secret-in-header', 'plain-token', { signatureHeader: 'X-Our-Key', successRule: '200' });
    const { text } = await one.engine.call('transfer.export', { webhookIds: null, passphrase: null });
    const bring = async (file: string) => {
      const other = await openForTransfer({ empty: true });
      const { hash, problems } = await other.engine.call('transfer.plan', { text: file, passphrase: null });
      expect(problems).toEqual([]);
      await other.engine.call('transfer.apply', { text: file, passphrase: null, hash, replaceSecrets: false });
      return other.engine.call('webhooks.get', { id: webhook.id });
    };
    const kept = { schemeId: 'secret-in-header', signatureHeader: 'X-Our-Key', successRule: '200', status: 'inactive' };
    expect(await bring(text)).toMatchObject(kept);
    const older = JSON.parse(text) as { webhooks: Record<string, unknown>[] };
    for (const each of older.webhooks) {
      delete each.schemeId;
      delete each.successRule;
    }
    expect(await bring(JSON.stringify(older))).toMatchObject({ schemeId: null, successRule: null });
    const unknown = text.replace('"secret-in-header"', '"gone"');
    const { problems } = await one.engine.call('transfer.plan', { text: unknown, passphrase: null });
    expect(problems).toMatchObject([{ path: 'webhooks[0].schemeId' }]);
  });
});

describe('bad input', () => {
  test('an unknown scheme is refused at its field, and signs nothing', async () => {
    const service = await open();
    const { id } = await create(service);
    expect(await issuesOf(service.save(id, { schemeId: 'gone' }))).toEqual([
      ['schemeId', 'There is no signing scheme “gone” here. Choose another one.'],
    ]);
  });

  test('a service with a scheme of its own takes no other, and none of its rules for success', async () => {
    const service = await openService('zenskar');
    const { id } = await service.engine.call('webhooks.create', { providerId: 'zenskar', channel: null, name: 'Z' });
    await service.setSecret(id, 'signing', 'secret');
    const issues = await issuesOf(service.save(id, { schemeId: 'github', successRule: '204' }));
    expect(issues.map(([path]) => path)).toEqual(['schemeId', 'successRule']);
  });

  test('a secret that does not fit another scheme stays, and is said at the field', async () => {
    const service = await open();
    const webhook = await sign(service, await create(service), 'github', 'not base64!');
    const [[path, message] = ['', '']] = await issuesOf(service.save(webhook.id, { schemeId: 'svix' }));
    expect(path).toBe('secret.signing');
    expect(message).toMatch(/base64/);
    expect(await service.readSecret(webhook.id)).toBe('not base64!');
  });

  test('a key that was entered to sign with is not sent by a scheme that sends its secret', async () => {
    const service = await open();
    const webhook = await sign(service, await create(service), 'github', 'only for signing');
    const draft = { ...toDraft(webhook), schemeId: 'secret-in-header' };
    const issues = await issuesOf(service.engine.call('webhooks.save', { draft, revision: webhook.revision }));
    expect(issues).toMatchObject([['secret.signing', expect.stringContaining('sends the secret itself')]]);
    const preview = await service.engine.call('compose.preview', { draft, eventType: 'order-paid', dataText: '{}' });
    expect(JSON.stringify(preview)).not.toContain('only for signing');
  });

  test('a secret of 1 MB is refused, and the one before stays', async () => {
    const service = await open();
    const webhook = await sign(service, await create(service), 'github', 'first');
    await expect(service.setSecret(webhook.id, 'signing', 'x'.repeat(1_000_000))).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: 'secret.signing' }] },
    });
    expect(await service.readSecret(webhook.id)).toBe('first');
  });

  test('a sender whose way cannot be expressed is listed with its reason and without an id', async () => {
    const service = await open();
    const choices = await service.engine.call('schemes.list', {});
    expect(choices.find(({ name }) => name === 'eBay')).toMatchObject({
      id: null,
      notes: expect.stringMatching(/key/),
    });
    expect(choices.find(({ id }) => id === 'svix')?.senders.map(({ name }) => name)).toContain('Clerk');
    expect(choices.filter(({ namedHeader }) => namedHeader !== null).map(({ id }) => id)).toEqual(['secret-in-header']);
  });
});

test('an RSA key is generated while other work goes on', async () => {
  const service = await open();
  const rsa = (await service.engine.call('schemes.list', {})).find(({ notes }) => /RSA/.test(notes));
  const webhook = await create(service);
  const draft = { ...toDraft(webhook), schemeId: rsa?.id ?? '' };
  await service.engine.call('webhooks.keepUnsaved', { id: webhook.id, draft });
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const made = await service.engine.call('secrets.generate', { webhookId: webhook.id, field: 'signing' });
  clearInterval(timer);
  expect(made.secrets[0]?.set).toBe(true);
  expect(await service.readSecret(webhook.id)).toContain('PRIVATE KEY');
  expect(turns).toBeGreaterThan(3);
});

describe('placeholders from the data of own events', () => {
  const template = '{"to": "{{order.customer.email}}", "first": "{{order.items.0.title}}", "no": "{{order.nothing}}"}';

  async function openWith(text: string): Promise<{ service: Service; webhook: Webhook }> {
    const service = await open();
    const webhook = await create(service);
    return { service, webhook: await service.save(webhook.id, { templates: { 'custom-url/*': text } }) };
  }

  const contextOf = ({ id }: Webhook, text: string, dataText: string) =>
    ({ webhookId: id, eventType: 'order-paid', kind: 'body', text, dataText, insertion: 'json-safe' }) as const;

  test('are inserted, tested, completed and shown with their values; one that is nowhere stays as written', async () => {
    const { service, webhook } = await openWith(template);
    const { body } = await service.preview(webhook.id, 'order-paid');
    expect(JSON.parse(body ?? '')).toEqual({
      to: 'ines@example.com',
      first: 'Desk lamp',
      no: '{{order.nothing}}',
    });
    const { call } = service.engine;
    const dataText = await service.sample('any-service-order-paid');
    const items = await call('template.complete', { ...contextOf(webhook, '{{', dataText), offset: 2, asked: true });
    expect(items.find(({ label }) => label === 'order.customer.email')?.sample).toBe('ines@example.com');
    const hover = await call('template.hover', { ...contextOf(webhook, template, dataText), offset: 12 });
    expect(hover).toMatchObject({ title: 'order.customer.email', sample: 'ines@example.com' });
    const condition = '{{{ if(order.status==';
    const values = await call('template.complete', {
      ...contextOf(webhook, condition, dataText),
      offset: condition.length,
      asked: true,
    });
    expect(values.map(({ label }) => label).sort()).toEqual(['paid', 'refunded']);
  });

  test('come from the data at hand too, and from a sample that was saved a moment ago', async () => {
    const { service, webhook } = await openWith('{"a": "{{ticket.id}}"}');
    const preview = (dataText: string) => service.preview(webhook.id, 'order-paid', dataText);
    expect((await preview('{"ticket":{"id":"T-1"}}')).body).toBe('{"a": "T-1"}');
    expect((await preview('{}')).body).toBe('{"a": "{{ticket.id}}"}');
    await service.engine.call('samples.save', {
      providerId: 'any-service',
      id: null,
      eventType: 'order-paid',
      name: 'A ticket',
      dataText: '{"ticket":{"id":"T-2"}}',
    });
    expect((await preview('{}')).body).toBe('{"a": ""}');
  });

  test('a value that no sample has can be tested', async () => {
    const text = '{"s": "{{{ if(order.status==late) return(yes); return(no); }}}"}';
    const { service, webhook } = await openWith(text);
    const { body } = await service.preview(webhook.id, 'order-paid', '{"order":{"status":"late"}}');
    expect(body).toBe('{"s": "yes"}');
  });

  test('10,000 values are read in a time that grows with their number', async () => {
    const { service, webhook } = await openWith('{"a": "{{list.9999.name}}"}');
    const list = (count: number) =>
      JSON.stringify({ list: Array.from({ length: count }, (_, index) => ({ name: `name ${index}` })) });
    const dataText = list(10_000);
    const before = process.cpuUsage();
    const { body } = await service.preview(webhook.id, 'order-paid', dataText);
    expect(body).toBe('{"a": "name 9999"}');
    const items = await service.engine.call('template.complete', {
      ...contextOf(webhook, '{{', dataText),
      offset: 2,
      asked: true,
    });
    expect(items.length).toBeGreaterThan(10_000);
    // Of this process, whatever else the machine does.
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000);
  });
});
