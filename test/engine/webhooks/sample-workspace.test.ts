import { expect, test } from 'vitest';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { openWorkspace } from './workspace.ts';

test('the first workspace holds webhooks that are active and point at the capture server', async () => {
  const { webhooks, providers, fillSample, ...rest } = await openWorkspace(makeTemporaryDirectory(), { sample: true });
  fillSample();
  const list = webhooks.list();
  const gridscale = list.filter(({ providerId }) => providerId === 'gridscale');
  expect(gridscale.map(({ name, channel }) => [name, channel])).toEqual([
    ['CRM', 'custom-url'],
    ['Slack', 'slack'],
    ['Discord', 'discord'],
    ['Rocket.Chat', 'rocketchat'],
  ]);
  expect(list.every(({ status, url }) => status === 'active' && url.startsWith('http://127.0.0.1:9410/'))).toBe(true);
  expect(new Set(list.map(({ url }) => url)).size).toBe(list.length);
  expect(providers.list().find(({ provider }) => provider.id === 'gridscale')?.settings.enabled).toBe(true);
  for (const webhook of list) {
    const issues = rest.directory.validateDraft(webhook, webhook);
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  }
});

test('the sample is made once, also when all of it was deleted', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openWorkspace(directory, { sample: true });
  first.fillSample();
  for (const { id } of first.webhooks.list()) first.webhooks.delete(id);
  first.close();
  const second = await openWorkspace(directory, { sample: true });
  second.fillSample();
  expect(second.webhooks.list()).toEqual([]);
});

test('the secrets of the sample are made when the vault is decided', async () => {
  const { webhooks, fillSample, vault } = await openWorkspace(makeTemporaryDirectory(), {
    sample: true,
    keyring: false,
  });
  fillSample();
  const crm = webhooks.list()[0]!;
  expect(crm.secrets[0]?.set).toBe(false);
  await vault.choose({ protection: 'memory' });
  expect(webhooks.get(crm.id).secrets[0]).toMatchObject({ set: true, locked: false });
});
