import { expect, onTestFinished, test } from 'vitest';
import { openEngine } from '../../../src-main/engine/engine.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';

test('names the secrets that are locked, since they were not tried', async () => {
  const options = { directory: makeTemporaryDirectory(), capturePort: 0, sample: false };
  const before = await openEngine(options);
  await before.call('vault.choose', { protection: 'passphrase', passphrase: 'a passphrase of no importance' });
  const webhook = await before.call('webhooks.create', { providerId: 'any-service', channel: null, name: 'Orders' });
  const secrets = (['signing', 'signing-previous'] as const).map((field) => ({ field, value: `${field} secret` }));
  const draft = { ...toDraft(webhook), url: 'https://orders.example/hook', schemeId: 'github' };
  await before.call('webhooks.save', { draft, revision: webhook.revision, secrets });
  await before.close();

  const engine = await openEngine(options);
  onTestFinished(() => engine.close());
  const text = `X-Hub-Signature-256: sha256=${'0'.repeat(64)}\n\n{}`;
  const { notes, secrets: tried } = await engine.call('schemes.recognise', {
    request: { from: 'text', text },
    secret: '',
    previousSecret: '',
    useWorkspaceSecrets: true,
  });
  expect(tried).toEqual({ count: 0, tried: 0 });
  expect(notes).toContain(
    '2 secrets of this workspace are locked and could not be tried. Unlock the secrets, then look again.',
  );
});
