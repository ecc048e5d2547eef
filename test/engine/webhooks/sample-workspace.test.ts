import { expect, test } from 'vitest';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
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

test('secrets of the sample that lived in memory alone are made again at the next start', async () => {
  const directory = makeTemporaryDirectory();
  const options = { sample: true, keyring: false };
  const first = await openWorkspace(directory, options);
  first.fillSample();
  await first.vault.choose({ protection: 'memory' });
  const before = first.webhooks.list();
  const signed = before.filter(({ secrets }) => secrets[0]?.set === true);
  expect(signed.length).toBeGreaterThan(3);
  first.close();

  const second = await openWorkspace(directory, options);
  second.fillSample();
  for (const { id, secrets } of signed) {
    const [secret] = second.webhooks.get(id).secrets;
    expect(secret).toMatchObject({ set: true, locked: false });
    expect(secret?.fingerprint).not.toBe(secrets[0]?.fingerprint);
  }
});

test('a secret that a person entered, or that another receiver knows, is not made again', async () => {
  const directory = makeTemporaryDirectory();
  const options = { sample: true, keyring: false };
  const first = await openWorkspace(directory, options);
  first.fillSample();
  await first.vault.choose({ protection: 'memory' });
  const [own, elsewhere] = first.webhooks.list().filter(({ secrets }) => secrets[0]?.set === true);
  if (own === undefined || elsewhere === undefined) throw new Error('The sample has signed webhooks.');
  first.clock.advance(1000);
  first.webhooks.changeSecret(own.id, (record) => first.secrets.set(record, 'signing', 'mine'));
  first.webhooks.save({ ...toDraft(elsewhere), url: 'https://receiver.example/in' }, elsewhere.revision);
  first.close();

  const second = await openWorkspace(directory, options);
  for (const { id } of [own, elsewhere]) {
    expect(second.webhooks.get(id).secrets[0]).toMatchObject({ set: true, locked: true });
  }
});
