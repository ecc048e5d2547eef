import { afterEach, describe, expect, it, vi } from 'vitest';
import { call } from '../../../src-renderer/client/call.ts';
import { ClientError, isCancelled, toClientError } from '../../../src-renderer/client/client-error.ts';
import { createLatest } from '../../../src-renderer/client/latest.ts';
import { on } from '../../../src-renderer/client/on.ts';
import { installBridge, Refusal } from '../support/fake-bridge.ts';

afterEach(() => vi.unstubAllGlobals());

const emptyPage = { rows: [], count: 0, countIsExact: true };
const anyRows = {
  filter: {
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
  },
  before: null,
  after: null,
  limit: 10,
};

describe('call', () => {
  it('gives the value of an answer', async () => {
    installBridge({ 'app.showDirectory': () => null });
    await expect(call('app.showDirectory', {})).resolves.toBeNull();
  });

  it('throws the code, the message and the detail of an error', async () => {
    const detail = { issues: [{ path: 'url', message: 'Type a URL.', severity: 'error' as const }] };
    installBridge({
      'webhooks.list': () => {
        throw new Refusal({ code: 'invalid', message: 'One field is wrong.', detail });
      },
    });
    const thrown = await call('webhooks.list', {}).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ClientError);
    expect(thrown).toMatchObject({ code: 'invalid', message: 'One field is wrong.', detail });
  });

  it('refuses an answer that is none', async () => {
    vi.stubGlobal('window', { hookwright: { call: async () => undefined, on: () => () => undefined } });
    await expect(call('webhooks.list', {})).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('the latest call', () => {
  it('drops an answer that a later question has overtaken', async () => {
    const gates: (() => void)[] = [];
    installBridge({
      'log.page': () => new Promise((resolve) => gates.push(() => resolve({ ...emptyPage, count: gates.length }))),
    });
    const latest = createLatest('log.page');
    const first = latest.run(anyRows).catch((error: unknown) => error);
    const second = latest.run(anyRows);
    await expect.poll(() => gates).toHaveLength(2);
    gates[1]!();
    gates[0]!();
    await expect(second).resolves.toMatchObject({ count: 2 });
    expect(isCancelled(await first)).toBe(true);
  });

  it('drops a late error as well', async () => {
    let refuse = (): void => undefined;
    let asked = 0;
    installBridge({
      'log.page': () => {
        asked += 1;
        if (asked > 1) return emptyPage;
        return new Promise((_resolve, reject) => {
          refuse = () => reject(new Refusal({ code: 'internal', message: 'late', detail: {} }));
        });
      },
    });
    const latest = createLatest('log.page');
    const first = latest.run(anyRows).catch((error: unknown) => error);
    await latest.run(anyRows);
    refuse();
    expect(isCancelled(await first)).toBe(true);
  });

  it('gives every answer when the questions do not overlap', async () => {
    installBridge({ 'log.page': () => emptyPage });
    const latest = createLatest('log.page');
    await expect(latest.run(anyRows)).resolves.toEqual(emptyPage);
    await expect(latest.run(anyRows)).resolves.toEqual(emptyPage);
  });

  it('drops what is under way when it is cancelled', async () => {
    installBridge({ 'log.page': () => emptyPage });
    const latest = createLatest('log.page');
    const running = latest.run(anyRows).catch((error: unknown) => error);
    latest.cancel();
    expect(isCancelled(await running)).toBe(true);
  });
});

describe('events', () => {
  it('reach only those who listen for their name', () => {
    const bridge = installBridge();
    const heard: number[] = [];
    const stop = on('log.changed', ({ newest }) => heard.push(newest));
    bridge.emit(
      { name: 'log.changed', payload: { newest: 7, seqs: [7] } },
      { name: 'log.cleared', payload: {} },
      { name: 'log.changed', payload: { newest: 8, seqs: [8] } },
    );
    stop();
    bridge.emit({ name: 'log.changed', payload: { newest: 9, seqs: [9] } });
    expect(heard).toEqual([7, 8]);
  });
});

describe('anything thrown', () => {
  it('becomes a ClientError with its message', () => {
    expect(toClientError(new TypeError('no such thing'))).toMatchObject({ code: 'internal', message: 'no such thing' });
    expect(toClientError('text')).toMatchObject({ code: 'internal', message: 'text' });
  });
});
