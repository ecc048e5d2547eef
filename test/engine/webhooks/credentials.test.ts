import { describe, expect, test } from 'vitest';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { Authorization } from '../../../src-preload/contract/webhook.ts';
import { openService } from '../services/support/open-service.ts';
import { startReceiver } from '../services/support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { fullProvider } from './full-provider.ts';
import { openWorkspace } from './workspace.ts';

const basic: Authorization = { type: 'basic', username: 'ada' };
const others: Authorization[] = [
  { type: 'bearer' },
  { type: 'api-key', in: 'query', name: 'api_key' },
  { type: 'api-key', in: 'header', name: 'X-Key' },
];

describe('a credential', () => {
  test.each(others)('of Basic is not sent as another kind: $type', async (authorization) => {
    const service = await openService('callgoose');
    const receiver = await startReceiver();
    const webhook = await service.create({ authorization: basic, url: receiver.origin });
    await service.setSecret(webhook.id, 'basic', 'S3cret-of-ada');
    const changed = await service.save(webhook.id, { authorization });
    expect(changed.secrets.find(({ field }) => field === authorization.type)).toMatchObject({ set: false });
    await expect(service.test(webhook.id, 'incident.created')).rejects.toMatchObject({
      message: expect.stringContaining('is not set'),
    });
    expect(receiver.arrivals).toEqual([]);
  });

  test('is there again on going back, and another kind keeps its own', async () => {
    const service = await openService('callgoose');
    const receiver = await startReceiver();
    const webhook = await service.create({ authorization: basic, url: receiver.origin });
    await service.setSecret(webhook.id, 'basic', 'S3cret-of-ada');
    await service.setSecret(webhook.id, 'bearer', 'token-of-ada');
    await service.test(webhook.id, 'incident.created');
    await service.save(webhook.id, { authorization: { type: 'bearer' } });
    await service.test(webhook.id, 'incident.created');
    expect(receiver.arrivals.map(({ headers }) => headers.authorization)).toEqual([
      `Basic ${Buffer.from('ada:S3cret-of-ada').toString('base64')}`,
      'Bearer token-of-ada',
    ]);
  });

  test('goes into a file as the kind that its webhook has there, and comes back as it', async () => {
    const service = await openService('callgoose');
    const webhook = await service.create({ authorization: { type: 'bearer' } });
    await service.setSecret(webhook.id, 'basic', 'password-of-ada');
    await service.setSecret(webhook.id, 'bearer', 'token-of-ada');
    const passphrase = 'a long enough passphrase';
    const file = await service.engine.call('transfer.export', { webhookIds: [webhook.id], passphrase });
    const there = await openService('callgoose');
    const { hash } = await there.engine.call('transfer.plan', { text: file.text, passphrase });
    await there.engine.call('transfer.apply', { text: file.text, passphrase, hash, replaceSecrets: true });
    const arrived = await there.get(webhook.id);
    expect(arrived.secrets.filter(({ set }) => set).map(({ field }) => field)).toEqual(['signing', 'bearer']);
  });
});

describe('a signing secret', () => {
  const withScheme = (schemeId: string): Provider => ({
    ...fullProvider,
    signing: { ...fullProvider.signing!, schemeId, chosenHeader: null },
  });

  test.each([
    ['a key is not sent in clear', 'zenskar', 'casesolved'],
    ['what was sent in clear is not taken for a key', 'casesolved', 'zenskar'],
  ])('belongs to what it was entered for: %s after the scheme has changed', async (_what, before, after) => {
    const directory = makeTemporaryDirectory();
    const first = await openWorkspace(directory, { providers: [withScheme(before)] });
    const { id } = first.webhooks.create({ providerId: 'acme', channel: null, name: null });
    first.webhooks.changeSecret(id, (record) => first.secrets.set(record, 'signing', 'entered-for-one-scheme'));
    first.close();
    const second = await openWorkspace(directory, { providers: [withScheme(after)] });
    expect(second.webhooks.get(id).secrets[0]).toMatchObject({ field: 'signing', set: false });
    expect(second.directory.readSecret(id, 'signing')).toEqual({ state: 'unset' });
    second.close();
    const third = await openWorkspace(directory, { providers: [withScheme(before)] });
    expect(third.directory.readSecret(id, 'signing')).toMatchObject({ state: 'set' });
  });

  test('that was stored before its purpose was kept has the one of its provider', async () => {
    const directory = makeTemporaryDirectory();
    const first = await openWorkspace(directory, { providers: [withScheme('casesolved')] });
    const { id } = first.webhooks.create({ providerId: 'acme', channel: null, name: null });
    first.webhooks.changeSecret(id, (record) => first.secrets.set(record, 'signing', 'sent-as-it-is'));
    first.store.db.exec('UPDATE secret SET purpose = NULL');
    first.close();
    const second = await openWorkspace(directory, { providers: [withScheme('casesolved')] });
    expect(second.vault.secrets.purpose(id, 'signing')).toBe('sent');
    expect(second.directory.readSecret(id, 'signing')).toMatchObject({ state: 'set' });
  });
});
