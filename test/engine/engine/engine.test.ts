import { expect, onTestFinished, test, vi } from 'vitest';
import { type Engine, type EngineOptions, openEngine } from '../../../src-main/engine/engine.ts';
import type { LogFilter, LogRow } from '../../../src-preload/contract/log.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { fullProvider } from '../webhooks/full-provider.ts';

const everything: LogFilter = {
  text: '',
  providerId: null,
  webhookId: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  side: null,
  from: null,
  to: null,
};

async function open(directory: string, options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await openEngine({ directory, capturePort: 0, ...options });
  onTestFinished(() => engine.close());
  return engine;
}

/** Fires the first sample event that the webhook is subscribed to, and waits for the line that shows both sides. */
async function fire(engine: Engine, webhook: Webhook): Promise<LogRow> {
  const samples = await engine.call('samples.list', { providerId: webhook.providerId });
  const sample = samples.find(({ eventType }) => webhook.events.includes(eventType))!;
  const { eventType, dataText } = sample;
  const finished = new Set<string>();
  const stop = engine.on((events) => {
    for (const event of events) if (event.name === 'delivery.finished') finished.add(event.payload.deliveryId);
  });
  const draft = toDraft(webhook);
  const { id } = await engine.call('deliveries.send', { draft, eventType, dataText, kind: 'event', confirmed: [] });
  await vi.waitUntil(() => finished.has(id), { timeout: 60_000 });
  stop();
  const { rows } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 1 });
  return rows[0]!;
}

test('a new workspace sends, captures and verifies with every webhook of its sample, and finds it all again', async () => {
  const directory = makeTemporaryDirectory();
  const engine = await open(directory);
  expect(await engine.call('vault.status', {})).toEqual({ state: 'undecided', keyring: null });
  await engine.call('vault.choose', { protection: 'passphrase', passphrase: 'correct horse' });
  const webhooks = await engine.call('webhooks.list', {});
  expect(webhooks.map(({ name }) => name)).toEqual([
    'CRM',
    'Slack',
    'Discord',
    'Rocket.Chat',
    'Incident desk',
    'Data pipeline',
    'Site plans',
    'Billing',
  ]);

  for (const webhook of webhooks) {
    const row = await fire(engine, webhook);
    const isSigned = webhook.secrets.some(({ field, set }) => field === 'signing' && set);
    expect(row, webhook.name).toMatchObject({
      webhookId: webhook.id,
      webhookName: webhook.name,
      sent: { outcome: 'success', status: 200, deliveryState: 'delivered' },
      captured: {
        verdict: isSigned ? 'valid' : 'unsigned',
        reason: isSigned ? 'valid' : 'not-signed-by-rule',
        responseStatus: 200,
      },
    });
    const detail = await engine.call('log.detail', { seq: row.seq });
    const { capture, delivery } = detail;
    const [request, captured] = await Promise.all([
      engine.call('log.body', { of: 'request', id: delivery?.attempts[0]?.id ?? '', offset: 0, length: 100_000 }),
      engine.call('log.body', { of: 'capture', id: capture?.id ?? '', offset: 0, length: 100_000 }),
    ]);
    expect(captured).toEqual(request);
  }

  const query = { filter: everything, before: null, after: null, limit: 50 };
  const before = await engine.call('log.page', query);
  const list = await engine.call('webhooks.list', {});
  await engine.close();
  const again = await open(directory);
  expect(await again.call('vault.status', {})).toEqual({ state: 'locked', protection: 'passphrase' });
  await again.call('vault.unlock', { passphrase: 'correct horse' });
  expect(await again.call('log.page', query)).toEqual(before);
  expect(await again.call('webhooks.list', {})).toEqual(list);
  expect(again.notices).toEqual([]);
  expect(await fire(again, list[0]!)).toMatchObject({ captured: { verdict: 'valid' } });
});

test('the preview is what is sent', async () => {
  const engine = await open(makeTemporaryDirectory());
  await engine.call('vault.choose', { protection: 'memory' });
  const [crm] = await engine.call('webhooks.list', {});
  const [sample] = await engine.call('samples.list', { providerId: 'gridscale' });
  const preview = await engine.call('compose.preview', {
    draft: toDraft(crm!),
    eventType: sample!.eventType,
    dataText: sample!.dataText,
  });
  expect(preview).toMatchObject({ blockers: [], confirmations: [], fieldIssues: [], unsignedBecause: null });
  const row = await fire(engine, crm!);
  const { capture } = await engine.call('log.detail', { seq: row.seq });
  const body = await engine.call('log.body', { of: 'capture', id: capture!.id, offset: 0, length: 100_000 });
  expect(Buffer.from(body.base64, 'base64').toString('utf8')).toBe(preview.body);
  const names = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name]) => name);
  expect(names(capture!.headers)).toEqual(preview.headers.map(({ name }) => name));
});

test('after a change of the secret, a request signed with the old one is invalid, and the reason says so', async () => {
  const engine = await open(makeTemporaryDirectory());
  await engine.call('vault.choose', { protection: 'memory' });
  const [crm] = await engine.call('webhooks.list', {});
  const row = await fire(engine, crm!);
  const { capture } = await engine.call('log.detail', { seq: row.seq });
  const { base64 } = await engine.call('log.body', { of: 'capture', id: capture!.id, offset: 0, length: 100_000 });
  const after = await engine.call('secrets.set', { webhookId: crm!.id, field: 'signing', value: 'another one' });
  expect(after.secrets[0]?.fingerprint).not.toBe(crm!.secrets[0]?.fingerprint);

  const headers = capture!.headers.filter(([name]) => /^(content-type|x-auth)/i.test(name));
  await fetch(crm!.url, { method: 'POST', headers, body: Buffer.from(base64, 'base64') });
  const { rows } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 1 });
  expect(rows[0]).toMatchObject({ sent: null, captured: { verdict: 'invalid', reason: 'wrong-signature' } });
  expect((await fire(engine, after)).captured?.verdict).toBe('valid');
});

test('an event that nobody may send is refused with the reason, and nothing is written', async () => {
  const engine = await open(makeTemporaryDirectory());
  await engine.call('vault.choose', { protection: 'memory' });
  const [crm] = await engine.call('webhooks.list', {});
  await engine.call('providers.saveSettings', { providerId: 'gridscale', settings: { enabled: false } });
  await expect(fire(engine, crm!)).rejects.toMatchObject({ code: 'refused' });
  await engine.call('providers.saveSettings', { providerId: 'gridscale', settings: { enabled: true } });
  await engine.call('webhooks.setActive', { id: crm!.id, active: false });
  await expect(fire(engine, crm!)).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/“CRM”/) });
  const { count } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 1 });
  expect(count).toBe(0);
});

test('the port of the capture server can be moved, webhooks move along, and it is remembered', async () => {
  const directory = makeTemporaryDirectory();
  const engine = await open(directory);
  await engine.call('vault.choose', { protection: 'memory' });
  const before = await engine.call('settings.get', {});
  const other = await open(makeTemporaryDirectory());
  const { capturePort: free } = await other.call('settings.get', {});
  await expect(engine.call('capture.configure', { on: true, port: free })).rejects.toMatchObject({
    code: 'port-in-use',
  });
  expect((await engine.call('settings.get', {})).capturePort).toBe(before.capturePort);
  await other.close();
  const saved = await engine.call('settings.save', { capturePort: free, theme: 'dark' });
  expect(saved).toMatchObject({ capturePort: free, theme: 'dark' });
  const webhooks = await engine.call('webhooks.list', {});
  expect(webhooks.every(({ url }) => url.startsWith(`http://127.0.0.1:${free}/`))).toBe(true);
  expect((await fire(engine, webhooks[1]!)).captured).not.toBeNull();
  await engine.close();
  const again = await open(directory);
  expect(await again.call('capture.state', {})).toMatchObject({ state: 'listening', port: free });
});

test('a port that is taken is told, with one that is free, and nothing is switched', async () => {
  const first = await open(makeTemporaryDirectory());
  const { capturePort } = await first.call('settings.get', {});
  const second = await open(makeTemporaryDirectory(), { capturePort });
  expect(await second.call('capture.state', {})).toMatchObject({
    state: 'port-in-use',
    port: capturePort,
    freePort: expect.any(Number),
  });
  expect((await second.call('settings.get', {})).capturePort).toBe(capturePort);
});

test('validates a webhook with the real request, and activates it only then', async () => {
  const engine = await open(makeTemporaryDirectory());
  await engine.call('vault.choose', { protection: 'memory' });
  const { id } = await engine.call('webhooks.create', { providerId: 'casesolved', channel: null, name: 'Backend' });
  const activate = () => engine.call('webhooks.setActive', { id, active: true });
  await expect(activate()).rejects.toMatchObject({ code: 'refused' });
  const delivery = await engine.call('deliveries.validate', { webhookId: id });
  expect(delivery).toMatchObject({ kind: 'validate', state: 'delivered' });
  const { rows } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 1 });
  const { capture } = await engine.call('log.detail', { seq: rows[0]!.seq });
  const { base64 } = await engine.call('log.body', { of: 'capture', id: capture!.id, offset: 0, length: 1000 });
  expect(Buffer.from(base64, 'base64').toString('utf8')).toBe('{"event": "Webhook Validate", "data": {}}');
  expect(await activate()).toMatchObject({ status: 'active', validatedAt: expect.any(Number) });
});

test('a provider from elsewhere needs no other change', async () => {
  const engine = await open(makeTemporaryDirectory(), { providers: [fullProvider] });
  await engine.call('vault.choose', { protection: 'memory' });
  const { id } = await engine.call('webhooks.create', { providerId: 'acme', channel: null, name: null });
  await engine.call('secrets.set', { webhookId: id, field: 'signing', value: 'secret' });
  await engine.call('providers.saveSettings', { providerId: 'acme', settings: { enabled: true } });
  expect(await engine.call('deliveries.validate', { webhookId: id })).toMatchObject({ state: 'delivered' });
  const webhook = await engine.call('webhooks.setActive', { id, active: true });
  const row = await fire(engine, webhook);
  expect(row.captured).toMatchObject({ verdict: 'valid' });
});

test('serves the editor of a template: diagnostics, completion, hover, format, coverage and hostile values', async () => {
  const engine = await open(makeTemporaryDirectory());
  const incidents = (await engine.call('webhooks.list', {})).find(({ providerId }) => providerId === 'callgoose')!;
  const [sample] = await engine.call('samples.list', { providerId: 'callgoose' });
  const context = {
    webhookId: incidents.id,
    eventType: sample!.eventType,
    kind: 'body' as const,
    text: '{ "title": "{{incident.title}}", "urgency": {{{ if(incident.urgency==high) return("high"); return("low"); }}} }',
    dataText: sample!.dataText,
    insertion: 'json-safe' as const,
  };
  const call = { ...context, offset: context.text.indexOf('incident.title') + 2 };
  expect(await engine.call('template.analyze', context)).toMatchObject({ diagnostics: [] });
  expect(await engine.call('template.analyze', { ...context, text: '{ "a": {{incident. }' })).toMatchObject({
    diagnostics: [expect.objectContaining({ severity: 'error', blocksSend: 'always' })],
  });
  const labels = (await engine.call('template.complete', { ...call, asked: true })).map(({ label }) => label);
  expect(labels).toContain('incident.title');
  expect(await engine.call('template.hover', call)).toMatchObject({ sample: expect.any(String) });
  expect((await engine.call('template.format', context)).length).toBeGreaterThan(0);
  const [coverage] = await engine.call('template.coverage', context);
  expect(coverage?.branches).toHaveLength(2);
  expect((await engine.call('template.hostile', context)).length).toBeGreaterThan(0);
  await expect(engine.call('template.hover', { ...call, webhookId: 'gone' })).rejects.toMatchObject({
    code: 'not-found',
  });
});
