import { expect, test } from 'vitest';
import type { Engine } from '../../../src-main/engine/engine.ts';
import type { SecretField, Webhook } from '../../../src-preload/contract/webhook.ts';
import { toDraft } from '../support/to-draft.ts';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

const passphrase = 'a passphrase of the test';
/** So many that an import of them takes many turns of the event loop. */
const COUNT = 600;

interface Given {
  engine: Engine;
  webhook: Webhook;
  /** Imports the file, and does the work once its first changes are written and none is stored. */
  importDuring(work: () => Promise<unknown>): Promise<unknown>;
}

/** A workspace with a webhook that has a secret, and a file with many more whose version of that one is as `change` leaves it. */
async function prepare(change: (file: ReturnType<typeof parse>['webhooks'][number]) => void): Promise<Given> {
  const { engine } = await openForTransfer();
  const made = await engine.call('webhooks.create', { providerId: 'any-service', channel: null, name: 'Mine' });
  await setSecret(engine, made, 'signing', 'the secret of the file, 01');
  const exported = await engine.call('transfer.export', { webhookIds: [made.id], settings: false, passphrase });
  const file = parse(exported.text);
  const [one] = file.webhooks;
  if (one === undefined) throw new Error('the webhook was not exported');
  const more = Array.from({ length: COUNT }, (_each, index) => ({ ...one, id: `w-${index}`, name: `W ${index}` }));
  change(one);
  file.webhooks.push(...more);
  const text = JSON.stringify(file);
  return {
    engine,
    webhook: await engine.call('webhooks.get', { id: made.id }),
    async importDuring(work) {
      const { hash } = await engine.call('transfer.plan', { text, passphrase });
      const begun = new Promise<void>((resolve) => {
        engine.on((events) => {
          for (const { name, payload } of events) {
            if (name === 'transfer.progress' && payload.phase === 'write') resolve();
          }
        });
      });
      const applied = engine.call('transfer.apply', { text, passphrase, hash, replaceSecrets: true, id: 'a' });
      await Promise.race([begun, applied]);
      await work();
      return applied;
    },
  };
}

function setSecret(engine: Engine, { id }: Webhook, field: SecretField, value: string): Promise<Webhook> {
  return engine.call('secrets.set', { webhookId: id, field, value });
}

test('a webhook that is saved while its secret alone is imported keeps what was saved', async () => {
  const { engine, webhook, importDuring } = await prepare(() => {});
  const other = await setSecret(engine, webhook, 'signing', 'a secret that is replaced, 02');
  await importDuring(() =>
    engine.call('webhooks.save', { draft: { ...toDraft(other), name: 'Saved' }, revision: other.revision }),
  );
  const after = await engine.call('webhooks.get', { id: webhook.id });
  expect(after).toMatchObject({ name: 'Saved', revision: other.revision + 1 });
  expect(after.secrets[0]?.fingerprint).toBe(webhook.secrets[0]?.fingerprint);
});

const changes: [string, (given: Given) => Promise<unknown>][] = [
  ['switched off', ({ engine, webhook: { id } }) => engine.call('webhooks.setActive', { id, active: false })],
  ['deleted', ({ engine, webhook: { id } }) => engine.call('webhooks.delete', { id })],
  [
    'edited without saving',
    ({ engine, webhook }) =>
      engine.call('webhooks.keepUnsaved', { id: webhook.id, draft: { ...toDraft(webhook), name: 'Typed' } }),
  ],
];

test.each(changes)('a webhook that is %s while another version is imported stays so', async (_name, change) => {
  const given = await prepare((one) => {
    one.description = 'of the file';
  });
  const { engine, importDuring } = given;
  let changed: unknown;
  const list = async () => [await engine.call('webhooks.list', {}), await engine.call('deleted.list', {})];
  const imported = importDuring(async () => {
    await change(given);
    changed = await list();
  });
  await expect(imported).rejects.toMatchObject({ code: 'conflict' });
  expect(await list()).toEqual(changed);
});

test('a secret that is entered while one is imported for the first time is not replaced', async () => {
  const { engine, webhook, importDuring } = await prepare(() => {});
  await engine.call('secrets.clear', { webhookId: webhook.id, field: 'signing' });
  const imported = importDuring(() => setSecret(engine, webhook, 'signing', 'entered by a person, 03'));
  await expect(imported).rejects.toMatchObject({ code: 'conflict' });
  const { secrets } = await engine.call('webhooks.get', { id: webhook.id });
  expect(secrets[0]?.fingerprint).not.toBe(webhook.secrets[0]?.fingerprint);
});
