import { expect, test } from 'vitest';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { fullProvider } from './full-provider.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const create = ({ webhooks }: Workspace): string =>
  webhooks.create({ providerId: 'acme', channel: null, name: null }).id;

async function generateSecret({ webhooks, secrets }: Workspace, id: string, field: 'bearer' | 'signing') {
  const value = await secrets.make(webhooks.record(id), field);
  return webhooks.changeSecret(id, (record) => secrets.set(record, field, value));
}

test('shows that a secret is set and never what it is', async () => {
  const { webhooks, secrets, ...rest } = await openWorkspace(makeTemporaryDirectory());
  const id = create({ webhooks, secrets, ...rest });
  const webhook = webhooks.changeSecret(id, (record) => secrets.set(record, 'signing', 'never to be shown'));
  expect(webhook.secrets).toMatchObject([
    { field: 'signing', set: true, fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/), changedAt: expect.any(Number) },
    { field: 'basic', set: false, fingerprint: null, changedAt: null },
    { field: 'api-key', set: false },
    { field: 'bearer', set: false },
    { field: 'client-key', set: false },
    { field: 'signing-previous', set: false },
  ]);
  expect(JSON.stringify(webhook)).not.toContain('never to be shown');
});

test('generates 20 random bytes, each time others, and clears them', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const id = create(workspace);
  const generate = () => generateSecret(workspace, id, 'bearer');
  const prints = [await generate(), await generate()].map(({ secrets }) => secrets[3]?.fingerprint);
  expect(workspace.vault.secrets.read(id, 'bearer')?.toString()).toMatch(/^[0-9a-f]{40}$/);
  expect(prints[0]).not.toBe(prints[1]);
  const cleared = workspace.webhooks.changeSecret(id, (record) => workspace.secrets.clear(record, 'bearer'));
  expect(cleared.secrets[3]).toMatchObject({ set: false, fingerprint: null });
});

test.each([
  ['nothing', ''],
  ['half of a character', 'abc\ud800'],
])('refuses %s', async (_what, value) => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const set = () =>
    workspace.webhooks.changeSecret(create(workspace), (record) => workspace.secrets.set(record, 'signing', value));
  expect(set).toThrowError(expect.objectContaining({ code: 'invalid', detail: { issues: [expect.anything()] } }));
});

test('refuses a secret that its scheme cannot use, at the field', async () => {
  const standard = { ...fullProvider, signing: { ...fullProvider.signing!, schemeId: 'standard-webhooks' } };
  const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [standard] });
  const id = create(workspace);
  const set = (value: string) => () =>
    workspace.webhooks.changeSecret(id, (record) => workspace.secrets.set(record, 'signing', value));
  expect(set('whsec_not base64!')).toThrowError(
    expect.objectContaining({ detail: { issues: [expect.objectContaining({ path: 'secret.signing' })] } }),
  );
  await generateSecret(workspace, id, 'signing');
  expect(workspace.vault.secrets.read(id, 'signing')?.toString()).toMatch(/^whsec_/);
});

test('refuses a bearer token that a header cannot carry', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  const id = create(workspace);
  const draft = toDraft(workspace.webhooks.get(id));
  workspace.webhooks.keepUnsaved(id, { ...draft, authorization: { type: 'bearer' } });
  const set = () =>
    workspace.webhooks.changeSecret(id, (record) => workspace.secrets.set(record, 'bearer', 'a\r\nX-Evil: 1'));
  expect(set).toThrowError(expect.objectContaining({ code: 'invalid' }));
});

test('says what to do while nobody has decided how secrets are kept', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory(), { keyring: false });
  const id = create(workspace);
  const set = () => workspace.webhooks.changeSecret(id, (record) => workspace.secrets.set(record, 'signing', 'value'));
  expect(set).toThrowError(expect.objectContaining({ code: 'vault-undecided' }));
  await workspace.vault.choose({ protection: 'memory' });
  expect(set().secrets[0]?.set).toBe(true);
});
