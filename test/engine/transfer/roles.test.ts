import { describe, expect, test } from 'vitest';
import type { Scope, Webhook } from '../../../src-preload/contract/webhook.ts';
import { openService, type Service } from '../services/support/open-service.ts';
import { parse } from './support/open-for-transfer.ts';

const global: Scope = { id: 'global', target: null };
const platform: Scope = { id: 'team', target: 'Platform' };
const payments: Scope = { id: 'team', target: 'Payments' };

/** A webhook made by the Global Admin, and its file with another scope and URL; the role is then Team Manager of Platform. */
async function openAsManager(
  scope: Scope,
  moveTo: Scope,
): Promise<{ service: Service; webhook: Webhook; text: string }> {
  const service = await openService('callgoose');
  const webhook = await service.create({ name: 'Outgoing', scope, url: 'https://hooks.example.com/in' });
  const file = parse(
    (await service.engine.call('transfer.export', { webhookIds: [webhook.id], passphrase: null })).text,
  );
  const [inFile] = file.webhooks;
  Object.assign(inFile ?? {}, { scope: moveTo, url: 'https://elsewhere.example.com/in' });
  await service.settings({ role: 'team-manager', managedTeams: ['Platform'] });
  return { service, webhook, text: JSON.stringify(file) };
}

const plan = ({ engine }: Service, text: string, passphrase: string | null = null) =>
  engine.call('transfer.plan', { text, passphrase });

describe('an import is refused as saving is', () => {
  test.each([
    ['takes a Global webhook', global, platform, /^Global webhooks may be .* by Global Admin alone/],
    ['takes a webhook of another team', payments, platform, /you do not manage “Payments”/],
    ['puts a webhook of the own team elsewhere', platform, payments, /you do not manage “Payments”/],
  ])('where it %s', async (_what, from, to, words) => {
    const { service, webhook, text } = await openAsManager(from, to);
    const { problems, hash } = await plan(service, text);
    expect(problems).toMatchObject([{ path: 'webhooks[0].scope', message: expect.stringMatching(words) }]);
    const saved = service.save(webhook.id, { scope: to });
    await expect(saved).rejects.toMatchObject({ code: 'refused', message: problems[0]?.message });
    const applied = service.engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false });
    await expect(applied).rejects.toMatchObject({ code: 'invalid' });
    expect(await service.get(webhook.id)).toMatchObject({ scope: from, url: 'https://hooks.example.com/in' });
  });

  test('where the file brings the role along that would be allowed to', async () => {
    const { service, text } = await openAsManager(global, global);
    expect(parse(text).providers.callgoose?.settings.role).toBe('global-admin');
    expect((await plan(service, text)).problems).toMatchObject([{ path: 'webhooks[0].scope' }]);
  });

  test('where it would bring a deleted webhook back', async () => {
    const { service, webhook, text } = await openAsManager(global, platform);
    await service.settings({ role: 'global-admin' });
    await service.engine.call('webhooks.delete', { id: webhook.id });
    await service.settings({ role: 'team-manager' });
    expect((await plan(service, text)).problems).toMatchObject([{ path: 'webhooks[0].scope' }]);
  });

  test('where it replaces nothing but a secret', async () => {
    const service = await openService('callgoose');
    const webhook = await service.create({ scope: global });
    const passphrase = 'a long enough passphrase';
    await service.setSecret(webhook.id, 'signing', 'secret-of-the-file');
    const { text } = await service.engine.call('transfer.export', { webhookIds: [webhook.id], passphrase });
    await service.setSecret(webhook.id, 'signing', 'secret-that-is-here');
    await service.settings({ role: 'team-manager' });
    expect((await plan(service, text, passphrase)).problems).toMatchObject([{ path: 'webhooks[0].scope' }]);
    expect((await plan(service, text)).problems).toEqual([]);
  });

  test('and taken where the role may write both', async () => {
    const { service, text } = await openAsManager(platform, platform);
    expect((await plan(service, text)).problems).toEqual([]);
  });
});

test('a member is told who can add a webhook, as the document says it', async () => {
  const service = await openService('callgoose');
  await service.settings({ role: 'member' });
  await expect(service.create()).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringMatching(/^Only the Global Admin\/Team Manager can add a webhook; your role .* is Member\./),
  });
});

test('a manager of no team is told which teams there are no rights for', async () => {
  const service = await openService('callgoose');
  await service.settings({ role: 'team-manager', managedTeams: [] });
  await expect(service.create()).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('Team') });
});
