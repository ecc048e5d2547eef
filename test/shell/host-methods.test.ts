import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src-main/engine/engine.ts';
import { EngineError } from '../../src-main/engine/errors.ts';
import { createHostMethods, type Host } from '../../src-main/shell/host-methods.ts';
import { createRunCall } from '../../src-main/shell/run-call.ts';
import type { Workspace } from '../../src-main/shell/workspace.ts';

const about = {
  version: '0.1.0',
  platform: 'linux',
  electron: '33.2.1',
} as const;

const first = { id: 'first', name: 'Sample workspace', directory: '/profile/workspace', missing: false };
const second = { id: 'second', name: 'Shop', directory: '/profile/workspaces/shop', missing: false };

const engine: Engine = {
  call: async (name) => `engine: ${name}` as never,
  on: () => () => undefined,
  saveCopy: async () => undefined,
  readSecret: async (webhookId, field) => Buffer.from(`${webhookId}/${field}`),
  notices: [{ kind: 'interrupted', count: 1, requeued: 1, message: 'Hookwright ended while 1 request was under way.' }],
  close: async () => undefined,
};

function createHost(change: Partial<Host> = {}, failing = false) {
  const done: string[] = [];
  const problem = new EngineError('database-newer', 'Made by a newer version.');
  const workspace: Workspace = {
    engine: async () => {
      if (failing) throw problem;
      return engine;
    },
    failure: async () => (failing ? { code: problem.code, message: problem.message, detail: {} } : null),
    retry: async () => void done.push('retry'),
    setAside: async () => void done.push('setAside'),
    reopen: async (move) => {
      done.push('reopen');
      move();
    },
    isClosing: () => false,
    close: async () => undefined,
  };
  let current = first;
  const host: Host = {
    workspace,
    clipboard: {
      copyText: async (text) => void done.push(`text ${text}`),
      copySecret: async (secret) => void done.push(`secret ${secret}`),
      clear: async () => undefined,
    },
    about,
    workspaces: {
      list: () => [first, second],
      current: () => current,
      noteOpened: () => undefined,
      noteSetAside: () => undefined,
      create: () => second,
      add: () => second,
      remove: (id) => void done.push(`remove ${id}`),
      rename: (id, name) => void done.push(`rename ${id} ${name}`),
      choose: (id) => {
        current = id === 'second' ? second : first;
        return current;
      },
    },
    dialogs: {
      chooseTarget: async () => null,
      chooseSource: async () => null,
      chooseFolder: async () => null,
      choosePicture: async () => null,
      chooseFiles: async () => [],
    },
    reloadPage: () => void done.push('reload'),
    wasTouched: () => true,
    openExternal: async (url) => void done.push(`open ${url}`),
    openFolder: async (path) => {
      done.push(`folder ${path}`);
      return '';
    },
    ...change,
  };
  const methods = createHostMethods(host);
  return { methods, host, done, run: createRunCall(workspace, methods) };
}

describe('the shell answers', () => {
  test('what the app is, and what is to be told once', async () => {
    const { methods } = createHost();
    expect(await methods['app.info']({})).toEqual({
      ...about,
      directory: first.directory,
      workspaceName: first.name,
      failure: null,
      notices: engine.notices,
    });
  });

  test('what the app is even when the workspace does not open', async () => {
    const { methods } = createHost({}, true);
    expect(await methods['app.info']({})).toMatchObject({ failure: { code: 'database-newer' }, notices: [] });
  });

  test('how it is after opening again and after setting aside', async () => {
    const { methods, done } = createHost();
    expect(await methods['app.retryOpen']({})).toMatchObject({ failure: null });
    expect(await methods['app.setAsideDatabase']({})).toMatchObject({ failure: null });
    expect(done).toEqual(['retry', 'setAside']);
  });

  test('a secret to the clipboard and never to the page', async () => {
    const { methods, done } = createHost();
    const answer = await methods['app.copySecret']({ webhookId: 'w1', field: 'signing' });
    expect(answer).toEqual({ clearsAfterSeconds: 60 });
    expect(done).toEqual(['secret w1/signing']);
  });

  test('a page of documentation to the browser', async () => {
    const { methods, done } = createHost();
    await methods['app.openExternal']({ url: 'https://docs.zenskar.com/docs' });
    expect(done).toEqual(['open https://docs.zenskar.com/docs']);
  });

  test.each(['https://example.com/', 'http://docs.zenskar.com/', 'file:///etc/passwd'])(
    'no to opening %s',
    async (url) => {
      const { methods, done } = createHost();
      await expect(methods['app.openExternal']({ url })).rejects.toMatchObject({ code: 'refused' });
      expect(done).toEqual([]);
    },
  );

  test('no to a page that opens the browser by itself', async () => {
    const { methods, done } = createHost({ wasTouched: () => false });
    const call = methods['app.openExternal']({ url: 'https://docs.zenskar.com/' });
    await expect(call).rejects.toMatchObject({ code: 'refused' });
    expect(done).toEqual([]);
  });

  test('with the folder of the workspace and no other', async () => {
    const { methods, done } = createHost();
    await methods['app.showDirectory']({});
    expect(done).toEqual(['folder /profile/workspace']);
  });

  test('that a folder cannot be shown', async () => {
    const { methods } = createHost({ openFolder: async () => 'no file manager' });
    await expect(methods['app.showDirectory']({})).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('a checked call', () => {
  test('goes to the engine', async () => {
    expect(await createHost().run('webhooks.list', {})).toBe('engine: webhooks.list');
  });

  test('goes to the shell where the method is the shell’s', async () => {
    const { run, done } = createHost();
    await run('app.copyText', { text: 'hello' });
    expect(done).toEqual(['text hello']);
  });

  test('to an engine that did not open says why', async () => {
    await expect(createHost({}, true).run('webhooks.list', {})).rejects.toMatchObject({ code: 'database-newer' });
  });
});

describe('workspaces', () => {
  test('are listed with the one that is open', async () => {
    const { methods } = createHost();
    expect(await methods['workspaces.list']({})).toEqual({ current: 'first', workspaces: [first, second] });
  });

  test('are switched by ending the engine, and then the page is loaded anew', async () => {
    const { methods, done } = createHost();
    expect(await methods['workspaces.switch']({ id: 'second' })).toMatchObject({ workspaceName: 'Shop' });
    expect(done).toEqual(['reopen', 'reload']);
  });

  test('are taken off the list', async () => {
    const { methods, done } = createHost();
    expect(await methods['workspaces.remove']({ id: 'second' })).toMatchObject({ current: 'first' });
    expect(done).toEqual(['remove second']);
  });

  test('whose folder is missing are not opened, and the open one stays open', async () => {
    const { methods, host, done } = createHost();
    host.workspaces.list = () => [first, { ...second, missing: true }];
    const switching = methods['workspaces.switch']({ id: 'second' });
    await expect(switching).rejects.toMatchObject({ code: 'not-found', detail: { subject: second.directory } });
    expect(done).toEqual([]);
  });

  test('stay as they are when the open one is chosen again, or one that is not there', async () => {
    const { methods, done } = createHost();
    await methods['workspaces.switch']({ id: 'first' });
    await expect(methods['workspaces.switch']({ id: 'third' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await methods['workspaces.open']({})).toBeNull();
    expect(done).toEqual([]);
  });
});
