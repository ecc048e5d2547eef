import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { LogFilter } from '../../../src-preload/contract/log.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';

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

const openAt = async (directory: string): Promise<Engine> => {
  const vault = { protector: createFakeKeyring('test') };
  const engine = await openEngine({ directory, capturePort: 0, sample: false, vault });
  onTestFinished(() => engine.close());
  return engine;
};

async function post(engine: Engine, path: string): Promise<number> {
  const state = await engine.call('capture.state', {});
  const port = state.state === 'listening' ? state.port : 0;
  return new Promise((resolve, reject) => {
    const sending = request({ port, host: '127.0.0.1', method: 'POST', path, agent: false }, (response) => {
      response.resume().on('close', () => resolve(response.statusCode ?? 0));
    });
    sending.on('error', reject).end('hello');
  });
}

async function listTargets(engine: Engine): Promise<string[]> {
  const { rows } = await engine.call('log.page', { filter: everything, before: null, after: null, limit: 100 });
  return rows.map(({ captured }) => captured?.target ?? '').sort();
}

async function openWorkspace() {
  const parent = makeTemporaryDirectory();
  const directory = join(parent, 'workspace');
  const engine = await openAt(directory);
  const troubles: (string | null)[] = [];
  engine.on((events: readonly EngineEvent[]) => {
    for (const event of events) if (event.name === 'storage.trouble') troubles.push(event.payload?.code ?? null);
  });
  return { parent, directory, engine, troubles, database: join(directory, 'hookwright.db') };
}

type Place = Awaited<ReturnType<typeof openWorkspace>>;

const losses: [what: string, lose: (place: Place) => void][] = [
  ['the file is deleted', ({ database }) => rmSync(database)],
  ['the file is moved', ({ database }) => renameSync(database, `${database}.moved`)],
  ['the folder is deleted', ({ directory }) => rmSync(directory, { recursive: true })],
  ['the folder is moved', ({ directory }) => renameSync(directory, `${directory}-moved`)],
  [
    'the file is replaced by a copy of it',
    ({ database }) => {
      copyFileSync(database, `${database}.copy`);
      renameSync(`${database}.copy`, database);
    },
  ],
];

describe.each(losses)('when %s while it is open', (_what, lose) => {
  test('captures are answered 507, changes refused, the window hears of it, and a copy has every byte', async () => {
    const place = await openWorkspace();
    const { engine, troubles, parent } = place;
    expect(await post(engine, '/before')).toBe(200);
    lose(place);
    // At most a second later, without anybody asking.
    await vi.waitFor(async () => expect(await post(engine, '/tried')).toBe(507), { timeout: 60_000, interval: 300 });
    await vi.waitFor(() => expect(troubles).toEqual(['database-missing']), { timeout: 60_000 });
    await expect(engine.call('settings.save', { theme: 'dark' })).rejects.toMatchObject({ code: 'database-missing' });
    expect(await engine.call('storage.check', {})).toMatchObject({
      code: 'database-missing',
      message: expect.stringMatching(/save a copy/),
    });

    const target = join(parent, 'saved', 'hookwright.db');
    mkdirSync(join(parent, 'saved'));
    await engine.saveCopy(target);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(parent, 'saved'))).toEqual(['hookwright.db']);
    const copy = await openAt(join(parent, 'saved'));
    expect(await listTargets(copy)).toEqual(await listTargets(engine));
    expect(await listTargets(copy)).toContain('/before');
    await engine.close();
    expect(existsSync(join(place.directory, 'hookwright.clean'))).toBe(false);
  });
});

test('is heard of after some seconds where nothing is written and nobody asks', async () => {
  const { database, troubles } = await openWorkspace();
  rmSync(database);
  await vi.waitFor(() => expect(troubles).toEqual(['database-missing']), { timeout: 60_000 });
});

test('is seen at once on demand, and everything goes on by itself when the folder is back', async () => {
  const { engine, directory, troubles } = await openWorkspace();
  renameSync(directory, `${directory}-moved`);
  expect(await engine.call('storage.check', {})).toMatchObject({ code: 'database-missing' });
  expect(await post(engine, '/refused')).toBe(507);
  renameSync(`${directory}-moved`, directory);
  await vi.waitFor(() => expect(troubles).toEqual(['database-missing', null]), { timeout: 60_000 });
  expect(await post(engine, '/after')).toBe(200);
  expect(await engine.call('storage.check', {})).toBeNull();
});

test('control: nothing is said of a file that stays, also when its log is moved into it and other files come and go', async () => {
  const { engine, directory, troubles } = await openWorkspace();
  for (let count = 0; count < 150; count += 1) expect(await post(engine, `/${count}`)).toBe(200);
  mkdirSync(join(directory, 'notes'));
  expect(await engine.call('storage.check', {})).toBeNull();
  expect(troubles).toEqual([]);
  await engine.close();
  expect(existsSync(join(directory, 'hookwright.clean'))).toBe(true);
});

test('a copy never takes the place of the workspace itself', async () => {
  const { engine, database } = await openWorkspace();
  await expect(engine.saveCopy(database)).rejects.toMatchObject({ code: 'invalid' });
});
