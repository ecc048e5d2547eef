import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { findWorkerEntries, rewriteWorkerUrls } from '../../scripts/worker-entries.mjs';

const fixtures = join(import.meta.dirname, 'fixtures', 'workers');

describe('worker entries', () => {
  it('finds each worker under its own name', () => {
    expect(findWorkerEntries(fixtures)).toEqual({ 'double.worker': join(fixtures, 'double.worker.ts') });
  });

  it('finds none in a folder that is not there', () => {
    expect(findWorkerEntries(join(fixtures, 'gone'))).toEqual({});
  });

  it('names the flat .js file in the build, whatever folder the source was in', () => {
    const transform = rewriteWorkerUrls().transform as (code: string) => { code: string };
    const source = "new Worker(new URL('../log/index-body.worker.ts', import.meta.url))";
    expect(transform(source).code).toBe("new Worker(new URL('./index-body.worker.js', import.meta.url))");
  });

  it('starts a worker from its source in a test', async () => {
    const worker = new Worker(new URL('./fixtures/workers/double.worker.ts', import.meta.url));
    worker.postMessage(21);
    expect(await once(worker, 'message')).toEqual([42]);
    await worker.terminate();
  });
});
