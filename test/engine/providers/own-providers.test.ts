import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import { providers } from '../../../src-main/engine/providers/catalogue.ts';
import { readProviderFile, writeProviderFile } from '../../../src-main/engine/providers/own/provider-file.ts';
import { toJsonPath } from '../../../src-main/engine/read-json-file.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';
import { readSignalYard, signalYardText } from './signal-yard.ts';

interface Place {
  engine: Engine;
  folder: string;
  put(file: string, text: string | Buffer): void;
}

async function openPlace(files: Record<string, string | Buffer> = {}): Promise<Place> {
  const directory = makeTemporaryDirectory();
  const folder = join(directory, 'providers');
  const put = (file: string, text: string | Buffer): void => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const [file, text] of Object.entries(files)) put(file, text);
  const engine = await openEngine({
    directory,
    capturePort: 0,
    sample: false,
    vault: { protector: createFakeKeyring('test') },
  });
  onTestFinished(() => engine.close());
  return { engine, folder, put };
}

const idsOf = async ({ engine }: Place): Promise<string[]> =>
  (await engine.call('providers.list', {})).map(({ provider }) => provider.id);

/** The text with another id, so that it clashes with nothing. */
const renamed = (id: string): string => signalYardText.replace('"id": "signal-yard"', `"id": "${id}"`);

async function add({ engine }: Place, text = signalYardText) {
  const { hash } = await engine.call('providerFiles.plan', { text });
  return engine.call('providerFiles.add', { text, hash });
}

describe('the folder of own providers', () => {
  test('is read when the workspace is opened, and its providers stand behind the shipped ones', async () => {
    const place = await openPlace({ 'yard.json': signalYardText, 'notes.txt': 'nothing', '.hidden.json': '{' });
    expect(await idsOf(place)).toEqual([...providers.keys(), 'signal-yard']);
    const [yard] = (await place.engine.call('providers.list', {})).slice(-1);
    expect(yard).toMatchObject({ file: 'yard.json', settings: { on: false, yards: ['East', 'West'] } });
    expect(yard?.provider).toEqual(readSignalYard());
    expect(await place.engine.call('providerFiles.list', {})).toEqual({
      directory: place.folder,
      files: [{ file: 'yard.json', providerId: 'signal-yard', name: 'Signal Yard', webhooks: 0, problems: [] }],
      missing: [],
    });
  });

  test('follows no link, and quotes nothing of what a link leads to', async () => {
    const elsewhere = makeTemporaryDirectory();
    writeFileSync(join(elsewhere, 'passwd'), 'root:x:0:0');
    writeFileSync(join(elsewhere, 'yard.json'), signalYardText);
    const place = await openPlace({ 'plain.json': signalYardText });
    symlinkSync(join(elsewhere, 'passwd'), join(place.folder, 'words.json'));
    symlinkSync(join(elsewhere, 'yard.json'), join(place.folder, 'a-yard.json'));
    symlinkSync(join(elsewhere, 'nothing'), join(place.folder, 'nowhere.json'));
    const { files } = await place.engine.call('providerFiles.reload', {});
    const message = 'This is a link to another file. Put a copy of the file here in its place.';
    const refused = { providerId: null, name: null, webhooks: 0, problems: [{ path: '', message, severity: 'error' }] };
    expect(files).toEqual([
      { file: 'a-yard.json', ...refused },
      { file: 'nowhere.json', ...refused },
      { file: 'plain.json', providerId: 'signal-yard', name: 'Signal Yard', webhooks: 0, problems: [] },
      { file: 'words.json', ...refused },
    ]);
  });

  test('is not read where the folder itself is a link', async () => {
    const elsewhere = makeTemporaryDirectory();
    writeFileSync(join(elsewhere, 'yard.json'), signalYardText);
    const place = await openPlace();
    symlinkSync(elsewhere, place.folder);
    await expect(place.engine.call('providerFiles.reload', {})).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('is a link'),
    });
    await expect(add(place)).rejects.toMatchObject({ code: 'refused' });
    expect(readdirSync(elsewhere)).toEqual(['yard.json']);
    expect(await idsOf(place)).toEqual([...providers.keys()]);
  });

  test.each(['con', 'nul', 'aux', 'prn', 'com1', 'lpt9'])('refuses the id “%s”, which Windows keeps', (id) => {
    expect(readProviderFile(renamed(id))).toMatchObject({ ok: false, problems: [{ path: 'provider.id' }] });
  });

  test.each(['console', 'null', 'com', 'com10', 'my-con'])('takes the id “%s” (control)', (id) => {
    expect(readProviderFile(renamed(id))).toMatchObject({ ok: true });
  });

  test('is not made before it is needed', async () => {
    const { engine, folder } = await openPlace();
    expect((await engine.call('providerFiles.list', {})).files).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  test('may hold bad files: each is listed with what is wrong, and stops neither the app nor another file', async () => {
    const place = await openPlace({
      'a-array.json': '[]',
      'b-truncated.json': signalYardText.slice(0, 2000),
      'c-type.json': signalYardText.replace('"customEventTypes": true', '"customEventTypes": "yes"'),
      'd-prototype.json': signalYardText.replace('"format"', '"__proto__": {"polluted": 1}, "format"'),
      'e-deep.json': `${'['.repeat(100_000)}`,
      'f-huge.json': ' '.repeat(3 * 1024 * 1024),
      'g-bytes.json': Buffer.from([0x7b, 0xff, 0x7d]),
      'h-newer.json': signalYardText.replace('"version": 1', '"version": 2'),
      'i-shipped.json': renamed('gridscale'),
      'j-unknown.json': signalYardText.replace('"conditionals": true', '"conditionals": true, "magic": 1'),
      'k-loose.json': signalYardText.replace('"featureSwitch": "on"', '"featureSwitch": "off"'),
      'l-good.json': signalYardText,
      'm-again.json': signalYardText,
      'n-header.json': signalYardText.replace('"prefix": ""', '"prefix": "a\\r\\nX-Evil: 1"'),
    });
    mkdirSync(join(place.folder, 'o-folder.json'));
    const { files } = await place.engine.call('providerFiles.reload', {});
    const problemOf = (file: string) => {
      const [problem] = files.find((each) => each.file === file)?.problems ?? [];
      return `${problem?.path}: ${problem?.message}`;
    };
    expect(files.filter(({ problems }) => problems.length === 0).map(({ file }) => file)).toEqual(['l-good.json']);
    expect(problemOf('a-array.json')).toMatch(/^format: This is not a provider file/);
    expect(problemOf('b-truncated.json')).toMatch(/^line \d+, column \d+: The file is not whole JSON/);
    expect(problemOf('c-type.json')).toMatch(/^provider\.customEventTypes: .*expected boolean, received string/);
    expect(problemOf('d-prototype.json')).toBe('__proto__: This key is not allowed. Remove it.');
    expect(problemOf('e-deep.json')).toMatch(/^line 1, column \d+: .*deep/);
    expect(problemOf('f-huge.json')).toMatch(/larger than 2 MiB/);
    expect(problemOf('g-bytes.json')).toMatch(/not UTF-8/);
    expect(problemOf('h-newer.json')).toMatch(/^version: A newer Hookwright/);
    expect(problemOf('i-shipped.json')).toMatch(
      /^provider\.id: “gridscale” is gridscale partner, which Hookwright brings/,
    );
    expect(problemOf('j-unknown.json')).toMatch(/^provider: .*"magic"/);
    expect(problemOf('k-loose.json')).toBe('provider.featureSwitch: There is no switch “off” in the settings.');
    expect(problemOf('m-again.json')).toMatch(/^provider\.id: .*l-good\.json already/);
    expect(problemOf('n-header.json')).toMatch(/^provider\.signing\.scheme\.signature\.prefix: /);
    expect(problemOf('o-folder.json')).toMatch(/no file/);
    expect(await idsOf(place)).toEqual([...providers.keys(), 'signal-yard']);
    expect('polluted' in {}).toBe(false);
  });

  test('is read again when that is asked for, and says which providers changed', async () => {
    const place = await openPlace();
    const changed: string[][] = [];
    place.engine.on((events) => {
      for (const { name, payload } of events) if (name === 'providers.changed') changed.push(payload.ids);
    });
    place.put('yard.json', signalYardText);
    expect(await idsOf(place)).not.toContain('signal-yard');
    await place.engine.call('providerFiles.reload', {});
    expect(await idsOf(place)).toContain('signal-yard');
    place.put('yard.json', signalYardText.replace('"name": "Signal Yard"', '"name": "Yard of signals"'));
    await place.engine.call('providerFiles.reload', {});
    const list = await place.engine.call('providers.list', {});
    expect(list.at(-1)?.provider.name).toBe('Yard of signals');
    await vi.waitUntil(() => changed.length === 2, { timeout: 60_000 });
    expect(changed).toEqual([['signal-yard'], ['signal-yard']]);
  });
});

describe('adding a provider file', () => {
  test('says first what it brings, then writes the very text, for its owner alone', async () => {
    const place = await openPlace();
    const plan = await place.engine.call('providerFiles.plan', { text: signalYardText });
    expect(plan).toMatchObject({ id: 'signal-yard', name: 'Signal Yard', file: 'signal-yard.json', problems: [] });
    expect(plan.brings).toContainEqual({ name: 'Events', value: 'Train arrived, Train departed' });
    expect(plan.brings).toContainEqual({ name: 'Signing', value: 'Seal of the yard (Seal key)' });
    expect(existsSync(place.folder)).toBe(false);
    const { files } = await add(place);
    expect(files).toMatchObject([{ file: 'signal-yard.json', problems: [] }]);
    const path = join(place.folder, 'signal-yard.json');
    expect(readFileSync(path, 'utf8')).toBe(signalYardText);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await idsOf(place)).toContain('signal-yard');
  });

  test.each([
    ['a shipped id', renamed('zenskar'), /Zenskar, which Hookwright brings/],
    ['an id that another file has', signalYardText, /yard\.json already/],
    ['half a file', signalYardText.slice(0, 500), /not whole JSON/],
    ['a shape that is wrong', signalYardText.replace('"channels": [', '"channels": 5, "x": ['), /expected array/],
  ])('refuses %s, and writes nothing', async (_what, text, message) => {
    const place = await openPlace({ 'yard.json': signalYardText });
    const { problems, hash } = await place.engine.call('providerFiles.plan', { text });
    expect(problems.map((each) => each.message).join()).toMatch(message);
    const adding = place.engine.call('providerFiles.add', { text, hash });
    await expect(adding).rejects.toMatchObject({ code: 'invalid' });
    expect(readdirSync(place.folder)).toEqual(['yard.json']);
  });

  test('refuses a plan that is not what it would do now', async () => {
    const place = await openPlace();
    const { hash } = await place.engine.call('providerFiles.plan', { text: signalYardText });
    const other = renamed('other-yard');
    await expect(place.engine.call('providerFiles.add', { text: other, hash })).rejects.toMatchObject({
      code: 'conflict',
    });
    place.put('signal-yard.json', '{ "broken": ');
    await expect(place.engine.call('providerFiles.add', { text: signalYardText, hash })).rejects.toMatchObject({
      code: 'conflict',
    });
    await add(place);
    expect(readdirSync(place.folder).sort()).toEqual(['signal-yard-2.json', 'signal-yard.json']);
  });

  test('any provider can be written as a file to make another one of, and that file can be added', async () => {
    const place = await openPlace();
    for (const id of providers.keys()) {
      const { file, text } = await place.engine.call('providerFiles.write', { providerId: id });
      expect(file).toBe(`${id}-own.json`);
      await add(place, text);
    }
    const { files } = await place.engine.call('providerFiles.list', {});
    expect(files.map(({ file, problems }) => [file, problems])).toEqual(
      [...providers.keys()].sort().map((id) => [`${id}-own.json`, []]),
    );
    for (const provider of providers.values()) {
      expect(readProviderFile(writeProviderFile(provider))).toEqual({ ok: true, provider });
    }
  });
});

describe('a provider file that goes away', () => {
  async function openWithWebhook() {
    const place = await openPlace({ 'yard.json': signalYardText });
    const { engine } = place;
    await engine.call('providers.saveSettings', { providerId: 'signal-yard', settings: { on: true, region: 'South' } });
    const { id } = await engine.call('webhooks.create', { providerId: 'signal-yard', channel: null, name: 'Board' });
    await engine.call('deliveries.validate', { webhookId: id });
    await engine.call('webhooks.setActive', { id, active: true });
    const [sample] = await engine.call('samples.list', { providerId: 'signal-yard' });
    const send = async () => {
      const webhook = await engine.call('webhooks.get', { id });
      const { eventType, dataText } = sample!;
      return engine.call('deliveries.send', {
        draft: toDraft(webhook),
        eventType,
        dataText,
        kind: 'event',
        confirmed: [],
      });
    };
    return { place, engine, id, send };
  }

  test('leaves its webhooks, settings and secrets as they are, sends nothing, and everything goes on when it is back', async () => {
    const { place, engine, id, send } = await openWithWebhook();
    expect(await send()).toMatchObject({ webhookId: id });
    const before = await engine.call('webhooks.get', { id });
    const settings = async () =>
      (await engine.call('providers.list', {})).find(({ provider }) => provider.id === 'signal-yard')?.settings;
    const known = await settings();
    rmSync(join(place.folder, 'yard.json'));
    expect(await engine.call('providerFiles.reload', {})).toMatchObject({
      files: [],
      missing: [{ providerId: 'signal-yard', webhooks: ['Board'] }],
    });
    await expect(send()).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringMatching(/“signal-yard” is missing/),
    });
    await expect(engine.call('webhooks.setActive', { id, active: false })).rejects.toMatchObject({ code: 'not-found' });
    expect(await engine.call('webhooks.get', { id })).toMatchObject({ name: 'Board', status: 'active' });
    const plan = await engine.call('providerFiles.plan', { text: signalYardText });
    expect(plan.waiting).toEqual(['Board']);
    await add(place);
    expect(await engine.call('webhooks.get', { id })).toEqual(before);
    expect(await settings()).toEqual(known);
    expect(await send()).toMatchObject({ webhookId: id });
  });

  test('can be removed here, and its text brings it back', async () => {
    const { place, engine, id } = await openWithWebhook();
    const { text } = await engine.call('providerFiles.remove', { file: 'yard.json' });
    expect(text).toBe(signalYardText);
    expect(readdirSync(place.folder)).toEqual([]);
    expect(await idsOf(place)).not.toContain('signal-yard');
    await expect(engine.call('providerFiles.remove', { file: '../hookwright.db' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await add(place, text ?? '');
    expect(await engine.call('webhooks.get', { id })).toMatchObject({ name: 'Board' });
  });

  test('does not keep its webhooks from being deleted, and a deletion can be taken back', async () => {
    const { engine, id } = await openWithWebhook();
    await engine.call('providerFiles.remove', { file: 'yard.json' });
    await engine.call('webhooks.delete', { id });
    expect(await engine.call('webhooks.list', {})).toEqual([]);
    expect(await engine.call('deleted.restore', { kind: 'webhook', id })).toMatchObject({ name: 'Board' });
  });

  test('holds a delivery that waits for its retry, and lets it go when the file is back', async () => {
    const { place, engine, id, send } = await openWithWebhook();
    await engine.call('queue.pause', {});
    const { id: deliveryId } = await send();
    await engine.call('providerFiles.remove', { file: 'yard.json' });
    await engine.call('queue.resume', {});
    const state = async () => (await engine.call('deliveries.get', { id: deliveryId })).state;
    await vi.waitUntil(async () => (await state()) === 'blocked', { timeout: 60_000 });
    await add(place);
    await vi.waitUntil(async () => (await state()) === 'delivered', { timeout: 60_000 });
    expect(await engine.call('webhooks.get', { id })).toMatchObject({ consecutiveFailures: 0 });
  });
});

/** Every place of a value, the deepest first. */
function listPlaces(value: unknown, keys: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [keys];
  const parts = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...parts.flatMap(([key, part]) => listPlaces(part, [...keys, key])), keys];
}

/** The text with something of another type at one place. */
function spoil(keys: readonly (string | number)[]): string {
  const file = JSON.parse(signalYardText) as { provider: unknown };
  let holder = file as unknown as Record<string | number, unknown>;
  for (const key of ['provider', ...keys].slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = keys.at(-1) ?? 'provider';
  holder[last] = typeof holder[last] === 'object' ? 7 : { another: 'type' };
  return JSON.stringify(file);
}

test('a wrong type is refused at its place, wherever it stands', () => {
  const places = listPlaces((JSON.parse(signalYardText) as { provider: unknown }).provider);
  expect(places.length).toBeGreaterThan(400);
  for (const keys of places) {
    const path = toJsonPath(['provider', ...keys]);
    const reading = readProviderFile(spoil(keys));
    if (reading.ok) throw new Error(`${path} may be anything`);
    // A line of a text is refused where the text begins.
    expect(
      reading.problems.some((problem) => path.startsWith(problem.path)),
      path,
    ).toBe(true);
  }
});

test('4,000 mutated provider files are read or refused with a place, and leave every prototype as it is', () => {
  const bites = [
    '',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '\\',
    '\0',
    'null',
    '1e999',
    '"__proto__":{"polluted":1},',
    '[['.repeat(40),
  ];
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.noBias(fc.nat(999_999)),
      fc.oneof(fc.constant(0), fc.nat(4), fc.nat(400)),
      fc.oneof(fc.constantFrom('a', 'B2', ' '), fc.constantFrom(...bites)),
      (millionths, length, put) => {
        const at = Math.floor((millionths / 1_000_000) * signalYardText.length);
        const reading = readProviderFile(signalYardText.slice(0, at) + put + signalYardText.slice(at + length));
        if (reading.ok) seen.read += 1;
        else {
          seen.refused += 1;
          expect(reading.problems.length).toBeGreaterThan(0);
          for (const { message } of reading.problems) expect(message).not.toBe('');
        }
        expect('polluted' in {}).toBe(false);
      },
    ),
    { numRuns: 4000, seed: 24 },
  );
  expect(seen.read).toBeGreaterThan(100);
  expect(seen.refused).toBeGreaterThan(100);
});
