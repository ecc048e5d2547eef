import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Confirmation } from '../../../../src-preload/contract/errors.ts';
import type { BulkOptions, BulkPlan, ReasonCount } from '../../../../src-preload/contract/replay.ts';
import { EngineError } from '../../errors.ts';
import type { StoredDelivery } from '../../store/delivery-repository.ts';
import type { ReplayItem } from '../../store/replay-repository.ts';
import { readPlan } from '../stored-request.ts';
import { findOriginal, succeededSince } from './lineage.ts';
import { planReplay } from './plan-replay.ts';
import { readSourceOf } from './read-source.ts';
import type { ReplayParts } from './replay-parts.ts';
import type { Selection } from './select-deliveries.ts';

/** What a bulk replay does with each delivery of a selection. */
export interface SortedItems {
  /** By age, oldest first. */
  items: ReplayItem[];
  plan: Omit<BulkPlan, 'upTo'>;
}

/** How long the work goes on before other work gets its turn, in milliseconds. */
const SLICE_MS = 8;

const open = new Set(['queued', 'in_flight', 'failed_will_retry', 'blocked']);

/** Decides for each delivery whether it is sent, skipped or refused. Only reads. */
export async function sortItems(parts: ReplayParts, selection: Selection, options: BulkOptions): Promise<SortedItems> {
  const items = new Map<number, ReplayItem>();
  const webhooks = new Map<string, { name: string; sends: number }>();
  const outcomes = new Map<StoredDelivery['state'], number>();
  const confirmations = new Map<string, Confirmation>();
  const problems = new Map<string, string | null>();
  const newestOfFamily = new Map<number, number>();
  let sliceEnd = performance.now() + SLICE_MS;

  /**
   * What stands against replaying what belongs to one webhook; the first of its deliveries tells it for all. What was imported can
   * go to many hosts, each of which may need a yes.
   */
  function findWebhookProblem(row: StoredDelivery): string | null {
    const key = row.kind === 'import' ? `${row.webhookId} ${findHost(parts, row)}` : row.webhookId;
    const known = problems.get(key);
    if (known !== undefined) return known;
    let problem: string | null = null;
    try {
      const planned = planReplay(parts, readSourceOf(parts, row, null), { ...options, bodyText: null });
      for (const confirmation of planned.confirmations) confirmations.set(confirmation.id, confirmation);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // A delivery may be at fault alone; what is wrong with the webhook or the target holds for all.
      if (error.code === 'not-found' && options.mode === 'exact') return error.message;
      problem = error.message;
    }
    problems.set(key, problem);
    return problem;
  }

  function judge(row: StoredDelivery, seq: number): ReplayItem {
    const item = { source: row.number };
    if (open.has(row.state))
      return { ...item, state: 'skipped', reason: 'It is not over: its next attempt still follows.' };
    if (options.skipSucceeded && succeededSince(parts, row, seq)) {
      return { ...item, state: 'skipped', reason: 'It was delivered since.' };
    }
    const problem = findWebhookProblem(row);
    return problem === null
      ? { ...item, state: 'waiting', reason: null }
      : { ...item, state: 'refused', reason: problem };
  }

  for (const source of [...selection.newestSeq.keys()].sort((one, other) => one - other)) {
    const row = parts.deliveries.findByNumber(source);
    if (row === null) continue;
    outcomes.set(row.state, (outcomes.get(row.state) ?? 0) + 1);
    const item = judge(row, selection.newestSeq.get(source) ?? 0);
    items.set(source, item);
    if (item.state === 'waiting') {
      const family = row.replayOf === null ? row.number : findOriginal(parts, row).number;
      const before = newestOfFamily.get(family);
      if (before !== undefined) skipEarlier(items, before);
      newestOfFamily.set(family, source);
    }
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
  for (const [source, { state }] of items) {
    if (state !== 'waiting') continue;
    const row = parts.deliveries.findByNumber(source);
    if (row === null) continue;
    const entry = webhooks.get(row.webhookId) ?? { name: row.webhookName, sends: 0 };
    webhooks.set(row.webhookId, { ...entry, sends: entry.sends + 1 });
    if (performance.now() < sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
  const sorted = [...items.values()];
  const captured = 'It was only captured, so there is nothing of ours to send again.';
  return {
    items: sorted,
    plan: {
      lines: selection.lines,
      deliveries: sorted.length,
      sends: sorted.filter(({ state }) => state === 'waiting').length,
      skipped: countReasons(sorted, 'skipped'),
      refused: [
        ...countReasons(sorted, 'refused'),
        ...(selection.onlyCaptured > 0 ? [{ reason: captured, count: selection.onlyCaptured }] : []),
      ],
      webhooks: [...webhooks].map(([webhookId, entry]) => ({ webhookId, ...entry })),
      outcomes: [...outcomes].map(([state, count]) => ({ state, count })),
      confirmations: [...confirmations.values()],
    },
  };
}

function findHost({ deliveries }: Pick<ReplayParts, 'deliveries'>, { number }: StoredDelivery): string {
  const stored = deliveries.findRequest(number);
  const url = stored === null ? '' : readPlan(stored).url;
  return URL.canParse(url) ? new URL(url).host : '';
}

/** An event that was replayed before is sent once: its latest replay stands for it. */
function skipEarlier(items: Map<number, ReplayItem>, source: number): void {
  items.set(source, { source, state: 'skipped', reason: 'A later replay of the same event is replayed.' });
}

function countReasons(items: readonly ReplayItem[], state: ReplayItem['state']): ReasonCount[] {
  const counts = new Map<string, number>();
  for (const item of items) {
    if (item.state === state && item.reason !== null) counts.set(item.reason, (counts.get(item.reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
}
