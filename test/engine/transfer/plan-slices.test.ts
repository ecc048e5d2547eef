import { expect, it } from 'vitest';
import { zenskar } from '../../../src-main/engine/providers/zenskar.ts';
import { planImport } from '../../../src-main/engine/transfer/plan-import.ts';
import { createPlanRun } from '../../../src-main/engine/transfer/plan-run.ts';
import { readTransferFile } from '../../../src-main/engine/transfer/read-file.ts';
import type { WorkspaceReader } from '../../../src-main/engine/transfer/workspace-reader.ts';
import { openForTransfer, parse } from './support/open-for-transfer.ts';

const COUNT = 2_000;

it('plans webhooks and their secrets a few at a time, and the event loop turns in between', async () => {
  const { engine } = await openForTransfer();
  const { text } = await engine.call('transfer.export', { webhookIds: null, settings: false, passphrase: null });
  const file = parse(text);
  const one = file.webhooks.find(({ provider }) => provider === 'zenskar');
  if (one === undefined) throw new Error('the sample has no webhook of Zenskar');
  file.webhooks = Array.from({ length: COUNT }, (_each, index) => ({ ...one, id: `w-${index}`, name: `W ${index}` }));
  const large = JSON.stringify({ ...file, providers: {} });
  const reading = readTransferFile(large);
  if (!reading.ok) throw new Error(reading.problems[0]?.message);
  const secrets = file.webhooks.map(({ id }) => ({ webhookId: id, field: 'signing' as const, value: 'a secret' }));

  let calls = 0;
  let most = 0;
  let total = 0;
  const count = <T>(value: T): T => {
    calls += 1;
    total += 1;
    most = Math.max(most, calls);
    return value;
  };
  const state = { provider: zenskar, settings: {}, eventTypes: zenskar.eventTypes };
  const reader: WorkspaceReader = {
    webhooks: () => [],
    findDeleted: () => count(null),
    state: () => state,
    providerIds: () => ['zenskar'],
    providerFile: () => null,
    stateOf: () => state,
    app: {} as WorkspaceReader['app'],
    ownSchemes: () => [],
    usersOf: () => [],
    ownEvents: () => [],
    ownSamples: () => [],
    capturePort: () => count(1),
    readSecret: () => null,
    hasSecret: () => count(false),
    now: () => 0,
  };
  let isOver = false;
  const turn = (): void => {
    calls = 0;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const { writes } = await planImport(
    reader,
    large,
    reading.file,
    secrets,
    createPlanRun(new AbortController().signal, null),
  );
  isOver = true;
  expect([writes.webhooks.length, writes.secrets.length]).toEqual([COUNT, COUNT]);
  expect(total).toBeGreaterThan(3 * COUNT);
  // Three for each of the 100 steps of a slice at most, and another slice may begin in the same turn.
  expect(most).toBeLessThan(1_000);
});
