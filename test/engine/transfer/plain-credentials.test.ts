import { describe, expect, test } from 'vitest';
import { listLiteralCredentials } from '../../../src-main/engine/webhooks/plain-credentials.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { signalYardText } from '../providers/signal-yard.ts';
import { openService, type Service } from '../services/support/open-service.ts';
import { startReceiver } from '../services/support/receiver.ts';
import { measureCpuTime } from '../support/cpu-time.ts';
import { toDraft } from '../support/to-draft.ts';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

const passphrase = 'a long enough passphrase';
const typed = {
  url: 'https://hooks.example.com/in?a=1&api_key=key-in-the-url&b=2',
  headers: [
    { name: 'X-My-Token', value: 'token-in-a-header' },
    { name: 'X-Plain', value: 'shown' },
    { name: 'Idempotency-Key', value: 'no credential' },
  ],
};

async function openWith(changes: object = typed): Promise<{ service: Service; id: string }> {
  const service = await openService('callgoose');
  const { id } = await service.create(changes);
  return { service, id };
}

const exportOf = ({ engine }: Service, id: string, sealed: boolean) =>
  engine.call('transfer.export', { webhookIds: [id], passphrase: sealed ? passphrase : null });

async function apply({ engine }: Service, text: string, sealed: boolean) {
  const phrase = sealed ? passphrase : null;
  const plan = await engine.call('transfer.plan', { text, passphrase: phrase });
  await engine.call('transfer.apply', { text, passphrase: phrase, hash: plan.hash, replaceSecrets: true });
  return plan;
}

describe('a credential that was typed in a plain place', () => {
  test.each([false, true])('is not in the file in clear, sealed: %s', async (sealed) => {
    const { service, id } = await openWith();
    const { text, leftOut } = await exportOf(service, id, sealed);
    expect(text).not.toMatch(/key-in-the-url|token-in-a-header/);
    const [webhook] = parse(text).webhooks;
    expect(webhook?.url).toBe('https://hooks.example.com/in?a=1&api_key=••••••••&b=2');
    expect(webhook?.headers).toEqual([{ name: 'X-My-Token', value: '••••••••' }, ...typed.headers.slice(1)]);
    expect(leftOut).toEqual(
      sealed ? [] : ['header X-My-Token of “New webhook”', 'api_key in the URL of “New webhook”'],
    );
  });

  test('comes back from a file that seals it', async () => {
    const { service, id } = await openWith();
    const { text } = await exportOf(service, id, true);
    const there = await openService('callgoose');
    const plan = await apply(there, text, true);
    expect(JSON.stringify(plan)).not.toMatch(/key-in-the-url|token-in-a-header/);
    expect(await there.get(id)).toMatchObject(typed);
  });

  test('stays as it is here where the file leaves it out', async () => {
    const { service, id } = await openWith();
    const { text } = await exportOf(service, id, false);
    await service.save(id, { name: 'Renamed' });
    await apply(service, text, false);
    expect(await service.get(id)).toMatchObject({ ...typed, name: 'New webhook', status: 'active' });
  });

  test('is empty where it is nowhere, and the webhook stays off and says so', async () => {
    const { service, id } = await openWith();
    const { text } = await exportOf(service, id, false);
    const there = await openService('callgoose');
    const { items } = await apply(there, text, false);
    expect(items.flatMap(({ notes }) => notes).join(' ')).toContain('leaves out header X-My-Token, api_key in the URL');
    const webhook = await there.get(id);
    expect(webhook.url).toBe('https://hooks.example.com/in?a=1&api_key=&b=2');
    expect(webhook.headers[0]).toEqual({ name: 'X-My-Token', value: '' });
    expect(webhook.status).toBe('inactive');
  });

  test('that differs is shown as dots in the plan', async () => {
    const { service, id } = await openWith();
    const { text } = await exportOf(service, id, true);
    await service.save(id, { headers: [{ name: 'X-My-Token', value: 'another-token' }, ...typed.headers.slice(1)] });
    const plan = await service.engine.call('transfer.plan', { text, passphrase });
    const fields = plan.items.flatMap((item) => item.fields);
    expect(fields).toEqual([
      { field: 'headers', before: expect.stringContaining('••••••••'), after: expect.stringMatching(/another secret/) },
    ]);
    expect(JSON.stringify(plan)).not.toMatch(/another-token|token-in-a-header/);
  });

  test('in a template goes along in clear, and is named', async () => {
    const { service, id } = await openWith({ templates: { 'custom-url/*': '{"api_key": "abc", "b": "{{user}}"}' } });
    const { text, literals } = await exportOf(service, id, false);
    expect(parse(text).webhooks[0]?.templates).toBeDefined();
    expect(literals).toEqual(['“api_key” in a template of “New webhook”']);
  });
});

test('credentials in samples, own providers and their settings are named, of what is in the file alone', async () => {
  const { engine } = await openForTransfer();
  const yard = JSON.parse(signalYardText) as { provider: Provider };
  const [sample] = yard.provider.samples;
  const setting = {
    kind: 'text',
    id: 'access_token',
    label: 'Access token',
    hint: '',
    format: 'text',
    initial: '',
    enabledBy: null,
  };
  const provider = {
    ...yard.provider,
    settings: [...yard.provider.settings, setting],
    samples: yard.provider.samples.map((each) =>
      each === sample ? { ...each, dataText: '{"api_key": "abc"}' } : each,
    ),
  };
  const text = JSON.stringify({ ...yard, provider });
  const { hash, problems } = await engine.call('providerFiles.plan', { text });
  expect(problems).toEqual([]);
  await engine.call('providerFiles.add', { text, hash });
  const { id } = await engine.call('webhooks.create', { providerId: 'signal-yard', channel: null, name: 'Board' });
  await engine.call('providers.saveSettings', { providerId: 'signal-yard', settings: { access_token: 'tok-1' } });
  const [event] = provider.eventTypes;
  await engine.call('samples.save', {
    providerId: 'signal-yard',
    id: null,
    eventType: event?.id ?? '',
    name: 'Mine',
    dataText: '{"password": "hunter2", "user": "ada"}',
  });
  const literalsOf = async (webhookIds: string[] | null) =>
    (await engine.call('transfer.export', { webhookIds, passphrase: null })).literals;
  const named = [
    '“password” in the sample “Mine” of Signal Yard',
    'the setting “Access token” of Signal Yard',
    `“api_key” in the sample “${sample?.name}” of the provider Signal Yard`,
  ];
  expect(await literalsOf([id])).toEqual(named);
  expect(await literalsOf(null)).toEqual(named);
  expect(await literalsOf([])).toEqual([]);
});

describe('a credential in a plain place is kept as a secret with one click', () => {
  test.each([
    ['a header', { headers: [{ name: 'X-My-Token', value: 'tok' }] }, 'headers.0', 'headers.0.value'],
    ['a bearer token', { headers: [{ name: 'Authorization', value: 'Bearer tok' }] }, 'headers.0', 'headers.0.value'],
    ['a parameter of the URL', { query: [] }, 'url.api_key', 'url'],
  ])('%s, and the same is sent', async (_what, changes, place, path) => {
    const service = await openService('callgoose');
    const receiver = await startReceiver();
    const address = `${receiver.origin}/in?a=1`;
    const url = place.startsWith('url') ? `${address}&api_key=t%20k` : address;
    const { id } = await service.create({ ...changes, url });
    await service.test(id, 'incident.created');
    const { fieldIssues } = await service.preview(id, 'incident.created');
    expect(fieldIssues).toContainEqual(
      expect.objectContaining({ path, severity: 'warning', keep: { label: 'Keep it as a secret', place } }),
    );
    const { draft } = await service.engine.call('secrets.keep', { draft: toDraft(await service.get(id)), place });
    const saved = await service.save(id, draft);
    expect(JSON.stringify({ ...saved, id: '' })).not.toMatch(/"value":"(?:Bearer )?tok"|t%20k/);
    await service.test(id, 'incident.created');
    const [before, after] = receiver.arrivals;
    expect(after?.target).toBe(before?.target);
    for (const name of ['x-my-token', 'authorization']) expect(after?.headers[name]).toBe(before?.headers[name]);
    expect((await service.preview(id, 'incident.created')).fieldIssues.filter(({ keep }) => keep)).toEqual([]);
  });

  test('is not offered where the authorization is taken, or the service has none', async () => {
    const headers = [{ name: 'X-My-Token', value: 'tok' }];
    const taken = await openService('callgoose');
    const { id } = await taken.create({ headers, authorization: { type: 'bearer' } });
    expect((await taken.preview(id, 'incident.created')).fieldIssues.filter(({ keep }) => keep)).toEqual([]);
    const draft = toDraft(await taken.get(id));
    await expect(taken.engine.call('secrets.keep', { draft, place: 'headers.0' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

test.each([
  ['{"token": "abc"}', ['token']],
  ['{"token":"{{user}}","secret":"x","password":""}', ['secret']],
  ['{"a":"token","b":"c"}', []],
  ['{"x":{"my_token":"y"}}', ['my_token']],
  ['"token" "abc"', []],
  ['{"token": abc', []],
  ['"'.repeat(5), []],
])('finds literal credentials in %j', (template, names) => {
  expect(listLiteralCredentials(template)).toEqual(names);
});

test('looks through a template of 10 MB in linear time', () => {
  const template = '"token":'.repeat(1_250_000);
  expect(measureCpuTime(() => listLiteralCredentials(template), 1)).toBeLessThan(5_000);
});
