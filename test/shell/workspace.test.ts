import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { EngineError } from '../../src-main/engine/errors.ts';
import { createWorkspace } from '../../src-main/shell/workspace.ts';
import type { ErrorCode } from '../../src-preload/contract/errors.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';

function createFakeEngine() {
  const listeners = new Set<(events: EngineEvent[]) => void>();
  const state = { closed: 0 };
  const engine: Engine = {
    call: () => Promise.reject(new Error('not asked here')),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    saveCopy: async () => undefined,
    readSecret: () => Promise.reject(new Error('not asked here')),
    notices: [],
    async close() {
      state.closed += 1;
    },
  };
  const emit = (events: EngineEvent[]): void => {
    for (const listener of listeners) listener(events);
  };
  return { engine, state, emit };
}

/** A workspace whose folder is in the given states, one for each time that it is opened. */
function createFolder(...states: (ErrorCode | 'fine')[]) {
  const fake = createFakeEngine();
  const told = { opened: 0, failed: [] as unknown[], events: [] as EngineEvent[] };
  const done = { opened: 0, setAside: 0 };
  const workspace = createWorkspace(
    {
      async open() {
        const state = states[Math.min(done.opened, states.length - 1)] ?? 'fine';
        done.opened += 1;
        await Promise.resolve();
        if (state !== 'fine') throw new EngineError(state, `It is ${state}.`, { subject: '/folder' });
        return fake.engine;
      },
      async setAside() {
        done.setAside += 1;
      },
    },
    {
      onOpened: () => {
        told.opened += 1;
      },
      onEvents: (events) => told.events.push(...events),
      onFailed: (error) => told.failed.push(error),
    },
  );
  return { workspace, fake, told, done };
}

describe('a workspace', () => {
  test('opens at once; whoever asks for its engine waits for it', async () => {
    const { workspace, fake, done } = createFolder('fine');
    expect(done.opened).toBe(1);
    expect(await workspace.engine()).toBe(fake.engine);
    expect(await workspace.failure()).toBeNull();
  });

  test('passes on what its engine tells', async () => {
    const { workspace, fake, told } = createFolder('fine');
    await workspace.engine();
    fake.emit([{ name: 'log.cleared', payload: {} }]);
    expect(told.events).toEqual([{ name: 'log.cleared', payload: {} }]);
  });

  test('that does not open says why, to every call', async () => {
    const { workspace, told } = createFolder('database-newer');
    await expect(workspace.engine()).rejects.toMatchObject({ code: 'database-newer' });
    expect(await workspace.failure()).toEqual({
      code: 'database-newer',
      message: 'It is database-newer.',
      detail: { subject: '/folder' },
    });
    expect(told.failed).toHaveLength(1);
  });

  test('can be opened again once its failure was mended', async () => {
    const { workspace, done } = createFolder('directory-unwritable', 'fine');
    await workspace.retry();
    expect(await workspace.failure()).toBeNull();
    expect(done.opened).toBe(2);
  });

  test('is not opened twice while it is open', async () => {
    const { workspace, done } = createFolder('fine');
    await workspace.retry();
    expect(done.opened).toBe(1);
  });

  test('is opened once more when two ask for it at the same time', async () => {
    const { workspace, done } = createFolder('database-full', 'fine');
    await Promise.all([workspace.retry(), workspace.retry(), workspace.retry()]);
    expect(done.opened).toBe(2);
  });

  test.each(['database-invalid', 'database-damaged'] as const)(
    'starts anew with a database that is %s',
    async (code) => {
      const { workspace, done } = createFolder(code, 'fine');
      await workspace.setAside();
      expect(done).toEqual({ opened: 2, setAside: 1 });
      expect(await workspace.failure()).toBeNull();
    },
  );

  test.each([
    'fine',
    'database-newer',
    'database-in-use',
    'database-full',
    'database-read-only',
    'database-failed',
    'directory-unwritable',
  ] as const)('is never set aside when it is %s', async (state) => {
    const { workspace, done } = createFolder(state);
    await expect(workspace.setAside()).rejects.toMatchObject({ code: 'conflict' });
    expect(done).toEqual({ opened: 1, setAside: 0 });
  });

  test('ends its engine once and refuses later calls', async () => {
    const { workspace, fake } = createFolder('fine');
    await workspace.close();
    expect(fake.state.closed).toBe(1);
    expect(workspace.isClosing()).toBe(true);
    await expect(workspace.engine()).rejects.toMatchObject({ code: 'closing' });
  });

  test('that is still opening is ended too', async () => {
    const { workspace, fake } = createFolder('fine');
    const closed = workspace.close();
    expect(workspace.isClosing()).toBe(true);
    await closed;
    expect(fake.state.closed).toBe(1);
  });

  test('that never opened ends without a word', async () => {
    const { workspace } = createFolder('database-damaged');
    await expect(workspace.close()).resolves.toBeUndefined();
  });
});
