import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { acme } from '../schemes/compose.ts';
import { toDraft } from '../support/to-draft.ts';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

const exportAll = async (engine: Engine, webhookIds: string[] | null = null): Promise<string> =>
  (await engine.call('transfer.export', { webhookIds, passphrase: null })).text;

const plan = (engine: Engine, text: string) => engine.call('transfer.plan', { text, passphrase: null });

async function apply(engine: Engine, text: string) {
  const { hash } = await plan(engine, text);
  return engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false });
}

/** A workspace with two own schemes, one of which a webhook uses. */
async function openWithSchemes() {
  const { engine } = await openForTransfer({ empty: true });
  const used = (await engine.call('schemes.create', { scheme: acme })).scheme;
  const other = (await engine.call('schemes.create', { scheme: { ...acme, name: 'Beacon' } })).scheme;
  const webhook = await engine.call('webhooks.create', { providerId: 'any-service', channel: null, name: 'Orders' });
  await engine.call('secrets.set', { webhookId: webhook.id, field: 'signing', value: 'a secret' });
  const draft = { ...toDraft(webhook), schemeId: used.id };
  await engine.call('webhooks.save', { draft, revision: webhook.revision });
  return { engine, used, other, webhook };
}

describe('own schemes', () => {
  test('travel with the workspace, and the same ones are left as they are', async () => {
    const one = await openWithSchemes();
    const text = await exportAll(one.engine);
    expect(parse(text).schemes).toEqual([one.used, one.other]);
    expect((await plan(one.engine, text)).changes).toBe(0);

    const { engine } = await openForTransfer({ empty: true });
    const planned = await apply(engine, text);
    expect(planned.problems).toEqual([]);
    expect(planned.items.filter(({ kind }) => kind === 'scheme')).toMatchObject([
      { name: 'Acme', action: 'create' },
      { name: 'Beacon', action: 'create' },
    ]);
    expect((await engine.call('schemes.get', { id: one.used.id })).scheme).toEqual(one.used);
    expect((await engine.call('webhooks.get', { id: one.webhook.id })).schemeId).toBe(one.used.id);
    expect(parse(await exportAll(engine)).schemes).toEqual(parse(text).schemes);
  });

  test('go along with the chosen webhooks that use them, and no other does', async () => {
    const { engine, used, webhook } = await openWithSchemes();
    expect(parse(await exportAll(engine, [webhook.id])).schemes).toEqual([used]);
    await engine.call('webhooks.delete', { id: webhook.id });
    expect(parse(await exportAll(engine, []))).not.toHaveProperty('schemes');
  });

  test('with another content are shown as changes, with the webhooks that they sign', async () => {
    const { engine, used } = await openWithSchemes();
    const text = await exportAll(engine);
    const changed = JSON.parse(text);
    changed.schemes[0].tolerance.past = 60;
    const planned = await apply(engine, JSON.stringify(changed));
    expect(planned.items.filter(({ action }) => action !== 'leave')).toEqual([
      expect.objectContaining({
        kind: 'scheme',
        path: 'schemes[0]',
        action: 'change',
        fields: [{ field: 'tolerance', before: '{"past":300,"future":null}', after: '{"past":60,"future":null}' }],
        notes: ['Signs “Orders”: from their next delivery on by the new version.'],
      }),
    ]);
    expect(await engine.call('schemes.get', { id: used.id })).toMatchObject({
      scheme: { tolerance: { past: 60 } },
      own: { revision: 2 },
    });
  });

  test('that were deleted leave their webhooks switched off elsewhere, and keep nothing else out', async () => {
    const one = await openWithSchemes();
    const question = await one.engine
      .call('schemes.delete', { id: one.used.id, confirmed: [] })
      .catch((error) => error);
    const confirmed = question.detail.confirmations.map(({ id }: { id: string }) => id);
    await one.engine.call('schemes.delete', { id: one.used.id, confirmed });
    const text = await exportAll(one.engine);

    const { engine } = await openForTransfer({ empty: true });
    const planned = await apply(engine, text);
    expect(planned.problems).toEqual([]);
    expect(planned.items.find(({ kind }) => kind === 'webhook')?.notes).toContain(
      'Stays switched off: its own signing scheme is neither here nor in the file. Import the file of the scheme, or choose another one.',
    );
    expect(await engine.call('webhooks.get', { id: one.webhook.id })).toMatchObject({
      schemeId: one.used.id,
      status: 'inactive',
    });
  });

  test('that were deleted here come back', async () => {
    const { engine, other } = await openWithSchemes();
    const text = await exportAll(engine);
    await engine.call('schemes.delete', { id: other.id, confirmed: [] });
    await apply(engine, text);
    expect((await engine.call('schemes.get', { id: other.id })).scheme).toEqual(other);
  });

  test.each<[string, (file: { schemes: Record<string, unknown>[] }) => void, string]>([
    ['that is no scheme', ({ schemes }) => void schemes.splice(0, 1, {}), 'schemes[0].id'],
    ['that is no object', ({ schemes }) => void schemes.splice(0, 1, 'x' as never), 'schemes[0]'],
    [
      'with the id of a shipped one',
      ({ schemes: [first] }) => void Object.assign(first ?? {}, { id: 'github' }),
      'schemes[0].id',
    ],
    ['that is there twice', ({ schemes }) => void schemes.push({ ...schemes[0] }), 'schemes[2].id'],
    [
      'with the name of a shipped one',
      ({ schemes: [first] }) => void Object.assign(first ?? {}, { name: 'GitHub' }),
      'schemes[0].name',
    ],
    [
      'with the name of another one',
      ({ schemes: [first] }) => void Object.assign(first ?? {}, { name: 'beacon' }),
      'schemes[0].name',
    ],
    [
      'that signs the header with the signature',
      ({ schemes: [first] }) =>
        void Object.assign(first ?? {}, { message: [{ part: 'header', name: 'Acme-Signature' }] }),
      'schemes[0].message[0].name',
    ],
  ])('%s are refused at their place', async (_what, spoil, path) => {
    const one = await openWithSchemes();
    const file = JSON.parse(await exportAll(one.engine));
    spoil(file);
    const { engine } = await openForTransfer({ empty: true });
    const { problems } = await plan(engine, JSON.stringify(file));
    expect(problems.map((problem) => problem.path)).toContain(path);
  });
});
