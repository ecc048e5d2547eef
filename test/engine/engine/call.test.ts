import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Engine, openEngine } from '../../../src-main/engine/engine.ts';
import { EngineError, toErrorData } from '../../../src-main/engine/errors.ts';
import { answerCall } from '../../../src-main/engine/handlers/call.ts';
import type { Handlers } from '../../../src-main/engine/handlers/types.ts';
import { type EngineMethodName, engineMethods } from '../../../src-preload/contract/methods.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const names = Object.keys(engineMethods) as EngineMethodName[];

async function open(): Promise<Engine> {
  const engine = await openEngine({ directory: makeTemporaryDirectory(), capturePort: 0 });
  onTestFinished(() => engine.close());
  return engine;
}

/** Calls as a script without types would. */
const callAnything = (engine: Engine, name: string, params: unknown): Promise<unknown> =>
  engine.call(name as EngineMethodName, params as never);

async function snapshot(engine: Engine): Promise<unknown> {
  const asked: EngineMethodName[] = ['webhooks.list', 'providers.list', 'settings.get', 'view.get', 'vault.status'];
  return Promise.all(asked.map((name) => callAnything(engine, name, {})));
}

test('a method that there is not is refused', async () => {
  const engine = await open();
  for (const name of ['nope', '__proto__', 'constructor', 'toString', 'app.info', '']) {
    await expect(callAnything(engine, name, {})).rejects.toMatchObject({ code: 'bad-request' });
  }
});

test('parameters that do not fit are named, and not repeated', async () => {
  const engine = await open();
  const call = callAnything(engine, 'webhooks.get', { id: 5, more: 'secret value' });
  await expect(call).rejects.toMatchObject({
    code: 'bad-request',
    detail: { issues: expect.arrayContaining([expect.objectContaining({ path: 'id', severity: 'error' })]) },
  });
  const error = await call.catch(toErrorData);
  expect(JSON.stringify(error)).not.toContain('secret value');
});

test('no malformed call changes anything or ends in anything but an EngineError', async () => {
  const engine = await open();
  const before = await snapshot(engine);
  const misfit = fc.oneof(
    fc.anything(),
    fc.record({ id: fc.anything(), draft: fc.anything(), ['__proto__']: fc.anything() }),
    fc.dictionary(fc.constantFrom('id', 'webhookId', 'field', 'value', 'providerId', 'extra'), fc.anything()),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), misfit, async (name, params) => {
      if (engineMethods[name].params.safeParse(params).success) return;
      const error = await callAnything(engine, name, params).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(EngineError);
      expect(error).toMatchObject({ code: 'bad-request' });
    }),
    { seed: 22, numRuns: 5000 },
  );
  expect(await snapshot(engine)).toEqual(before);
});

test('control: a call that fits does change something', async () => {
  const engine = await open();
  const before = await snapshot(engine);
  await engine.call('settings.save', { theme: 'dark' });
  expect(await snapshot(engine)).not.toEqual(before);
});

describe('an error of ours', () => {
  const failWith = (error: unknown): Handlers =>
    ({
      'settings.get': () => {
        throw error;
      },
    }) as unknown as Handlers;
  const call = (error: unknown): Promise<unknown> =>
    answerCall(failWith(error), 'settings.get', {}, (same) => same).catch((reason: unknown) => reason);

  test('becomes internal and tells no path, no value and no stack; the original is its cause', async () => {
    const original = new TypeError('cannot read /home/ada/workspace of whsec_123');
    const error = await call(original);
    expect(error).toMatchObject({ code: 'internal', cause: original });
    const data = toErrorData(error);
    expect(JSON.stringify(data)).not.toMatch(/ada|whsec|TypeError|at /);
    expect(data.message).toMatch(/Nothing was changed/);
  });

  test('that is meant for a person goes through as it is', async () => {
    const meant = new EngineError('refused', 'Not allowed. Ask somebody.', { subject: 'x' });
    expect(await call(meant)).toBe(meant);
  });
});

test('a call after closing is refused, and closing twice is closing once', async () => {
  const engine = await open();
  await Promise.all([engine.close(), engine.close()]);
  await expect(engine.call('webhooks.list', {})).rejects.toMatchObject({ code: 'closing' });
});

test('a second engine on the same folder is refused, and the folder is free after closing', async () => {
  const directory = makeTemporaryDirectory();
  const first = await openEngine({ directory, capturePort: 0 });
  await expect(openEngine({ directory, capturePort: 0 })).rejects.toMatchObject({ code: 'database-in-use' });
  await first.close();
  await (await openEngine({ directory, capturePort: 0 })).close();
});
