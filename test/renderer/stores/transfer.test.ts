import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TransferPlan } from '../../../src-preload/contract/transfer.ts';
import { applyImport, dropImport, openImport, useTransfer } from '../../../src-renderer/stores/transfer.ts';
import { type FakeBridge, installBridge, Refusal } from '../support/fake-bridge.ts';

const plan: TransferPlan = { items: [], problems: [], changes: 1, hash: 'h', secrets: 'none' };
const earlier = { name: 'earlier.json', text: '{"earlier": 1}', plan };
const cancelled = new Refusal({ code: 'cancelled', message: 'It was cancelled.', detail: {} });

/** An answer that comes when the test says so. */
function hold(): { answer: Promise<TransferPlan>; give: (plan: TransferPlan) => void; refuse: (why: Refusal) => void } {
  let give: (made: TransferPlan) => void = () => {};
  let refuse: (why: Refusal) => void = () => {};
  const answer = new Promise<TransferPlan>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  return { answer, give, refuse };
}

function openBridge(held: ReturnType<typeof hold>): FakeBridge {
  return installBridge({
    'transfer.openFile': () => ({ name: 'new.json', text: '{}' }),
    'transfer.plan': () => held.answer,
    'transfer.apply': () => held.answer,
    'transfer.cancel': () => {
      held.refuse(cancelled);
      return { cancelled: true };
    },
  });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  dropImport();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('shows a reading after 200 ms with the newest count, and takes it away when it is done', async () => {
  const held = hold();
  const bridge = openBridge(held);
  const opening = openImport();
  await vi.advanceTimersByTimeAsync(199);
  expect(useTransfer.getState().reading).toBeNull();
  const id = bridge.callsTo('transfer.plan')[0]?.id ?? '';
  expect(id).not.toBe('');
  bridge.emit({ name: 'transfer.progress', payload: { id, phase: 'compare', done: 5, total: 9 } });
  bridge.emit({ name: 'transfer.progress', payload: { id: 'another', phase: 'compare', done: 1, total: 2 } });
  await vi.advanceTimersByTimeAsync(1);
  expect(useTransfer.getState().reading).toMatchObject({ id, name: 'new.json', purpose: 'preview', done: 5, total: 9 });
  bridge.emit({ name: 'transfer.progress', payload: { id, phase: 'compare', done: 8, total: 9 } });
  expect(useTransfer.getState().reading?.done).toBe(8);
  held.give(plan);
  await opening;
  expect(useTransfer.getState()).toMatchObject({ name: 'new.json', plan, reading: null, busy: false });
});

it('shows no reading that is done within 200 ms', async () => {
  const held = hold();
  openBridge(held);
  const opening = openImport();
  await vi.advanceTimersByTimeAsync(100);
  held.give(plan);
  await opening;
  await vi.advanceTimersByTimeAsync(1000);
  expect(useTransfer.getState().reading).toBeNull();
});

it('keeps the file that was shown when the reading of another is cancelled', async () => {
  const bridge = openBridge(hold());
  useTransfer.setState(earlier);
  const opening = openImport();
  await vi.advanceTimersByTimeAsync(300);
  useTransfer.getState().reading?.cancel();
  await opening;
  expect(bridge.callsTo('transfer.cancel')).toEqual([{ id: bridge.callsTo('transfer.plan')[0]?.id }]);
  expect(useTransfer.getState()).toMatchObject({ ...earlier, problem: null, reading: null, busy: false });
});

it('shows nothing of an earlier file when another cannot be read', async () => {
  const held = hold();
  openBridge(held);
  useTransfer.setState(earlier);
  const opening = openImport();
  await vi.advanceTimersByTimeAsync(300);
  held.refuse(new Refusal({ code: 'internal', message: 'It failed.', detail: {} }));
  await opening;
  expect(useTransfer.getState()).toMatchObject({
    name: null,
    text: '',
    plan: null,
    problem: 'It failed.',
    reading: null,
  });
});

it('keeps the changes that were shown when their import is cancelled', async () => {
  openBridge(hold());
  useTransfer.setState(earlier);
  const importing = applyImport(false);
  await vi.advanceTimersByTimeAsync(300);
  expect(useTransfer.getState().reading).toMatchObject({ name: 'earlier.json', purpose: 'import' });
  useTransfer.getState().reading?.cancel();
  await importing;
  expect(useTransfer.getState()).toMatchObject({ ...earlier, problem: null, reading: null, busy: false });
});

it('keeps the file that was shown when the reading of another is cancelled as its answer comes', async () => {
  const held = hold();
  const bridge = openBridge(held);
  bridge.answer({ 'transfer.cancel': () => ({ cancelled: false }) });
  useTransfer.setState(earlier);
  const opening = openImport();
  await vi.advanceTimersByTimeAsync(300);
  useTransfer.getState().reading?.cancel();
  held.give({ ...plan, hash: 'another' });
  await opening;
  expect(useTransfer.getState()).toMatchObject({ ...earlier, problem: null, reading: null });
});

it('reports an import that could not be cancelled any more as imported', async () => {
  const held = hold();
  const bridge = openBridge(held);
  bridge.answer({ 'transfer.cancel': () => ({ cancelled: false }) });
  useTransfer.setState(earlier);
  const importing = applyImport(false);
  await vi.advanceTimersByTimeAsync(300);
  useTransfer.getState().reading?.cancel();
  held.give(plan);
  await importing;
  expect(useTransfer.getState()).toMatchObject({ name: null, plan: null, problem: null, reading: null });
});
