import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { EngineError } from '../../../src-main/engine/errors.ts';
import type { LogDetail } from '../../../src-preload/contract/log.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { openForTransfer } from '../transfer/support/open-for-transfer.ts';
import { openService, type Service, toDraft } from './support/open-service.ts';

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

async function newest({ engine }: Pick<Service, 'engine'>): Promise<LogDetail> {
  const { rows } = await engine.call('log.page', { filter, before: null, after: null, limit: 1 });
  return engine.call('log.detail', { seq: rows[0]?.seq ?? 0 });
}

/** A webhook whose secret was replaced, the old one kept. */
async function rotate(service: Service, schemeId: string, before: string, after: string): Promise<Webhook> {
  const { id } = await service.create();
  const draft = { ...toDraft(await service.get(id)), schemeId };
  await service.engine.call('webhooks.keepUnsaved', { id, draft });
  await service.setSecret(id, 'signing', before);
  await service.save(id, { schemeId });
  return service.engine.call('secrets.set', { webhookId: id, field: 'signing', value: after, keepPrevious: true });
}

const sha256 = (secret: string, body: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

async function post(webhook: Webhook, headers: Record<string, string>, body = '{}'): Promise<void> {
  await (await fetch(webhook.url, { method: 'POST', body, headers })).text();
}

const infoOf = ({ secrets }: Webhook, name: string) => secrets.find(({ field }) => field === name);
const standard = (fill: number) => `whsec_${Buffer.alloc(24, fill).toString('base64')}`;

describe('a replaced signing secret', () => {
  test('is kept beside the present one where that is asked for, and forgotten where not', async () => {
    const service = await openService('any-service');
    const rotated = await rotate(service, 'github', 'the first one', 'the second one');
    const first = infoOf(rotated, 'signing-previous');
    expect(first).toMatchObject({ set: true, locked: false });
    expect((await service.engine.readSecret(rotated.id, 'signing-previous')).toString()).toBe('the first one');
    const other = await service.setSecret(rotated.id, 'signing', 'the third one');
    expect(infoOf(other, 'signing-previous')?.fingerprint).toBe(first?.fingerprint);
    const again = await service.engine.call('secrets.generate', {
      webhookId: rotated.id,
      field: 'signing',
      keepPrevious: true,
    });
    expect((await service.engine.readSecret(again.id, 'signing-previous')).toString()).toBe('the third one');
  });

  test('is not kept where the new one is the same, and then nothing changes', async () => {
    const service = await openService('any-service');
    const work = rotate(service, 'github', 'the very same', 'the very same');
    await expect(work).rejects.toMatchObject({ detail: { issues: [{ path: 'secret.signing' }] } });
    const [webhook] = await service.engine.call('webhooks.list', {});
    expect(webhook && infoOf(webhook, 'signing-previous')?.set).toBe(false);
  });

  test('can be removed alone, and goes with the present one', async () => {
    const service = await openService('any-service');
    const { id } = await rotate(service, 'github', 'the first one', 'the second one');
    const clear = (field: 'signing' | 'signing-previous') =>
      service.engine.call('secrets.clear', { webhookId: id, field });
    const without = await clear('signing-previous');
    expect([infoOf(without, 'signing')?.set, infoOf(without, 'signing-previous')?.set]).toEqual([true, false]);
    await service.engine.call('secrets.generate', { webhookId: id, field: 'signing', keepPrevious: true });
    const none = await clear('signing');
    expect([infoOf(none, 'signing')?.set, infoOf(none, 'signing-previous')?.set]).toEqual([false, false]);
  });

  test('comes back with a deletion that is taken back, and is not in a copy', async () => {
    const service = await openService('any-service');
    const { id } = await rotate(service, 'github', 'the first one', 'the second one');
    const copy = await service.engine.call('webhooks.duplicate', { id });
    expect(infoOf(copy, 'signing-previous')?.set).toBe(false);
    await service.engine.call('webhooks.delete', { id });
    await service.engine.call('deleted.restore', { kind: 'webhook', id });
    expect(infoOf(await service.get(id), 'signing-previous')?.set).toBe(true);
  });

  test('travels sealed in a workspace file', async () => {
    const one = await openForTransfer({ empty: true });
    const { id } = await one.engine.call('webhooks.create', { providerId: 'y42', channel: null, name: 'Y' });
    await one.engine.call('secrets.set', { webhookId: id, field: 'signing', value: 'needle number one' });
    await one.engine.call('secrets.set', { webhookId: id, field: 'signing', value: 'number two', keepPrevious: true });
    const { text } = await one.engine.call('transfer.export', { webhookIds: null, passphrase: 'correct horse' });
    expect(text).not.toContain('needle');
    const other = await openForTransfer({ empty: true });
    const passphrase = 'correct horse';
    const { hash } = await other.engine.call('transfer.plan', { text, passphrase });
    await other.engine.call('transfer.apply', { text, passphrase, replaceSecrets: false, hash });
    expect((await other.engine.readSecret(id, 'signing-previous')).toString()).toBe('needle number one');
  });
});

test('a validation stays when the previous secret goes, and not when the present one is replaced', async () => {
  const { engine, ...service } = await openService('casesolved');
  const { id } = await service.create();
  await service.setSecret(id, 'signing', 'the first one');
  const validatedAt = async () => (await service.get(id)).validatedAt;
  const validate = async () => {
    const made = await engine.call('deliveries.validate', { webhookId: id, confirmed: [] });
    await service.settled(made.id);
  };
  await validate();
  expect(await validatedAt()).not.toBeNull();
  const value = 'the second one';
  await engine.call('secrets.set', { webhookId: id, field: 'signing', value, keepPrevious: true });
  expect(await validatedAt()).toBeNull();
  await validate();
  await engine.call('secrets.clear', { webhookId: id, field: 'signing-previous' });
  expect(await validatedAt()).not.toBeNull();
});

describe('on arrival', () => {
  test('either secret is taken, and the verdict says which one it was', async () => {
    const service = await openService('any-service');
    const webhook = await rotate(service, 'github', 'the first one', 'the second one');
    const results: unknown[] = [];
    for (const secret of ['the second one', 'the first one', 'neither of them']) {
      await post(webhook, { 'X-Hub-Signature-256': sha256(secret, '{}') });
      const { capture } = await newest(service);
      results.push([capture?.verdict?.reason, capture?.verdict?.usedPreviousSecret, capture?.verdict?.message]);
    }
    expect(results).toEqual([
      ['valid', undefined, expect.not.stringContaining('previous')],
      ['valid', true, expect.stringContaining('It is signed with the previous secret.')],
      ['wrong-signature', undefined, expect.stringContaining('The previous secret does not match either.')],
    ]);
  });

  test('a secret that is sent in clear may be the previous one', async () => {
    const service = await openService('casesolved');
    const { id } = await service.create();
    await service.setSecret(id, 'signing', 'the first one');
    const { engine } = service;
    const webhook = await engine.call('secrets.set', {
      webhookId: id,
      field: 'signing',
      value: 'the second one',
      keepPrevious: true,
    });
    await post(webhook, { 'X-Webhook-Secret': 'the first one' });
    const { capture } = await newest(service);
    expect(capture?.verdict?.message).toContain('It is the previous secret.');
    expect(capture?.responseStatus).toBe(200);
  });

  test('a request with the previous secret that is too old is too old', async () => {
    const service = await openService('any-service');
    const webhook = await rotate(service, 'slack', 'the first one', 'the second one');
    const time = String(Math.floor(service.clock.now() / 1000) - 4000);
    const signature = `v0=${createHmac('sha256', 'the first one').update(`v0:${time}:{}`).digest('hex')}`;
    await post(webhook, { 'X-Slack-Signature': signature, 'X-Slack-Request-Timestamp': time });
    const { capture } = await newest(service);
    expect(capture?.verdict).toMatchObject({ result: 'invalid', reason: 'too-old' });
    expect(capture?.verdict?.message).toContain('It is signed with the previous secret.');
  });

  test('one that no longer fits the chosen scheme is not tried', async () => {
    const service = await openService('any-service');
    const webhook = await rotate(service, 'github', 'not base64!', standard(1).slice('whsec_'.length));
    const saved = await service.save(webhook.id, { schemeId: 'standard-webhooks' });
    await post(saved, { 'X-Hub-Signature-256': sha256('not base64!', '{}') });
    expect((await newest(service)).capture?.verdict?.reason).toBe('missing-header');
    const preview = await service.preview(webhook.id, 'order-paid');
    expect(preview.signing?.previous).toMatchObject({ signs: false });
    expect(preview.signing?.previous?.message).toContain('does not fit Standard Webhooks');
  });
});

describe('a request that is sent', () => {
  test('carries a signature of each secret where the scheme has room for both', async () => {
    const service = await openService('any-service');
    const { id } = await rotate(service, 'standard-webhooks', standard(1), standard(2));
    const preview = await service.preview(id, 'order-paid');
    expect(preview.signing?.previous).toEqual({
      signs: true,
      message: 'Requests carry two signatures: one of each secret.',
    });
    const values = (headers: readonly (readonly [string, string])[]) =>
      headers.filter(([name]) => name === 'webhook-signature').map(([, value]) => value);
    const { state } = await service.test(id, 'order-paid');
    expect(state).toBe('delivered');
    const { capture } = await newest(service);
    const [value = ''] = values(capture?.headers ?? []);
    const [time, message] = ['webhook-timestamp', 'webhook-id'].map(
      (wanted) => capture?.headers.find(([name]) => name === wanted)?.[1] ?? '',
    );
    const body = await service.engine.call('log.body', {
      of: 'capture',
      id: capture?.id ?? '',
      offset: 0,
      length: 100_000,
    });
    const sign = (fill: number) =>
      createHmac('sha256', Buffer.alloc(24, fill))
        .update(`${message}.${time}.`)
        .update(Buffer.from(body.base64, 'base64'))
        .digest('base64');
    expect(value).toBe(`v1,${sign(2)} v1,${sign(1)}`);
  });

  test('is signed with both where the secrets themselves are the keys', async () => {
    const service = await openService('any-service');
    const { id } = await rotate(service, 'stripe', 'the first one', 'the second one');
    const { headers, body } = await service.preview(id, 'order-paid');
    const value = headers.find(({ name }) => name === 'Stripe-Signature')?.value ?? '';
    const time = /^t=(\d+),/.exec(value)?.[1];
    const sign = (secret: string) => createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    expect(value).toBe(`t=${time},v1=${sign('the second one')},v1=${sign('the first one')}`);
  });

  test('is signed with the present secret alone where the scheme has room for one, and that is said', async () => {
    const service = await openService('any-service');
    const { id } = await rotate(service, 'github', 'the first one', 'the second one');
    const { signing, headers, body } = await service.preview(id, 'order-paid');
    expect(signing?.previous).toEqual({
      signs: false,
      message:
        'GitHub sends one signature, made with the present secret. The previous one is only accepted on arrival.',
    });
    const sent = headers.filter(({ source }) => source === 'signature').map(({ value }) => value);
    expect(sent).toEqual([sha256('the second one', body ?? '')]);
  });

  test('never carries a previous secret in clear', async () => {
    const service = await openService('any-service');
    const { id } = await rotate(service, 'secret-in-header', 'needle-first', 'needle-second');
    await service.test(id, 'order-paid');
    const { capture } = await newest(service);
    expect(JSON.stringify(capture)).not.toContain('needle-first');
    const { message } = (await service.preview(id, 'order-paid')).signing?.previous ?? {};
    expect(message).toContain('sends one secret: the present one.');
  });
});

test('an address with a fragment is signed and verified without it', async () => {
  const service = await openService('any-service');
  const made = await service.create();
  const url = `${made.url}?shop=1#top`;
  const draft = { ...toDraft(made), schemeId: 'square', url };
  await service.engine.call('webhooks.keepUnsaved', { id: made.id, draft });
  await service.setSecret(made.id, 'signing', 'the key');
  await service.save(made.id, { schemeId: 'square', url });
  const { headers, body, fieldIssues } = await service.preview(made.id, 'order-paid');
  const expected = createHmac('sha256', 'the key').update(`${made.url}?shop=1${body}`).digest('base64');
  expect(headers.find(({ source }) => source === 'signature')?.value).toBe(expected);
  expect(fieldIssues.map(({ message }) => message)).toContain('The part from # on is never sent.');
  await service.test(made.id, 'order-paid');
  expect((await newest(service)).capture?.verdict?.reason).toBe('valid');
});

test.each(['signing', 'bearer'] as const)('refuses 1 MB for %s at the field, with size and limit', async (field) => {
  const service = await openService('any-service');
  const { id } = await service.create();
  const error: EngineError = await service.setSecret(id, field, 'x'.repeat(1_048_576)).then(
    () => null,
    (thrown) => thrown,
  );
  expect(error.code).toBe('invalid');
  expect(error.detail.issues).toMatchObject([
    { path: `secret.${field}`, message: expect.stringMatching(/^The secret has 1,048,576 bytes, and at most 100,000/) },
  ]);
});
