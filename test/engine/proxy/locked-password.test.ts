import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import { startConnectProxy } from '../dispatch/support/connect-proxy.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';

const passphrase = 'correct horse';
const minute = 60_000;

/** A workspace with a passphrase and a proxy with a password, reopened and locked; a delivery waits for its second attempt. */
async function openLocked() {
  const receiver = await startReceiver(answerInTurn(answerStatus(500), answerOk));
  const right = Buffer.from('ada:a-password-of-a-proxy').toString('base64');
  const proxy = await startConnectProxy((head) =>
    head.includes(`Basic ${right}\r\n`) || head.includes(':1 ') ? null : 'HTTP/1.1 407 Who\r\n\r\n',
  );
  const clock = createFakeClock();
  const options = { directory: makeTemporaryDirectory(), capturePort: 0, sample: false, clock };
  const open = async (): Promise<Engine> => {
    const engine = await openEngine(options);
    onTestFinished(() => engine.close());
    return engine;
  };
  const first = await open();
  await first.call('vault.choose', { protection: 'passphrase', passphrase });
  const settings = { mode: 'own', url: `http://127.0.0.1:${proxy.port}`, user: 'ada' } as const;
  await first.call('proxy.save', settings);
  await first.call('proxy.setPassword', { value: 'a-password-of-a-proxy' });
  const made = await first.call('webhooks.create', { providerId: 'callgoose', channel: null, name: 'Far away' });
  const url = `http://receiver.example:${receiver.port}/hook`;
  const draft = { ...toDraft(made), url, retryCount: 1, retryIntervalMinutes: 1 };
  await first.call('webhooks.save', { draft, revision: made.revision });
  const order = { draft, eventType: made.events[0] ?? '', dataText: '{}', confirmed: [] };
  const { id } = await first.call('deliveries.send', { ...order, kind: 'event' });
  await untilState(first, id, 'failed_will_retry');
  await first.close();

  const engine = await open();
  return { engine, clock, receiver, proxy, settings, order, id, webhook: made };
}

async function untilState(engine: Engine, id: string, state: string) {
  return vi.waitUntil(
    async () => {
      const delivery = await engine.call('deliveries.get', { id });
      return delivery.state === state && delivery;
    },
    { timeout: 60_000 },
  );
}

const isNamed = ({ proxy }: { proxy: { port: number } }) =>
  expect.stringContaining(`The password of the proxy 127.0.0.1:${proxy.port} is locked.`);

describe('while the password of the proxy is locked', () => {
  test('a retry waits, names the proxy, and goes on when the secrets are unlocked', async () => {
    const locked = await openLocked();
    const { engine, clock, receiver, proxy, id } = locked;
    clock.advance(minute);
    expect(await untilState(engine, id, 'blocked')).toMatchObject({ reason: isNamed(locked) });
    expect((await engine.call('deliveries.get', { id })).attempts).toHaveLength(1);
    expect(proxy.asked).toHaveLength(1);
    await engine.call('vault.unlock', { passphrase });
    const { attempts } = await untilState(engine, id, 'delivered');
    expect(attempts.at(-1)).toMatchObject({ outcome: 'success', proxy: `127.0.0.1:${proxy.port}` });
    expect(receiver.requests).toHaveLength(2);
  });

  test('nothing new is sent, and the preview, the event and the replay name the proxy', async () => {
    const locked = await openLocked();
    const { engine, proxy, order, id, webhook } = locked;
    const { draft, eventType, dataText } = order;
    const preview = await engine.call('compose.preview', { draft, eventType, dataText });
    expect(preview.blockers).toEqual([isNamed(locked)]);
    for (const kind of ['event', 'test'] as const) {
      const refused = { code: 'secret-locked', message: isNamed(locked) };
      await expect(engine.call('deliveries.send', { ...order, kind })).rejects.toMatchObject(refused);
    }
    const replay = {
      deliveryId: id,
      attemptId: null,
      mode: 'exact',
      target: { to: 'original' },
      bodyText: null,
    } as const;
    expect((await engine.call('replay.preview', replay)).blockers).toEqual([isNamed(locked)]);
    await expect(engine.call('replay.send', { ...replay, confirmed: [] })).rejects.toMatchObject({
      message: isNamed(locked),
    });
    const fired = await engine.call('deliveries.fire', {
      providerId: webhook.providerId,
      eventType,
      source: webhook.scope,
      dataText,
      confirmed: [],
    });
    expect(fired).toMatchObject({ results: [], notCalled: [{ reason: 'cannot-be-sent', message: isNamed(locked) }] });
    expect(proxy.asked).toHaveLength(1);
  });

  test('a request to this machine goes out as ever', async () => {
    const { engine, order, receiver } = await openLocked();
    const draft = { ...order.draft, url: `http://127.0.0.1:${receiver.port}/hook` };
    const { id } = await engine.call('deliveries.send', { ...order, draft, kind: 'test' });
    await untilState(engine, id, 'delivered');
  });

  test('what waits goes on when another proxy is chosen that needs no password', async () => {
    const { engine, clock, proxy, settings, id } = await openLocked();
    clock.advance(minute);
    await untilState(engine, id, 'blocked');
    await engine.call('proxy.save', { ...settings, user: '' });
    const { attempts } = await untilState(engine, id, 'exhausted');
    expect(attempts.at(-1)).toMatchObject({ error: { code: 'proxy', cause: '407' } });
    expect(proxy.asked).toHaveLength(2);
  });
});

test.each([
  ['space', 'secret\n', 'secret'],
  ['invisible', 'sec\u200bret', 'secret'],
  ['quotes', '"secret"', 'secret'],
] as const)('a password with stray characters (%s) is warned about, and tidied on request', async (kind, odd, tidy) => {
  const engine = await openEngine({ directory: makeTemporaryDirectory(), capturePort: 0, sample: false });
  onTestFinished(() => engine.close());
  await engine.call('vault.choose', { protection: 'memory' });
  await engine.call('proxy.save', { mode: 'own', url: 'http://proxy.example.com:3128', user: 'ada' });
  const { fingerprint, warnings: none } = (await engine.call('proxy.setPassword', { value: tidy })).password;
  expect(none).toEqual([]);
  const { password } = await engine.call('proxy.setPassword', { value: odd });
  expect(password.warnings).toMatchObject([{ kind, removable: true }]);
  expect(password.fingerprint).not.toBe(fingerprint);
  const after = await engine.call('proxy.tidyPassword', { kind });
  expect(after.password).toMatchObject({ fingerprint, warnings: [] });
  await expect(engine.call('proxy.tidyPassword', { kind })).rejects.toMatchObject({ code: 'not-found' });
});
