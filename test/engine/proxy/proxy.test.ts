import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Engine, type EngineOptions, openEngine } from '../../../src-main/engine/engine.ts';
import type { ProxySettings } from '../../../src-preload/contract/proxy.ts';
import { startConnectProxy } from '../dispatch/support/connect-proxy.ts';
import { findNeedles } from '../support/needles.ts';
import { startReceiver } from '../support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';

afterEach(() => vi.unstubAllEnvs());

async function open(directory = makeTemporaryDirectory(), options: Partial<EngineOptions> = {}): Promise<Engine> {
  const vault = { protector: createFakeKeyring('test') };
  const engine = await openEngine({ directory, capturePort: 0, sample: false, vault, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

const ownAt = (port: number, user = ''): ProxySettings => ({ mode: 'own', url: `http://127.0.0.1:${port}`, user });

/** Sends a test to a URL, and gives its only attempt. */
async function send(engine: Engine, url: string) {
  const made = await engine.call('webhooks.create', { providerId: 'callgoose', channel: null, name: url });
  const draft = { ...toDraft(made), url };
  const eventType = made.events[0] ?? '';
  const { id } = await engine.call('deliveries.send', {
    draft,
    eventType,
    dataText: '{}',
    kind: 'test',
    confirmed: [],
  });
  return vi.waitUntil(
    async () => {
      const [attempt] = (await engine.call('deliveries.get', { id })).attempts;
      return attempt !== undefined && attempt.outcome !== 'in_flight' && attempt;
    },
    { timeout: 60_000 },
  );
}

const login = 'HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm="p"\r\n\r\n';

describe('deliveries', () => {
  test('go through the own proxy with its login, and each attempt keeps which it was and no credentials', async () => {
    const receiver = await startReceiver();
    const right = Buffer.from('ada:a-password-of-a-proxy').toString('base64');
    const proxy = await startConnectProxy((head) => (head.includes(`Basic ${right}\r\n`) ? null : login));
    const directory = makeTemporaryDirectory();
    const engine = await open(directory);
    await engine.call('proxy.save', ownAt(proxy.port, 'ada'));
    const url = `http://receiver.example:${receiver.port}/hook`;
    expect(await send(engine, url)).toMatchObject({
      outcome: 'failure',
      response: null,
      error: { code: 'proxy', cause: '407', message: expect.stringContaining('refused the user name or the password') },
      proxy: `127.0.0.1:${proxy.port}`,
    });
    const { password } = await engine.call('proxy.setPassword', { value: 'a-password-of-a-proxy' });
    expect(password).toMatchObject({ set: true, locked: false, fingerprint: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(await send(engine, url)).toMatchObject({
      outcome: 'success',
      error: null,
      proxy: `127.0.0.1:${proxy.port}`,
      request: { headers: expect.not.arrayContaining([['Proxy-Authorization', expect.anything()]]) },
    });
    expect(receiver.requests).toHaveLength(1);
    expect(findNeedles(directory, ['a-password-of-a-proxy', right])).toEqual([]);
  });

  test('go straight to this machine, whatever is set', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    const receiver = await startReceiver();
    const engine = await open();
    const urls = ['127.0.0.1', 'localhost', 'sub.localhost'].map((host) => `http://${host}:${receiver.port}/`);
    for (const settings of [ownAt(1), { ...ownAt(1), mode: 'system' } as const]) {
      await engine.call('proxy.save', settings);
      for (const url of urls) expect(await send(engine, url)).toMatchObject({ outcome: 'success', proxy: null });
    }
  });

  test('ask the environment only where the system was chosen', async () => {
    const proxy = await startConnectProxy(() => 'HTTP/1.1 403 No\r\n\r\n');
    vi.stubEnv('http_proxy', `http://127.0.0.1:${proxy.port}`);
    vi.stubEnv('no_proxy', 'excepted.invalid');
    const engine = await open();
    expect(await send(engine, 'http://receiver.invalid/')).toMatchObject({ error: { code: 'dns' }, proxy: null });
    expect(proxy.asked).toEqual([]);
    await engine.call('proxy.save', { mode: 'system', url: '', user: '' });
    expect(await send(engine, 'http://receiver.invalid/')).toMatchObject({ error: { code: 'proxy', cause: '403' } });
    expect(await send(engine, 'http://excepted.invalid/')).toMatchObject({ error: { code: 'dns' }, proxy: null });
  });

  test('ask what the app hands in, which gets no path, and name what cannot be used', async () => {
    const proxy = await startConnectProxy(() => 'HTTP/1.1 403 No\r\n\r\n');
    const answers = [`PROXY 127.0.0.1:${proxy.port}; DIRECT`, 'SOCKS5 s:1080', null];
    const asked: string[] = [];
    const engine = await open(makeTemporaryDirectory(), {
      async resolveProxy(url) {
        asked.push(url);
        const answer = answers.shift();
        if (answer == null) throw new Error('no answer');
        return answer;
      },
    });
    await engine.call('proxy.save', { mode: 'system', url: '', user: '' });
    const url = 'https://receiver.invalid/hook?token=secret';
    expect((await send(engine, url)).error).toMatchObject({ code: 'proxy', cause: '403' });
    expect((await send(engine, url)).error?.message).toContain('“SOCKS5 s:1080”');
    expect((await send(engine, url)).error?.message).toContain('The system could not say which proxy to use');
    expect(asked).toEqual(Array(3).fill('https://receiver.invalid/'));
  });
});

describe('the settings of the proxy', () => {
  test('are off at first, and there again after a restart, without what was pasted around them', async () => {
    const directory = makeTemporaryDirectory();
    const first = await open(directory);
    expect((await first.call('proxy.get', {})).settings).toEqual({ mode: 'off', url: '', user: '' });
    await first.call('proxy.save', { mode: 'own', url: ' http://proxy.example.com:3128/\n', user: ' ada ' });
    await first.close();
    const settings = { mode: 'own', url: 'http://proxy.example.com:3128', user: 'ada' };
    expect((await (await open(directory)).call('proxy.get', {})).settings).toEqual(settings);
  });

  test.each<[field: string, settings: Partial<ProxySettings>, words: RegExp]>([
    ['url', { url: '' }, /Write the address of the proxy/],
    ['url', { url: 'proxy.example.com:3128' }, /begins with http:\/\//],
    ['url', { url: 'socks5://proxy.example.com:1080' }, /SOCKS proxies are not supported/],
    ['url', { url: 'https://proxy.example.com:443' }, /over http:\/\/ alone/],
    ['url', { url: 'http://ada:secret@proxy.example.com:3128' }, /Put them in the fields/],
    ['url', { url: 'http://proxy.example.com' }, /port is missing/],
    ['url', { url: 'http://proxy.example.com:3128/path' }, /ends with the port/],
    ['url', { url: 'http://proxy.example.com:99999' }, /not an address/],
    ['url', { mode: 'off', url: 'nonsense' }, /begins with/],
    ['user', { user: 'ada:secret' }, /no colon/],
    ['user', { user: 'ada\r\nX: y' }, /cannot be sent/],
  ])('%s: %j is refused at its field, and the settings stay', async (field, changes, words) => {
    const engine = await open();
    const valid: ProxySettings = { mode: 'own', url: 'http://proxy.example.com:3128', user: 'ada' };
    await engine.call('proxy.save', valid);
    await expect(engine.call('proxy.save', { ...valid, ...changes })).rejects.toMatchObject({
      code: 'invalid',
      detail: { issues: [{ path: field, message: expect.stringMatching(words) }] },
    });
    expect((await engine.call('proxy.get', {})).settings).toEqual(valid);
  });

  test('a password stays with the proxy and the user that it is for', async () => {
    const engine = await open();
    const settings = ownAt(3128, 'ada');
    const setFor = async (changes: Partial<ProxySettings>) => {
      await engine.call('proxy.save', settings);
      await engine.call('proxy.setPassword', { value: 'secret' });
      return (await engine.call('proxy.save', { ...settings, ...changes })).password.set;
    };
    expect(await setFor({ mode: 'off' })).toBe(true);
    expect(await setFor({ user: 'eve' })).toBe(false);
    expect(await setFor({ url: 'http://proxy.attacker.example:3128' })).toBe(false);
    await expect(engine.call('proxy.setPassword', { value: null })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('go into a file without the password, and out of it with a word about what follows', async () => {
    const [one, other] = [await open(), await open()];
    await one.call('proxy.save', ownAt(3128, 'ada'));
    await one.call('proxy.setPassword', { value: 'a-password-of-a-proxy' });
    const order = { webhookIds: null, passphrase: 'correct horse' };
    const { text, secrets } = await one.call('transfer.export', order);
    expect(JSON.parse(text)).toMatchObject({ proxy: ownAt(3128, 'ada') });
    expect(secrets).toBe(0);

    await other.call('proxy.save', ownAt(9999, 'ada'));
    await other.call('proxy.setPassword', { value: 'another' });
    const { items, hash } = await other.call('transfer.plan', { text, passphrase: null });
    const item = items.find(({ kind }) => kind === 'proxy');
    expect(item?.notes.join(' ')).toMatch(/go through this proxy.*so it is removed/);
    expect((await other.call('proxy.get', {})).settings).toEqual(ownAt(9999, 'ada'));
    await other.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false });
    const setup = await other.call('proxy.get', {});
    expect(setup).toMatchObject({ settings: ownAt(3128, 'ada'), password: { set: false } });

    const spoiled = JSON.stringify({ ...JSON.parse(text), proxy: { mode: 'own', url: 'socks5://x', user: '' } });
    const { problems } = await other.call('transfer.plan', { text: spoiled, passphrase: null });
    expect(problems).toMatchObject([{ path: 'proxy.url' }]);
  });
});
