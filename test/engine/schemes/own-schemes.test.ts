import { createHmac } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import { anyService } from '../../../src-main/engine/providers/any-service.ts';
import { checkProvider } from '../../../src-main/engine/providers/check-provider.ts';
import { writeSchemeFile } from '../../../src-main/engine/schemes/scheme-file.ts';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';
import { captureOf } from './captured.ts';
import { acme, acmeWith } from './compose.ts';

async function open(directory = makeTemporaryDirectory(), clock = createFakeClock()) {
  const engine = await openEngine({
    directory,
    clock,
    capturePort: 0,
    sample: false,
    vault: { protector: createFakeKeyring('test') },
  });
  onTestFinished(() => engine.close());
  return { engine, directory, clock };
}

/** The issues of a call that has to be refused. */
async function issuesOf(call: Promise<unknown>): Promise<FieldIssue[]> {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ code: 'invalid' });
  return (error as { detail: { issues: FieldIssue[] } }).detail.issues;
}

async function createUser(engine: Engine, schemeId: string) {
  const webhook = await engine.call('webhooks.create', {
    providerId: 'any-service',
    channel: null,
    name: 'Orders',
    startId: 'example',
  });
  await engine.call('secrets.set', { webhookId: webhook.id, field: 'signing', value: 'acme-secret-of-20-letters' });
  const draft = { ...toDraft(webhook), schemeId };
  return engine.call('webhooks.save', { draft, revision: webhook.revision });
}

describe('an own scheme', () => {
  test('is kept under an id that no shipped scheme can have, and is in the list of schemes', async () => {
    const { engine } = await open();
    const { scheme, own } = await engine.call('schemes.create', { scheme: acme });
    expect(scheme).toEqual({ ...acme, id: scheme.id });
    expect(scheme.id).toMatch(/^own:[0-9a-f-]{36}$/);
    expect(own).toEqual({ revision: 1, webhooks: [] });
    const choices = await engine.call('schemes.list', {});
    expect(choices.find(({ id }) => id === scheme.id)).toMatchObject({ name: 'Acme', usedBy: 0, namedHeader: null });
    expect(choices.find(({ id }) => id === 'github')).toMatchObject({ usedBy: null });
  });

  test('is there after a restart', async () => {
    const { engine, directory } = await open();
    const { scheme } = await engine.call('schemes.create', { scheme: acme });
    await engine.close();
    const again = await open(directory);
    expect((await again.engine.call('schemes.get', { id: scheme.id })).scheme).toEqual(scheme);
  });

  test('is changed only from the version that was looked at', async () => {
    const { engine } = await open();
    const { scheme } = await engine.call('schemes.create', { scheme: acme });
    const changed = { ...scheme, name: 'Acme 2' };
    const saved = await engine.call('schemes.save', { id: scheme.id, revision: 1, scheme: changed });
    expect(saved).toMatchObject({ scheme: { name: 'Acme 2' }, own: { revision: 2 } });
    await expect(engine.call('schemes.save', { id: scheme.id, revision: 1, scheme: changed })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('cannot have the name of another scheme, in whatever case', async () => {
    const { engine } = await open();
    await engine.call('schemes.create', { scheme: acme });
    for (const name of ['Acme', 'aCME ', 'github']) {
      const issues = await issuesOf(engine.call('schemes.create', { scheme: { ...acme, name } }));
      expect(issues).toMatchObject([{ path: 'name', message: expect.stringContaining('already') }]);
    }
  });

  test('is copied with a name that is free', async () => {
    const { engine } = await open();
    const first = await engine.call('schemes.duplicate', { id: 'stripe' });
    const second = await engine.call('schemes.duplicate', { id: 'stripe' });
    expect([first.scheme.name, second.scheme.name]).toEqual(['Stripe copy', 'Stripe copy 2']);
    expect(first.own).toEqual({ revision: 1, webhooks: [] });
  });

  test('cannot be a shipped one', async () => {
    const { engine } = await open();
    const call = engine.call('schemes.save', { id: 'stripe', revision: 1, scheme: acme });
    await expect(call).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining('Make a copy') });
    await expect(engine.call('schemes.delete', { id: 'stripe', confirmed: [] })).rejects.toMatchObject({
      code: 'refused',
    });
  });

  test('signs what its webhook sends, and the capture server verifies by it', async () => {
    const { engine } = await open();
    const { scheme } = await engine.call('schemes.create', { scheme: acme });
    const webhook = await createUser(engine, scheme.id);
    const preview = await engine.call('compose.preview', await exampleOf(engine, webhook.id));
    expect(preview.signing).toMatchObject({ schemeName: 'Acme', headerName: 'Acme-Signature' });
    expect(await send(engine, webhook.id)).toBe('valid');
  });

  test('that is changed is used by the next send of its webhooks', async () => {
    const { engine } = await open();
    const { scheme } = await engine.call('schemes.create', { scheme: acme });
    const webhook = await createUser(engine, scheme.id);
    const place = { in: 'header' as const, name: 'Acme-Signature-2' };
    const saved = await engine.call('schemes.save', {
      id: scheme.id,
      revision: 1,
      scheme: { ...scheme, signature: { ...scheme.signature, place } },
    });
    expect(saved.own?.webhooks).toEqual([{ id: webhook.id, name: 'Orders' }]);
    const preview = await engine.call('compose.preview', await exampleOf(engine, webhook.id));
    expect(preview.signing).toMatchObject({ headerName: 'Acme-Signature-2' });
  });

  test('that webhooks use is deleted only after a question that names them; they are not sent then', async () => {
    const { engine } = await open();
    const { scheme } = await engine.call('schemes.create', { scheme: acme });
    const webhook = await createUser(engine, scheme.id);
    const asked: unknown = await engine
      .call('schemes.delete', { id: scheme.id, confirmed: [] })
      .catch((error: unknown) => error);
    expect(asked).toMatchObject({ code: 'confirm', message: expect.stringContaining('“Orders”') });
    const [question] = (asked as { detail: { confirmations: { id: string }[] } }).detail.confirmations;
    await engine.call('schemes.delete', { id: scheme.id, confirmed: [question?.id ?? ''] });

    await expect(send(engine, webhook.id)).rejects.toMatchObject({ message: expect.stringContaining('own scheme') });
    const preview = await engine.call('compose.preview', await exampleOf(engine, webhook.id));
    expect(preview.signing).toBeNull();
    expect(preview.fieldIssues).toMatchObject([{ path: 'schemeId', message: expect.stringContaining('own scheme') }]);

    expect(await captureOf(engine, webhook.url)).toMatchObject({ verdict: 'unverifiable', reason: 'no-scheme' });
    expect(await engine.call('deleted.list', {})).toMatchObject([{ kind: 'scheme', id: scheme.id, name: 'Acme' }]);
    await engine.call('deleted.restore', { kind: 'scheme', id: scheme.id });
    expect(await engine.call('deleted.list', {})).toEqual([]);
    expect(await send(engine, webhook.id)).toBe('valid');
  });

  test('is not brought back 30 days later, nor while another has its name', async () => {
    const { engine, directory, clock } = await open();
    const { scheme } = await engine.call('schemes.create', { scheme: acme });
    await engine.call('schemes.delete', { id: scheme.id, confirmed: [] });
    const other = await engine.call('schemes.create', { scheme: acme });
    expect(await issuesOf(engine.call('deleted.restore', { kind: 'scheme', id: scheme.id }))).toMatchObject([
      { path: 'name' },
    ]);
    await engine.call('schemes.delete', { id: other.scheme.id, confirmed: [] });
    await engine.close();
    clock.advance(30 * 24 * 3_600_000 + 1000);
    const again = await open(directory, clock);
    await expect(again.engine.call('deleted.restore', { kind: 'scheme', id: scheme.id })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

/** A webhook with an event, to look at or to send. */
async function exampleOf(engine: Engine, webhookId: string) {
  const samples = await engine.call('samples.list', { providerId: 'any-service' });
  const sample = samples.find(({ eventType }) => eventType === 'order-paid');
  const draft = toDraft(await engine.call('webhooks.get', { id: webhookId }));
  return { draft, eventType: 'order-paid', dataText: sample?.dataText ?? '{}' };
}

/** Sends it, and answers what the capture server says about it. */
async function send(engine: Engine, webhookId: string): Promise<string> {
  await engine.call('deliveries.send', { ...(await exampleOf(engine, webhookId)), kind: 'event', confirmed: [] });
  const page = { before: null, after: null, limit: 1 };
  for (;;) {
    const { rows } = await engine.call('log.page', { filter, ...page });
    if (rows[0]?.captured?.reason) return rows[0].captured.reason;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const filter = {
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

describe('the file of a scheme', () => {
  test('brings the same scheme into another workspace, and not twice into one', async () => {
    const one = await open();
    const { scheme } = await one.engine.call('schemes.create', { scheme: acme });
    const { file, text } = await one.engine.call('schemes.export', { id: scheme.id });
    expect(file).toBe('acme.scheme.json');
    const other = await open();
    expect((await other.engine.call('schemes.import', { text })).scheme).toEqual(scheme);
    expect(await issuesOf(other.engine.call('schemes.import', { text }))).toMatchObject([
      { path: 'scheme.id', message: expect.stringContaining('already') },
    ]);
  });

  test('of a shipped scheme has an own id and another name', async () => {
    const { engine } = await open();
    const { text } = await engine.call('schemes.export', { id: 'github' });
    expect((await engine.call('schemes.import', { text })).scheme).toMatchObject({
      id: 'own:github',
      name: 'GitHub (own)',
    });
  });

  const valid = { ...acme, id: 'own:acme' };
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  test.each<[string, string, string, RegExp]>([
    ['that is not JSON', 'nonsense', 'line 1, column 1', /not whole JSON/],
    ['that is empty', '', '', /empty/],
    ['of another kind', '{"format":"hookwright-export","version":1}', 'format', /not a scheme file/],
    ['that is a list', '[]', 'format', /not a scheme file/],
    ['of a newer version', '{"format":"hookwright-scheme","version":2}', 'version', /newer Hookwright/],
    ['without a version', '{"format":"hookwright-scheme"}', 'version', /has to be 1/],
    ['of 1 MB', writeSchemeFile({ ...valid, notes: 'x'.repeat(1_000_000) }), '', /larger than 0.5 MiB/],
    ['that is deep', `{"format":"hookwright-scheme","version":1,"scheme":${deep}}`, 'line 1', /nested|deep/],
    ['without a scheme', '{"format":"hookwright-scheme","version":1,"scheme":{}}', 'scheme.id', /./],
    ['with the id of a shipped scheme', writeSchemeFile({ ...valid, id: 'github' }), 'scheme.id', /“own:”/],
    ['with the name of a shipped scheme', writeSchemeFile({ ...valid, name: 'GitHub' }), 'scheme.name', /already/],
    [
      'with an unknown algorithm',
      writeSchemeFile({ ...valid, algorithm: 'md5' as 'equality' }),
      'scheme.algorithm',
      /hmac-sha256/,
    ],
    [
      'that signs the header with the signature',
      writeSchemeFile({ ...valid, message: [{ part: 'header', name: 'acme-signature' }] }),
      'scheme.message[0].name',
      /The signature is in the header/,
    ],
  ])('%s is refused at its place', async (_what, text, path, message) => {
    const { engine } = await open();
    const [issue] = await issuesOf(engine.call('schemes.import', { text }));
    expect(issue?.path).toContain(path);
    expect(issue?.message).toMatch(message);
    expect((await engine.call('schemes.list', {})).filter(({ usedBy }) => usedBy !== null)).toEqual([]);
  });
});

describe('trying a scheme that is not kept', () => {
  const timestampMs = 1_700_000_000_000;

  test('shows the signed text in parts and the header, with a secret that is made up', async () => {
    const { engine } = await open();
    const { problems, example } = await engine.call('schemes.try', {
      scheme: acme,
      secret: null,
      sample: null,
      timestampMs,
    });
    expect(problems).toEqual([]);
    const body = example?.request.body ?? '';
    expect(example?.signed.map(({ part, text }) => [part, text])).toEqual([
      ['timestamp', '1700000000'],
      ['literal', '.'],
      ['body', body],
    ]);
    const signature = createHmac('sha256', example?.secret ?? '')
      .update(`1700000000.${body}`)
      .digest('hex');
    expect(example?.headers).toEqual([{ name: 'Acme-Signature', value: `t=1700000000,v1=${signature}` }]);
  });

  test('takes a scheme that has no name yet, which cannot be kept', async () => {
    const { engine } = await open();
    const scheme = { ...acme, name: '' };
    const trial = await engine.call('schemes.try', { scheme, secret: null, sample: null, timestampMs });
    expect(trial).toMatchObject({ problems: [], scheme: { name: '' }, example: { place: 'Acme-Signature' } });
    expect(await issuesOf(engine.call('schemes.create', { scheme }))).toEqual([
      { path: 'name', message: 'The scheme has no name. Enter one.', severity: 'error' },
    ]);
  });

  test('shows a secret that is sent as dots', async () => {
    const { engine } = await open();
    const { scheme } = await engine.call('schemes.get', { id: 'gitlab-token' });
    const { example } = await engine.call('schemes.try', { scheme, secret: 'my own', sample: null, timestampMs });
    expect(JSON.stringify(example)).not.toContain('my own');
    expect(example?.headers).toEqual([{ name: 'X-Gitlab-Token', value: '••••••••' }]);
  });

  test('says what is wrong with the scheme, the secret and the body at their places', async () => {
    const { engine } = await open();
    const pathsOf = async (change: object, rest: object = {}) => {
      const order = { scheme: { ...acme, ...change }, secret: null, sample: null, timestampMs, ...rest };
      return (await engine.call('schemes.try', order)).problems.map(({ path }) => path);
    };
    expect(await pathsOf({ algorithm: 'ed25519' })).toEqual(['key.encoding']);
    expect(await pathsOf({ message: [] })).toEqual(['message']);
    expect(await pathsOf({ extra: 1 })).toEqual(['']);
    expect(await pathsOf({}, { secret: '' })).toEqual(['secret']);
    expect(await pathsOf({}, { secret: 'x'.repeat(1_000_000) })).toEqual(['secret']);
    expect(await pathsOf({ key: { encoding: 'base64', stripPrefix: null } }, { secret: 'ä' })).toEqual(['secret']);
    const place = { in: 'body', path: 'sig' };
    const inBody = { signature: { ...acme.signature, place }, message: [{ part: 'timestamp' }] };
    const sample = { method: 'POST' as const, url: 'https://example.com/', headers: [], body: 'no json' };
    expect(await pathsOf(inBody, { sample })).toEqual(['sample.body']);
  });

  test('refuses one that does not accept what it signs itself', async () => {
    const { engine } = await open();
    // An ISO time has colons of its own.
    const container = { kind: 'positional' as const, separator: ':', fields: ['timestamp', 'signature'] as const };
    const timestamp = { place: { in: 'signature' as const, key: null }, unit: 'iso8601' as const };
    const scheme = acmeWith({ timestamp, signature: { ...acme.signature, container } });
    const { problems } = await engine.call('schemes.try', { scheme, secret: null, sample: null, timestampMs });
    expect(problems).toMatchObject([
      { path: 'signature', message: expect.stringContaining('does not accept what it signs itself') },
    ]);
  });
});

describe('verifying a pasted request by a scheme that is not kept', () => {
  const secret = 'the vendor gave us this';
  const body = '{"order":7,"name":"Zoë"}';

  function paste(nowMs: number, signed = body): string {
    const time = Math.floor(nowMs / 1000);
    const signature = createHmac('sha256', secret).update(`${time}.${signed}`).digest('hex');
    return `POST /hook HTTP/1.1\r\nHost: example.com\r\nAcme-Signature: t=${time},v1=${signature}\r\n\r\n${body}`;
  }

  test('shows the verdict with every step', async () => {
    const { engine, clock } = await open();
    const text = paste(clock.now());
    const found = await engine.call('schemes.verify', { scheme: acme, secret, text, publicUrl: '' });
    expect(found).toMatchObject({ problems: [], request: expect.stringMatching(/^POST .*25 bytes$/) });
    expect(found.verdict).toMatchObject({ result: 'valid', reason: 'valid' });
    expect(found.verdict?.steps.map(({ title }) => title)).toContain('Signature matches');
    const other = await engine.call('schemes.verify', {
      scheme: acme,
      secret,
      text: paste(clock.now(), 'another body'),
      publicUrl: '',
    });
    expect(other.verdict).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
  });

  test('reads a cURL command too', async () => {
    const { engine, clock } = await open();
    const [, signature = ''] = /^Acme-Signature: (.*)\r$/m.exec(paste(clock.now())) ?? [];
    const text = `curl https://example.com/hook -H 'Acme-Signature: ${signature}' --data-raw '${body}'`;
    const { verdict } = await engine.call('schemes.verify', { scheme: acme, secret, text, publicUrl: '' });
    expect(verdict).toMatchObject({ result: 'valid' });
  });

  test('says what is wrong with the text at its place', async () => {
    const { engine } = await open();
    const problemOf = async (text: string, given = secret) => {
      const order = { scheme: acme, secret: given, text, publicUrl: '' };
      return (await engine.call('schemes.verify', order)).problems;
    };
    expect(await problemOf('')).toMatchObject([{ path: 'text', message: expect.stringContaining('Paste a request') }]);
    expect(await problemOf('hello')).toMatchObject([{ path: 'text' }]);
    expect(await problemOf('curl https://a.example\ncurl https://b.example')).toMatchObject([
      { path: 'text', message: expect.stringContaining('more than one request') },
    ]);
    expect(await problemOf('x'.repeat(3_000_000))).toMatchObject([{ path: 'text' }]);
    expect(await problemOf(paste(0), '')).toMatchObject([{ path: 'secret' }]);
  });

  test('keeps nothing of the secret', async () => {
    const { engine, directory, clock } = await open();
    await engine.call('schemes.verify', { scheme: acme, secret, text: paste(clock.now()), publicUrl: '' });
    await engine.close();
    const { findNeedles } = await import('../support/needles.ts');
    expect(findNeedles(directory, [secret])).toEqual([]);
  });
});

test('no provider file can have a scheme with the id of an own one', () => {
  const { signing } = anyService;
  if (signing === null) throw new Error('Any service signs.');
  const scheme = { ...acme, id: 'own:acme' };
  expect(checkProvider({ ...anyService, signing: { ...signing, schemeId: scheme.id, scheme } })).toContainEqual(
    expect.objectContaining({ path: 'signing.schemeId', message: expect.stringContaining('own:') }),
  );
});
