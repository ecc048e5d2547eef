import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../src-main/engine/errors.ts';
import { createCallAnswerer, type RunCall } from '../../src-main/shell/answer-call.ts';
import { limitCallBytes } from '../../src-preload/contract/call-limits.ts';
import type { Answer } from '../../src-preload/contract/errors.ts';
import { type MethodName, methods } from '../../src-preload/contract/methods.ts';
import { measurePlainData } from '../../src-preload/contract/plain-data.ts';
import { createDestroyedFrame, createSenderEvent, ourFrame, trusted } from './fake-sender.ts';

const names = Object.keys(methods) as MethodName[];
const MALFORMED_CALLS = 10_000;

function createGate(run: RunCall = async () => 'done') {
  const seen: { name: MethodName; params: unknown }[] = [];
  const reported: unknown[] = [];
  const state = { closing: false };
  const answer = createCallAnswerer({
    trusted,
    run: async (name, params) => {
      seen.push({ name, params });
      return run(name, params);
    },
    isClosing: () => state.closing,
    onInternalError: (error) => reported.push(error),
  });
  return { answer, seen, reported, state };
}

function readError(answer: Answer<unknown>) {
  if (answer.ok) throw new Error('The call was let through.');
  return answer.error;
}

/** Neither where our files lie nor how our code is called. */
function expectNoInternals(answer: Answer<unknown>): void {
  expect(JSON.stringify(answer)).not.toMatch(/\n\s+at |node_modules|src-main|\.ts:\d|\/home\/|[A-Z]:\\\\/);
}

describe('the gate between a page and the engine', () => {
  test('answers what the method answers', async () => {
    const { answer, seen } = createGate();
    expect(await answer(createSenderEvent(), 'webhooks.get', { id: 'w1' })).toEqual({ ok: true, value: 'done' });
    expect(seen).toEqual([{ name: 'webhooks.get', params: { id: 'w1' } }]);
  });

  test('answers a large value as JSON text, which means the same', async () => {
    const rows = Array.from({ length: 500 }, (_, seq) => ({ seq, text: 'half a pair: \ud800', none: null }));
    const { answer } = createGate(async () => rows);
    const large = await answer(createSenderEvent(), 'log.rows', { seqs: [] });
    expect('json' in large && JSON.parse(large.json)).toEqual(rows);
    const { answer: small } = createGate(async () => rows.slice(0, 1));
    expect(await small(createSenderEvent(), 'log.rows', { seqs: [] })).toEqual({ ok: true, value: rows.slice(0, 1) });
  });

  test('says which field of the parameters does not fit', async () => {
    const { answer } = createGate();
    const error = readError(await answer(createSenderEvent(), 'webhooks.get', { id: 5 }));
    expect(error.code).toBe('bad-request');
    expect(error.detail.issues).toEqual([expect.objectContaining({ path: 'id', severity: 'error' })]);
  });

  test.each<[string, unknown[]]>([
    ['no words', []],
    ['a method alone', ['settings.get']],
    ['a third word', ['settings.get', {}, 1]],
    ['a method that does not exist', ['engine.eval', {}]],
    ['a name that every object has', ['constructor', {}]],
    ['__proto__ as a method', ['__proto__', {}]],
    ['a method that is no text', [{ toString: () => 'settings.get' }, {}]],
    ['a property too many', ['settings.get', { extra: 1 }]],
    ['no parameters', ['settings.get', undefined]],
    ['an array for an object', ['settings.get', []]],
  ])('refuses %s', async (_what, words) => {
    const { answer, seen } = createGate();
    expect(readError(await answer(createSenderEvent(), ...words)).code).toBe('bad-request');
    expect(seen).toEqual([]);
  });

  // Made once for all methods; a little more than needed, because some of it fits the methods that take nothing.
  const junk = fc.sample(createJunk(), { numRuns: 2 * MALFORMED_CALLS, seed: 20 });
  test.each(names)('refuses 10,000 malformed calls of %s, throws nothing and changes nothing', async (name) => {
    const { answer, seen, reported } = createGate();
    const malformed = junk.filter((value) => !fits(name, value)).slice(0, MALFORMED_CALLS);
    expect(malformed).toHaveLength(MALFORMED_CALLS);
    const codes = new Set<string>();
    for (const params of malformed) codes.add(readError(await answer(createSenderEvent(), name, params)).code);
    expect([...codes]).toEqual(['bad-request']);
    expect(seen).toEqual([]);
    expect(reported).toEqual([]);
  });

  test.each(names)('refuses %s from any frame but our own, even with parameters that fit', async (name) => {
    const { answer, seen } = createGate();
    for (const event of [
      createSenderEvent({ url: 'about:blank', origin: 'null' }),
      createSenderEvent({ url: 'data:text/html,x', origin: 'null' }),
      createSenderEvent({ url: 'https://example.com/', origin: 'https://example.com' }),
      createSenderEvent({ parent: ourFrame }),
      createSenderEvent({}, 99),
      { ...createSenderEvent(), senderFrame: null },
      { ...createSenderEvent(), senderFrame: createDestroyedFrame() },
    ]) {
      expect(readError(await answer(event, name, {})).code).toBe('bad-request');
    }
    expect(seen).toEqual([]);
  });

  test('looks at the sender before anything else', async () => {
    const { answer, state } = createGate();
    state.closing = true;
    const error = readError(await answer(createSenderEvent({ parent: ourFrame }), 'nothing'));
    expect(error.message).toMatch(/does not come from/);
  });

  test('refuses calls that come while the app closes', async () => {
    const { answer, seen, state } = createGate();
    state.closing = true;
    expect(readError(await answer(createSenderEvent(), 'settings.get', {})).code).toBe('closing');
    expect(seen).toEqual([]);
  });

  test('looks at the size before the schema', async () => {
    const { answer } = createGate();
    const huge = { id: 'x'.repeat(2 * 1024 * 1024) };
    const error = readError(await answer(createSenderEvent(), 'webhooks.get', huge));
    expect(error.message).toMatch(/larger than 1,048,576 bytes/);
  });

  test('lets templates of ten million characters through, and nothing else of that size', () => {
    const large = names.filter((name) => limitCallBytes(name) > 1024 * 1024);
    expect(large.sort()).toEqual([
      'app.copyText',
      'app.savePicture',
      'compose.preview',
      'deliveries.fire',
      'deliveries.planFire',
      'deliveries.send',
      'providerFiles.add',
      'providerFiles.plan',
      'samples.import',
      'samples.plan',
      'samples.save',
      'schemes.import',
      'schemes.recognise',
      'schemes.verify',
      'secrets.set',
      'template.analyze',
      'template.complete',
      'template.coverage',
      'template.format',
      'template.hostile',
      'template.hover',
      'transfer.apply',
      'transfer.plan',
      'webhooks.keepUnsaved',
      'webhooks.save',
    ]);
    expect(limitCallBytes('template.analyze')).toBeGreaterThan(24_000_000);
  });

  test('tells an error of the engine with its code, message and detail', async () => {
    const { answer, reported } = createGate(async () => {
      throw new EngineError('not-found', 'There is no webhook w1.', { subject: 'w1' });
    });
    expect(await answer(createSenderEvent(), 'webhooks.get', { id: 'w1' })).toEqual({
      ok: false,
      error: { code: 'not-found', message: 'There is no webhook w1.', detail: { subject: 'w1' } },
    });
    expect(reported).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['an error', new TypeError('cannot read /home/ada/secret at line 3')],
    ['a text', '/home/ada/secret'],
    ['nothing', undefined],
  ])('keeps what was thrown to itself when it is %s of ours, and reports it', async (_what, thrown) => {
    const { answer, reported } = createGate(async () => {
      throw thrown;
    });
    const answered = await answer(createSenderEvent(), 'settings.get', {});
    expect(readError(answered).code).toBe('internal');
    expectNoInternals(answered);
    expect(JSON.stringify(answered)).not.toContain('ada');
    expect(reported).toEqual([thrown]);
  });

  test('never names a file or a stack when it refuses', async () => {
    const { answer } = createGate();
    for (const name of names) expectNoInternals(await answer(createSenderEvent(), name, { wrong: [1] }));
  });

  test('answers 500 calls at once', async () => {
    const { answer, seen } = createGate();
    const calls = Array.from({ length: 500 }, () => answer(createSenderEvent(), 'settings.get', {}));
    expect((await Promise.all(calls)).every(({ ok }) => ok)).toBe(true);
    expect(seen).toHaveLength(500);
  });

  test('refuses most of 10,000 calls at once unseen, and takes calls again when those before are answered', async () => {
    const { answer, seen } = createGate();
    const calls = Array.from({ length: 10_000 }, () => answer(createSenderEvent(), 'settings.get', {}));
    const refused = (await Promise.all(calls)).filter(({ ok }) => !ok).map(readError);
    expect(seen).toHaveLength(512);
    expect(refused).toHaveLength(10_000 - 512);
    expect(new Set(refused.map(({ code, message }) => `${code}: ${message}`))).toEqual(
      new Set(['bad-request: The call was refused, because too many calls are under way. Wait for their answers.']),
    );
    expect(await answer(createSenderEvent(), 'settings.get', {})).toMatchObject({ ok: true });
  });

  test('refuses a call that makes those under way heavier than 64 MiB', async () => {
    let finish: (value: string) => void = () => undefined;
    const { answer } = createGate(() => new Promise((resolve) => (finish = resolve)));
    const params = { text: 'x'.repeat(4_000_000) };
    const first = Array.from({ length: 17 }, () => answer(createSenderEvent(), 'app.copyText', params));
    const [last] = first.slice(-1);
    expect(await last).toMatchObject({ ok: false, error: { code: 'bad-request' } });
    finish('done');
  });
});

/** Values of any type, and objects with the names of real parameters and odd values in them. */
function createJunk(): fc.Arbitrary<unknown> {
  const any = fc.anything({
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
  });
  const odd = fc.constantFrom<unknown>(Number.NaN, -1, 2 ** 53, '', 'x', null, [], () => 1, Symbol('x'), new Date(0));
  const keys = fc.constantFrom('id', 'webhookId', 'draft', 'revision', 'text', 'filter', 'limit', 'extra', '__proto__');
  const spoiled = fc.dictionary(keys, fc.oneof(odd, any), { minKeys: 1, maxKeys: 6 });
  return fc.oneof(any, odd, spoiled);
}

/** A property that is undefined counts as absent. */
function fits(name: MethodName, value: unknown): boolean {
  try {
    measurePlainData(value, Number.POSITIVE_INFINITY, Buffer.byteLength);
  } catch {
    return false;
  }
  return methods[name].params.safeParse(value).success;
}
