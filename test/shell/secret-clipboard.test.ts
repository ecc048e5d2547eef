import { describe, expect, test } from 'vitest';
import { createSecretClipboard } from '../../src-main/shell/secret-clipboard.ts';

/** A clipboard and a clock; `asPromises` as Electron 45 answers, without as Electron 33 does. */
function createDesk(asPromises: boolean) {
  let content = 'from before';
  let timers: { run: () => void; ms: number }[] = [];
  const answer = <T>(value: T): T | Promise<T> => (asPromises ? Promise.resolve(value) : value);
  const clipboard = createSecretClipboard(
    {
      readText: () => answer(content),
      writeText: (text) => {
        content = text;
        return answer(undefined) as undefined;
      },
      clear: () => {
        content = '';
      },
    },
    (run, ms) => {
      const timer = { run, ms };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  );
  return {
    clipboard,
    read: () => content,
    write: (text: string) => {
      content = text;
    },
    waits: () => timers.map(({ ms }) => ms),
    async elapse() {
      const due = timers;
      timers = [];
      for (const { run } of due) run();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe.each([
  ['at once', false],
  ['with promises', true],
])('the clipboard, answering %s', (_how, asPromises) => {
  test('gives a secret for 60 seconds and then nothing', async () => {
    const desk = createDesk(asPromises);
    await desk.clipboard.copySecret(Buffer.from('s3crét'));
    expect(desk.read()).toBe('s3crét');
    expect(desk.waits()).toEqual([60_000]);
    await desk.elapse();
    expect(desk.read()).toBe('');
  });

  test('keeps what was copied after the secret', async () => {
    const desk = createDesk(asPromises);
    await desk.clipboard.copySecret(Buffer.from('secret'));
    desk.write('something else');
    await desk.elapse();
    expect(desk.read()).toBe('something else');
  });

  test('starts the time anew when a second secret is copied', async () => {
    const desk = createDesk(asPromises);
    await desk.clipboard.copySecret(Buffer.from('first'));
    await desk.clipboard.copySecret(Buffer.from('second'));
    expect(desk.waits()).toEqual([60_000]);
    expect(desk.read()).toBe('second');
  });

  test('gives the secret up when the app ends, and never twice', async () => {
    const desk = createDesk(asPromises);
    await desk.clipboard.copySecret(Buffer.from('secret'));
    await desk.clipboard.clear();
    expect(desk.read()).toBe('');
    expect(desk.waits()).toEqual([]);
    desk.write('secret');
    await desk.clipboard.clear();
    expect(desk.read()).toBe('secret');
  });

  test('keeps ordinary text for good', async () => {
    const desk = createDesk(asPromises);
    await desk.clipboard.copyText('http://127.0.0.1:4590/');
    expect(desk.waits()).toEqual([]);
    await desk.clipboard.clear();
    expect(desk.read()).toBe('http://127.0.0.1:4590/');
  });

  test('zeroes the bytes that it was given', async () => {
    const secret = Buffer.from('secret');
    await createDesk(asPromises).clipboard.copySecret(secret);
    expect(secret.equals(Buffer.alloc(6))).toBe(true);
  });
});
