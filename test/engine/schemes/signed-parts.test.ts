import { expect, onTestFinished, test } from 'vitest';
import { openEngine } from '../../../src-main/engine/engine.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { acmeWith } from './compose.ts';

test('trying a scheme says which signed part of the request is repeated or missing, since receivers refuse it', async () => {
  const engine = await openEngine({ directory: makeTemporaryDirectory(), capturePort: 0, sample: false });
  onTestFinished(() => engine.close());
  const timestampMs = 1_700_000_000_000;
  const headers = [1, 2].map((value) => ({ name: 'X-Nonce', value: String(value) }));
  const sample = { method: 'POST' as const, url: 'https://example.com/?id=1&id=2', headers, body: '{"a":1}' };
  const problemOf = async (part: SigningScheme['message'][number]) => {
    const scheme = acmeWith({ message: [part, { part: 'body' }] });
    const { problems, example } = await engine.call('schemes.try', { scheme, secret: null, sample, timestampMs });
    expect(example === null).toBe(problems.length > 0);
    return problems.map(({ path, message }) => `${path}: ${message}`);
  };
  expect(await problemOf({ part: 'header', name: 'x-nonce' })).toEqual([
    'sample.headers: The request has more than once the header x-nonce, and it is part of the signed text. Send it once.',
  ]);
  expect(await problemOf({ part: 'query', name: 'id' })).toEqual([expect.stringMatching(/^sample.url: .*more than/)]);
  expect(await problemOf({ part: 'form-field', name: 'id' })).toEqual([
    expect.stringMatching(/^sample.body: .*does not have/),
  ]);
  expect(await problemOf({ part: 'body-field', path: 'b' })).toEqual([
    expect.stringMatching(/^sample.body: .*no text or number in the field b,/),
  ]);
  expect(await problemOf({ part: 'body-field', path: 'a' })).toEqual([]);
  expect(await problemOf({ part: 'header', name: 'X-Other' })).toEqual([]);
});
