import { describe, expect, test } from 'vitest';
import type { SecretField, SecretOddity } from '../../../src-preload/contract/webhook.ts';
import { openService } from '../services/support/open-service.ts';
import { startReceiver } from '../services/support/receiver.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { fullProvider } from './full-provider.ts';
import { openWorkspace } from './workspace.ts';

const cases: [value: string, kind: SecretOddity, words: RegExp, without: string][] = [
  ["It's a Secret\n", 'space', /ends with a line break/, "It's a Secret"],
  [' x-secret', 'space', /begins or ends with white space/, 'x-secret'],
  ['x-secret\t', 'space', /ends with white space/, 'x-secret'],
  ['\u00a0x-secret', 'space', /begins or ends with white space/, 'x-secret'],
  ['x-se\u200bcret', 'invisible', /zero width space \(U\+200B\)/, 'x-secret'],
  ['x-\ufeffse\u200bcret', 'invisible', /byte order mark \(U\+FEFF\), zero width space/, 'x-secret'],
  ['x-secret\0', 'invisible', /holds a character that is not seen: NUL \(U\+0000\)/, 'x-secret'],
  ['x-\x1b\x7fsecret', 'invisible', /escape \(U\+001B\), delete character \(U\+007F\)/, 'x-secret'],
  ['"x-secret"', 'quotes', /is in quotes/, 'x-secret'],
  ['“x-secret”', 'quotes', /is in quotes/, 'x-secret'],
  ['Bearer x-secret', 'bearer', /begins with “Bearer”/, 'x-secret'],
  ['v1,whsec_x-secret', 'mark', /begins with “v1,”/, 'whsec_x-secret'],
];

describe('a secret with something pasted along', () => {
  test.each(cases)('is kept as it is, with a warning and one click: %j', async (value, kind, words, without) => {
    const service = await openService('y42');
    const { id } = await service.create();
    const set = await service.setSecret(id, 'signing', value);
    const [info] = set.secrets;
    const warning = info?.warnings.find((each) => each.kind === kind);
    expect(warning).toEqual({ kind, message: expect.stringMatching(words), removable: true });
    expect(warning?.message).not.toContain('x-secret');
    expect(await service.readSecret(id)).toBe(value);
    const { fieldIssues } = await service.preview(id, 'job.failed');
    expect(fieldIssues).toContainEqual({ path: 'secret.signing', severity: 'warning', message: warning?.message });
    const tidied = await service.engine.call('secrets.tidy', { webhookId: id, field: 'signing', kind });
    expect(await service.readSecret(id)).toBe(without);
    expect(tidied.secrets[0]?.warnings).toEqual([]);
  });

  test.each([
    [' ', 'space', /nothing but white space/],
    ['\n\t', 'space', /nothing but white space/],
    ['\0', 'invisible', /NUL/],
    ['\u200b', 'invisible', /zero width space/],
  ])('is warned of where nothing would be left of it: %j', async (value, kind, words) => {
    const service = await openService('y42');
    const { id } = await service.create();
    const [info] = (await service.setSecret(id, 'signing', value)).secrets;
    expect(info?.warnings).toEqual([{ kind, message: expect.stringMatching(words), removable: false }]);
    expect(await service.readSecret(id)).toBe(value);
  });

  test.each(['plain', 'two\nlines', 'it’s "quoted" inside', 'two words', 'it"s', 'v1', 'Bearer', '""'])(
    'warns of nothing that is right: %j',
    async (value) => {
      const service = await openService('y42');
      const { id } = await service.create();
      expect((await service.setSecret(id, 'signing', value)).secrets[0]?.warnings).toEqual([]);
    },
  );

  test('is tidied of one thing at a time, and of nothing that is not there', async () => {
    const service = await openService('y42');
    const { id } = await service.create();
    const tidy = (kind: SecretOddity) => service.engine.call('secrets.tidy', { webhookId: id, field: 'signing', kind });
    await service.setSecret(id, 'signing', '"x-secret"\n');
    await tidy('space');
    expect(await service.readSecret(id)).toBe('"x-secret"');
    await expect(tidy('space')).rejects.toMatchObject({ code: 'not-found' });
    await expect(tidy('length')).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['Bearer tok-of-ada', 'bearer  tok-of-ada', 'tok-of-ada'])(
    'goes out as one bearer token, not two: %j',
    async (value) => {
      const service = await openService('callgoose');
      const receiver = await startReceiver();
      const { id } = await service.create({ url: receiver.origin, authorization: { type: 'bearer' } });
      const { secrets } = await service.setSecret(id, 'bearer', value);
      const warnings = secrets.find(({ field }) => field === 'bearer')?.warnings ?? [];
      expect(warnings.map(({ kind }) => kind)).toEqual(value.startsWith('tok') ? [] : ['bearer']);
      await service.test(id, 'incident.created');
      expect(receiver.arrivals[0]?.headers.authorization).toBe('Bearer tok-of-ada');
    },
  );

  test('is warned of only where the draft uses it', async () => {
    const service = await openService('callgoose');
    const { id } = await service.create({ authorization: { type: 'bearer' } });
    await service.setSecret(id, 'basic', 'password\n');
    const paths = (await service.preview(id, 'incident.created')).fieldIssues.map(({ path }) => path);
    expect(paths).not.toContain('secret.basic');
  });
});

test.each([
  [23, /Its key has 23 bytes; Standard Webhooks asks for 24 to 64/],
  [65, /Its key has 65 bytes/],
  [24, null],
  [64, null],
])('a key of %i bytes is taken by Standard Webhooks, with a warning outside of 24 to 64', async (bytes, words) => {
  const standard = {
    ...fullProvider,
    signing: { ...fullProvider.signing!, schemeId: 'standard-webhooks', chosenHeader: null },
  };
  const workspace = await openWorkspace(makeTemporaryDirectory(), { providers: [standard] });
  const { id } = workspace.webhooks.create({ providerId: 'acme', channel: null, name: null });
  const field: SecretField = 'signing';
  const value = `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
  const { secrets } = workspace.webhooks.changeSecret(id, (record) => workspace.secrets.set(record, field, value));
  expect(secrets[0]?.warnings).toEqual(
    words === null ? [] : [{ kind: 'length', message: expect.stringMatching(words), removable: false }],
  );
});

test('a URL with white space around it has the URL without it as its fix', async () => {
  const service = await openService('y42');
  const { id } = await service.create();
  const draft = { ...toDraft(await service.get(id)), url: ' https://hooks.example.com/in\n' };
  const { fieldIssues } = await service.engine.call('compose.preview', {
    draft,
    eventType: 'job.failed',
    dataText: '{}',
  });
  expect(fieldIssues).toContainEqual({
    path: 'url',
    severity: 'error',
    message: expect.stringContaining('begins or ends with white space'),
    fix: { label: 'Remove it', value: 'https://hooks.example.com/in' },
  });
});
