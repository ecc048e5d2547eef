import { describe, expect, it } from 'vitest';
import type { ReplayMode, ReplayTarget } from '../../../src-preload/contract/replay.ts';
import { everything, openWire } from '../support/open-wire.ts';
import { answerOk, startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { importText } from './support/import-text.ts';

const signing = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

const headers = [
  ['X-Zebra', '1'],
  ['Webhook-Id', 'msg_from_elsewhere'],
  ['webhook-timestamp', '1700000000'],
  ['webhook-signature', `v1,${Buffer.alloc(32, 1).toString('base64')}`],
  ['Content-Type', 'application/json'],
  ['x-zebra', '2'],
  ['Transfer-Encoding', 'chunked'],
];

const failed = (url: string, body = '{"a": 1.0}'): string =>
  `${JSON.stringify({ method: 'POST', url, headers, body, response: { status: 500 } })}\n`;

async function open() {
  const receiver = await startReceiver(answerOk);
  const engine = await openWire(makeTemporaryDirectory(), { providers: [signedProvider] });
  const host = new URL(receiver.url).host;
  const order = (deliveryId: string, mode: ReplayMode, target: ReplayTarget = { to: 'original' }) => ({
    deliveryId,
    attemptId: null,
    mode,
    target,
    bodyText: null,
  });
  async function replay(deliveryId: string, mode: ReplayMode, target?: ReplayTarget, confirmed: string[] = []) {
    const made = await engine.call['replay.send']({ ...order(deliveryId, mode, target), confirmed });
    await engine.finished(made.id);
    return made;
  }
  return {
    receiver,
    engine,
    host,
    order,
    replay,
    newest: async () => (await engine.rows())[0]?.sent?.deliveryId ?? '',
  };
}

describe('a replay of what was imported', () => {
  it('is not sent to a host that no webhook points at without a yes, and then repeats its bytes', async () => {
    const { receiver, engine, host, order, replay, newest } = await open();
    await importText(engine, 'a.jsonl', failed(`${receiver.url}/in`));
    const id = await newest();
    const preview = await engine.call['replay.preview'](order(id, 'exact'));
    expect(preview.confirmations.map((one) => one.id)).toEqual([`new-host:${host}`]);
    expect(preview.notes.join()).toContain('Transfer-Encoding');
    await expect(replay(id, 'exact')).rejects.toMatchObject({ code: 'confirm' });
    expect(receiver.requests).toEqual([]);
    const made = await replay(id, 'exact', undefined, [`new-host:${host}`]);
    const sent = headers.filter(([name]) => name !== 'Transfer-Encoding').flat();
    expect(receiver.requests[0]?.rawHeaders).toEqual(expect.arrayContaining(sent));
    const raw = receiver.requests[0]?.rawHeaders ?? [];
    expect(raw.slice(raw.indexOf('X-Zebra'), raw.indexOf('X-Zebra') + sent.length)).toEqual(sent);
    expect(receiver.requests[0]?.body.toString()).toBe('{"a": 1.0}');
    expect(await engine.call['replay.lineage']({ deliveryId: made.id })).toMatchObject([
      { id },
      { id: made.id, mode: 'exact' },
    ]);
    // The replay of a replay goes where a person said yes before.
    expect((await engine.call['replay.preview'](order(made.id, 'exact'))).confirmations).toEqual([]);
  });

  it('cannot be signed anew where it belongs to no webhook, and says what can be done', async () => {
    const { receiver, engine, order, newest } = await open();
    await importText(engine, 'a.jsonl', failed(`${receiver.url}/in`));
    const preview = await engine.call['replay.preview'](order(await newest(), 'resigned'));
    expect(preview.blockers[0]).toContain('belongs to no webhook');
  });

  it('is signed anew with the secret of the webhook it was given to; the old signature is gone, the message id stays', async () => {
    const { receiver, engine, order, replay, newest } = await open();
    const webhook = await engine.createWebhook('signed', { url: `${receiver.url}/in` }, { signing });
    await importText(engine, 'a.jsonl', failed(`${receiver.url}/in`));
    const id = await newest();
    expect((await engine.rows())[0]).toMatchObject({ webhookId: webhook.id });
    const old = await engine.call['replay.preview'](order(id, 'exact'));
    expect(old.verdict).toMatchObject({ result: 'invalid' });
    const anew = await engine.call['replay.preview'](order(id, 'resigned'));
    expect(anew.verdict).toMatchObject({ result: 'valid' });
    expect(anew.confirmations).toEqual([]);
    await replay(id, 'resigned');
    const names = receiver.requests[0]?.rawHeaders.filter((_part, index) => index % 2 === 0) ?? [];
    expect(names.filter((name) => name.toLowerCase() === 'webhook-signature')).toHaveLength(1);
    expect(receiver.requests[0]?.headers.get('webhook-id')).toBe('msg_from_elsewhere');
    expect(names.filter((name) => name.toLowerCase() === 'x-zebra')).toEqual(['X-Zebra', 'x-zebra']);
  });

  it('that goes to the capture server is judged there as it was predicted', async () => {
    const { engine, order, replay, newest } = await open();
    await engine.createWebhook('signed', { url: engine.captureUrl('/in') }, { signing });
    await importText(engine, 'a.jsonl', failed('https://elsewhere.example/in'), { owner: { by: 'none' } });
    const id = await newest();
    const { verdict } = await engine.call['replay.preview'](order(id, 'exact', { to: 'capture' }));
    expect(verdict).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
    await replay(id, 'exact', { to: 'capture' });
    const row = (await engine.rows())[0];
    expect(row?.captured).toMatchObject({ verdict: 'invalid', reason: 'wrong-signature' });
  });

  it('of many asks once for each host, and is predicted and counted before', async () => {
    const { receiver, engine, host } = await open();
    const other = await startReceiver(answerOk);
    await importText(engine, 'a.jsonl', failed(`${receiver.url}/in`).repeat(20) + failed(`${other.url}/in`).repeat(5));
    const options = {
      mode: 'exact',
      target: { to: 'original' },
      skipSucceeded: true,
      ratePerSecond: null,
      parallel: 8,
    } as const;
    const filter = { ...everything, imported: 'any' };
    const plan = await engine.call['replay.plan']({ filter, options });
    expect(plan).toMatchObject({ sends: 25 });
    const ids = plan.confirmations.map(({ id }) => id);
    expect(ids.sort()).toEqual([`new-host:${host}`, `new-host:${new URL(other.url).host}`].sort());
    const start = { filter, options, upTo: plan.upTo };
    await expect(engine.call['replay.start']({ ...start, confirmed: ids.slice(1) })).rejects.toMatchObject({
      code: 'confirm',
    });
    expect(receiver.requests).toEqual([]);
    await engine.call['replay.start']({ ...start, confirmed: ids });
    await engine.waitFor('replay.progress', ({ state }) => state === 'done');
    expect([receiver.requests.length, other.requests.length]).toEqual([20, 5]);
    // What was delivered since is left out of the next one.
    const again = await engine.call['replay.plan']({ filter, options });
    expect(again.sends).toBe(0);
  });
});

describe('a replay of what was only captured', () => {
  async function capture(path: string, body: string) {
    const parts = await open();
    const { engine } = parts;
    const target = { method: 'POST', body, headers: { 'X-Odd': 'yes', Authorization: 'Bearer needle' } };
    expect((await fetch(engine.captureUrl(path), target)).status).toBe(200);
    const row = (await engine.rows())[0];
    return { ...parts, id: row?.captured?.captureId ?? '', seq: row?.seq ?? 0 };
  }

  it('repeats its raw bytes to another address, with what was sealed of it, and its family shows where it came from', async () => {
    const { receiver, engine, host, id, replay } = await capture('/somewhere?a=1', '{"a": 1.0}');
    const made = await replay(id, 'exact', { to: 'url', url: `${receiver.url}/there` }, [`new-host:${host}`]);
    expect(receiver.requests[0]?.body.toString()).toBe('{"a": 1.0}');
    expect(receiver.requests[0]?.headers.get('x-odd')).toBe('yes');
    expect(receiver.requests[0]?.headers.get('authorization')).toBe('Bearer needle');
    const family = await engine.call['replay.lineage']({ deliveryId: made.id });
    expect(family).toMatchObject([
      { id, state: 'captured' },
      { id: made.id, replayOf: id },
    ]);
    expect(await engine.call['replay.lineage']({ deliveryId: id })).toEqual(family);
  });

  it('is signed for a webhook of ours when it goes there', async () => {
    const { receiver, engine, id, replay } = await capture('/somewhere', '{"b": 2}');
    const webhook = await engine.createWebhook('signed', { url: `${receiver.url}/in` }, { signing });
    await replay(id, 'new-id', { to: 'webhook', webhookId: webhook.id });
    expect(receiver.requests[0]?.body.toString()).toBe('{"b": 2}');
    expect(receiver.requests[0]?.headers.get('webhook-signature')).toMatch(/^v1,/);
  });

  it('gives its body to be edited, and goes back to the capture server', async () => {
    const { engine, id, order } = await capture('/somewhere', '{"b": 2}');
    expect(await engine.call['replay.body']({ deliveryId: id, attemptId: null })).toEqual({
      text: '{"b": 2}',
      reason: null,
    });
    const made = await engine.call['replay.send']({
      ...order(id, 'edited', { to: 'capture' }),
      bodyText: '{"b": 3}',
      confirmed: [],
    });
    await engine.finished(made.id);
    expect((await engine.rows())[0]?.captured).toMatchObject({ target: '/somewhere', bodyBytes: 8 });
  });

  it('is refused where it is not in the log', async () => {
    const { engine, order } = await open();
    await expect(async () => engine.call['replay.preview'](order('c999', 'exact'))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
